"""Chooses what to say to a topic: which part and which figures; and when to say nothing but "ask a person"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from actions.answers.announcing import announced
from actions.answers.buttons import PERSON, again, follow_ups
from actions.answers.figures import Doubtful, Figures
from actions.answers.words import PLACEHOLDER
from actions.conversations.say import Say
from actions.library import Topic, library
from actions.rules import CannotWorkOut


def choose(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """What to say to an answer, safety or talk topic on a date.

    Picks the variant the facts call for, fills its figures, and applies the confidence rule: medium adds a note to
    confirm, low or unknown gives no figure but the offer of a person. `KeyError` for a topic that does not exist,
    `ValueError` for one that is a service.
    """
    about = library().topic(topic)
    if about.kind == "service":
        raise ValueError(f"{topic} is a service: start it, there is nothing to say")
    if about.kind == "talk":
        figures = figures_in(about, facts, on, library().message(topic, "km"))
        return Say(topic, figures.as_values(), follow_ups(about, facts))
    found = first_spoken(about, facts, on)
    if found is None:
        return ask_person(about, facts)
    name, figures = found
    has_more = "more" in library().answer(topic, "km").parts
    buttons = [again("more", about, facts)] if has_more else []
    buttons += [again("working", about, facts)] if figures.worked else []
    key = f"answer.{topic}" + (f"#{name}" if name else "")
    return announced(Say(key, figures.as_values(), (*buttons, *follow_ups(about, facts))), about, facts, on)


def more(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """The second part of an answer, under the same rules; the offer of a person when there is none."""
    about = library().topic(topic)
    text = library().answer(topic, "km").parts.get("more")
    try:
        figures = figures_in(about, facts, on, text) if text else None
    except (Doubtful, CannotWorkOut):
        figures = None
    if figures is None:
        return ask_person(about, facts)
    return Say(f"more.{topic}", figures.as_values(), follow_ups(about, facts))


def first_spoken(topic: Topic, facts: Mapping[str, Any], on: date) -> tuple[str, Figures] | None:
    """The first part that can be spoken: a variant the facts call for, else the first part of the answer."""
    parts = library().answer(topic.id, "km").parts
    for name in (*variants(topic, facts), ""):
        try:
            return name, figures_in(topic, facts, on, parts[name])
        except (Doubtful, CannotWorkOut):
            continue
    return None


def variants(topic: Topic, facts: Mapping[str, Any]) -> Iterable[str]:
    """The names of the variants whose conditions hold, in the topic's order; a condition may allow several values."""

    def holds(name: str, wanted: Any) -> bool:
        given = facts.get(name)
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        return given is not None and (wanted == "known" or str(given) in map(str, allowed))

    return (item.name for item in topic.variants if all(holds(*condition) for condition in item.when.items()))


def figures_in(topic: Topic, facts: Mapping[str, Any], on: date, text: str) -> Figures:
    """The figures a text names, gathered; raises what `Figures.gather` raises."""
    figures = Figures(topic, facts, on)
    figures.gather(named(text))
    return figures


def named(text: str) -> tuple[str, ...]:
    """The names of the figures a text speaks of, each once, in its order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def ask_person(topic: Topic, facts: Mapping[str, Any]) -> Say:
    """No answer that is certain: the offer of a person, and what else there is."""
    others = (button for button in follow_ups(topic, facts) if button.effect != PERSON.effect)
    return Say("answer.ask_person", {}, (PERSON, *others))
