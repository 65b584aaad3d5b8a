"""Results: what a calculator comes to, how it was worked out, and kind words where there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions import rules
from actions.answers.announcing import announced
from actions.answers.buttons import PERSON, again, follow_ups, read_by
from actions.answers.choosing import ask_person, first_spoken, named, variants
from actions.answers.figures import Doubtful, Figures, law_day
from actions.conversations.say import Button, Say
from actions.library import Topic, library
from actions.rules import CannotWorkOut
from actions.rules.values import shown

# What a refusal's words name besides the telephone numbers.
REFUSAL_VALUES: Mapping[str, Mapping[str, str]] = {"uncertain_floor": {"floor": "contribution.pension.wage_floor"}}
# Refusals that another answer of the citizen would settle.
WORTH_ANOTHER_TRY = frozenset({"missing", "bad_input", "needs_rate"})


def result(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """The outcome of a calculator topic as "result.<rule>", or "cannot.<reason>" with the offer of a person.

    After the words of the result come those of every variant of the topic that the facts or the outputs call for.
    `ValueError` when the topic declares no rule.
    """
    about = library().topic(topic)
    spec = _declared(about)
    if spec is None:
        raise ValueError(f"{topic} works nothing out")
    asked, rule, on = on, spec["rule"], law_day(about, facts, on)
    figures = Figures(about, facts, on)
    try:
        done = figures.workout(rule, spec.get("given", {}))
        parts = [f"result.{rule}#{name}" for name in variants(about, {**facts, **done.outputs})]
        words = [library().message(id, "km") for id in (f"result.{rule}", *parts)]
        figures.gather(named("\n".join(words)))
    except CannotWorkOut as refusal:
        return _refuse(about, facts, on, refusal, rule)
    except Doubtful:
        return ask_person(about, facts)
    values = figures.as_values()
    if parts:
        values["_parts"] = [[{"id": id}] for id in parts]
    buttons = (again("working", about, facts), *follow_ups(about, facts))
    return announced(Say(f"result.{rule}", values, buttons), about, facts, asked)


def working(topic: str, facts: Mapping[str, Any], on: date) -> Say:
    """How the figures of a topic were worked out, step by step; steps that rest on low confidence are left out."""
    about = library().topic(topic)
    on = law_day(about, facts, on)
    spec = _worked(about, facts, on)
    if spec is None:
        return Say("working.none", {}, follow_ups(about, facts))
    try:
        done = rules.workout(spec["rule"], on, {**facts, **spec.get("given", {})})
    except CannotWorkOut as refusal:
        return _refuse(about, facts, on, refusal, spec["rule"])
    steps = [step for step in done.steps if step.confidence != "low"]
    told = {id for step in steps for id in step.parameters}
    figures = Figures(about, facts, on)
    figures.cite(value for value in done.parameters if value.id in told)
    values = figures.as_values()
    values["_steps"] = [{"id": step.id, "values": dict(step.values)} for step in steps]
    return Say(f"working.{done.rule}", values, follow_ups(about, facts))


def _worked(topic: Topic, facts: Mapping[str, Any], on: date) -> Mapping[str, Any] | None:
    if topic.kind == "service":
        return _declared(topic)
    found = first_spoken(topic, facts, on)
    return found[1].worked if found else None


def _declared(topic: Topic) -> Mapping[str, Any] | None:
    return next((spec for spec in topic.values.values() if "rule" in spec), None)


def _refuse(topic: Topic, facts: Mapping[str, Any], on: date, refusal: CannotWorkOut, rule: str) -> Say:
    """Why there is no number, in the rule's own words where it has some, and what to do next."""
    figures = Figures(topic, facts, on)
    for name, id in REFUSAL_VALUES.get(refusal.reason, {}).items():
        value = rules.parameter(id, on)
        figures.cite([value])
        figures.values[name] = shown(value)
    others = [button for button in follow_ups(topic, facts) if button.effect != PERSON.effect]
    if topic.kind == "service" and refusal.reason in WORTH_ANOTHER_TRY:
        kept = {name: fact for name, fact in read_by(topic, facts).items() if name not in refusal.missing}
        others.insert(0, Button("button.try_again", {"do": "start", "interview": topic.service, "facts": kept}))
    key = f"cannot.{refusal.reason}"
    own = f"{key}.{rule}"
    return Say(own if library().has_message(own, "km") else key, figures.as_values(), (PERSON, *others))
