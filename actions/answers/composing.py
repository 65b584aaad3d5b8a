"""Turns a Say into words in one language: text, note to confirm, source with its date, and button labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actions.answers.figures import PHONES, phone
from actions.answers.words import PLACEHOLDER, Block, Words, fill, message, title
from actions.conversations.say import Say
from actions.library import library
from actions.store.clock import today


def compose(say: Say, language: str) -> Words:
    """The words of a Say in "km" or "en".

    `KeyError` when its key or a label has no words, `MissingValue` (a KeyError too) when a placeholder has no value;
    telephone numbers of NSSF, the Ministry of Labour and the ambulance need none.
    """
    text = _text(say, language)
    blocks = [Block("text", part) for part in _paragraphs(fill(text, _with_phones(say, text), language))]
    blocks += [Block("text", _lines(say, part, language)) for part in say.values.get("_parts", ())]
    if "_steps" in say.values:
        blocks = [Block("working", "\n".join([*(block.text for block in blocks), *_steps(say, language)]))]
    if say.values.get("_confirm"):
        note = message("answer.confirm", language)
        blocks.append(Block("note", fill(note, _with_phones(say, note), language)))
    if say.values.get("_sources"):
        blocks.append(Block("source", _source(say.values, language)))
    buttons = tuple((label(button.label, language), dict(button.effect)) for button in say.buttons)
    return Words(tuple(blocks), buttons)


def _text(say: Say, language: str) -> str:
    kind, _, rest = say.key.partition(".")
    topic, _, variant = rest.partition("#")
    if kind == "answer" and topic in library().topics:
        return library().answer(topic, language).parts[variant]
    if kind == "more" and topic in library().topics:
        return library().answer(topic, language).parts["more"]
    if kind == "working" and "_steps" in say.values:
        return message("working.heading", language)
    return message(say.key, language)


def _paragraphs(text: str) -> Iterable[str]:
    return (part.strip() for part in text.split("\n\n") if part.strip())


def _with_phones(say: Say, text: str) -> Mapping[str, Any]:
    # A number to call is today's, even when the answer is read again on another day.
    names = set(PLACEHOLDER.findall(text)) & PHONES.keys()
    return {name: phone(name, today()) for name in names} | dict(say.values)


def _steps(say: Say, language: str) -> Iterable[str]:
    return (fill(message(f"step.{step['id']}", language), step["values"], language) for step in say.values["_steps"])


def _lines(say: Say, part: Iterable[Mapping[str, Any]], language: str) -> str:
    """One part of a reply made of several messages: a line for each, filled with its own values before the reply's."""
    filled = []
    for line in part:
        text = message(line["id"], language)
        filled.append(fill(text, {**_with_phones(say, text), **line.get("values", {})}, language))
    return "\n".join(filled)


def _source(values: Mapping[str, Any], language: str) -> str:
    wordings = dict.fromkeys(library().reference(source["reference"], language) for source in values["_sources"])
    return fill(
        message("source.line", language),
        {"references": "; ".join(wordings), "on": {"kind": "date", "value": values["_on"]}},
        language,
    )


def label(id: str, language: str) -> str:
    """The words on a button: a topic's title for "topic:<id>", else the message with this id."""
    if id.startswith("topic:"):
        return title(id.removeprefix("topic:"), language)
    return message(id, language)
