"""Runs a rule and cites every parameter used: the one way any figure of the law is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from openfisca_core.errors import ParameterNotFoundError

from actions.rules.catalogue import catalogue
from actions.rules.entries import RuleEntry
from actions.rules.known import Worked, together
from actions.rules.values import CannotWorkOut, Unknown, Workout, weakest


def workout(rule: str, on: date, facts: Mapping[str, Any]) -> Workout:
    """Work a rule out on a date from a citizen's facts (strings or numbers).

    The outputs are whole numbers, ISO dates or states, as their units say. Raises `CannotWorkOut`: "unknown_rule",
    "missing" or "bad_input" (with the facts at fault), "needs_rate" (a wage in dollars without a stated rate),
    "uncertain_floor" (a wage so low that the sources disagree), "uncertain" (the law is in doubt for the facts named),
    "not_found" (no rule is known), "no_calendar" (no list of holidays for a year counted through) or "unknown_date"
    (no law known for the date).
    """
    entry = catalogue().get(rule)
    if entry is None:
        raise CannotWorkOut("unknown_rule", [rule])
    try:
        return _cited(entry, on, entry.work(on, facts))
    except (Unknown, ParameterNotFoundError) as fault:
        raise CannotWorkOut("unknown_date", ["on"]) from fault


def _cited(entry: RuleEntry, on: date, worked: Worked) -> Workout:
    confidences = {name: known.confidence for name, known in worked.outputs.items()}
    return Workout(
        rule=entry.name,
        on=on,
        outputs=MappingProxyType({name: known.value for name, known in worked.outputs.items()}),
        units=MappingProxyType({name: known.unit for name, known in worked.outputs.items()}),
        parameters=together((*worked.outputs.values(), *worked.steps)),
        steps=tuple(told.step for told in worked.steps),
        confidence=weakest(confidences.values()),
        confidences=MappingProxyType(confidences),
        rests_on=MappingProxyType({name: known.ids for name, known in worked.outputs.items()}),
    )
