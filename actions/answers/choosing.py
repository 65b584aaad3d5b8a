"""Chooses what to say to a topic: which part and which figures; and when to say nothing but "ask a person"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from actions import rules
from actions.answers.buttons import PERSON, again, follow_ups
from actions.answers.figures import Doubtful, Figures
from actions.answers.words import PLACEHOLDER
from actions.conversations.say import Say
from actions.library import Topic, library
from actions.rules import CannotWorkOut
from actions.rules.values import shown

# What a refusal's words name besides the telephone numbers.
REFUSAL_VALUES: Mapping[str, Mapping[str, str]] = {"uncertain_floor": {"floor": "contribution.pension.wage_floor"}}


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
        figures = _spoken(about, facts, on, library().message(topic, "km"))
        return Say(topic, figures.as_values(), follow_ups(about, facts))
    chosen = _chosen(about, facts, on)
    if chosen is None:
        return _ask_person(about, facts)
    name, figures = chosen
    has_more = "more" in library().answer(topic, "km").parts
    buttons = [again("more", about, facts)] if has_more else []
    buttons += [again("working", about, facts)] if figures.worked else []
    key = f"answer.{topic}" + (f"#{name}" if name else "")
    return Say(key, figures.as_values(), (*buttons, *follow_ups(about, facts)))


def more(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """The second part of an answer, under the same rules; the offer of a person when there is none."""
    about = library().topic(topic)
    text = library().answer(topic, "km").parts.get("more")
    try:
        figures = _spoken(about, facts, on, text) if text else None
    except (Doubtful, CannotWorkOut):
        figures = None
    if figures is None:
        return _ask_person(about, facts)
    return Say(f"more.{topic}", figures.as_values(), follow_ups(about, facts))


def working(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """How the figures of a topic were worked out, step by step; steps that rest on low confidence are left out."""
    about = library().topic(topic)
    spec = _worked(about, facts, on)
    if spec is None:
        return Say("working.none", {}, follow_ups(about, facts))
    try:
        done = rules.workout(spec["rule"], on, {**facts, **spec.get("given", {})})
    except CannotWorkOut as refusal:
        return _refuse(about, facts, on, refusal)
    steps = [step for step in done.steps if step.confidence != "low"]
    spoken = {id for step in steps for id in step.parameters}
    figures = Figures(about, facts, on)
    figures.cite(value for value in done.parameters if value.id in spoken)
    values = figures.as_values()
    values["_steps"] = [{"id": step.id, "values": dict(step.values)} for step in steps]
    return Say(f"working.{done.rule}", values, follow_ups(about, facts))


def result(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """The outcome of a calculator topic as "result.<rule>", or "cannot.<reason>" with the offer of a person.

    `ValueError` when the topic declares no rule.
    """
    about = library().topic(topic)
    spec = _declared(about)
    if spec is None:
        raise ValueError(f"{topic} works nothing out")
    try:
        rules.workout(spec["rule"], on, {**facts, **spec.get("given", {})})
        figures = _spoken(about, facts, on, library().message(f"result.{spec['rule']}", "km"))
    except CannotWorkOut as refusal:
        return _refuse(about, facts, on, refusal)
    except Doubtful:
        return _ask_person(about, facts)
    buttons = (again("working", about, facts), *follow_ups(about, facts))
    return Say(f"result.{spec['rule']}", figures.as_values(), buttons)


def _chosen(topic: Topic, facts: Mapping[str, Any], on: date) -> tuple[str, Figures] | None:
    """The first part that can be spoken: a variant the facts call for, else the first part of the answer."""
    parts = library().answer(topic.id, "km").parts
    for name in (*_variants(topic, facts), ""):
        try:
            return name, _spoken(topic, facts, on, parts[name])
        except (Doubtful, CannotWorkOut):
            continue
    return None


def _variants(topic: Topic, facts: Mapping[str, Any]) -> Iterable[str]:
    def holds(name: str, wanted: Any) -> bool:
        given = facts.get(name)
        return given is not None and (wanted == "known" or str(given) == str(wanted))

    return (item.name for item in topic.variants if all(holds(*condition) for condition in item.when.items()))


def _spoken(topic: Topic, facts: Mapping[str, Any], on: date, text: str) -> Figures:
    figures = Figures(topic, facts, on)
    figures.gather(dict.fromkeys(PLACEHOLDER.findall(text)))
    return figures


def _worked(topic: Topic, facts: Mapping[str, Any], on: date) -> Mapping[str, Any] | None:
    if topic.kind == "service":
        return _declared(topic)
    chosen = _chosen(topic, facts, on)
    return chosen[1].worked if chosen else None


def _declared(topic: Topic) -> Mapping[str, Any] | None:
    return next((spec for spec in topic.values.values() if "rule" in spec), None)


def _ask_person(topic: Topic, facts: Mapping[str, Any]) -> Say:
    others = (button for button in follow_ups(topic, facts) if button.effect != PERSON.effect)
    return Say("answer.ask_person", {}, (PERSON, *others))


def _refuse(topic: Topic, facts: Mapping[str, Any], on: date, refusal: CannotWorkOut) -> Say:
    figures = Figures(topic, facts, on)
    for name, id in REFUSAL_VALUES.get(refusal.reason, {}).items():
        value = rules.parameter(id, on)
        figures.cite([value])
        figures.values[name] = shown(value)
    others = (button for button in follow_ups(topic, facts) if button.effect != PERSON.effect)
    return Say(f"cannot.{refusal.reason}", figures.as_values(), (PERSON, *others))
