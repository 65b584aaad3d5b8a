"""Judging: one condition at a time, from what the citizen told and the dated parameters; pure, and never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.rules.conditions import at_least
from actions.rules.known import Known, made

LONGEST = 1_200
# Counts that another count cannot exceed.
CAPS = {"recent_months": ("months_paid",), "months_in_a_row": ("months_paid", "recent_months")}
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """A condition by the id of its words, the state it is in, and the figures its words name."""

    id: str
    state: Known
    shows: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of words about a benefit, with its figures."""

    id: str
    shows: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """What one benefit comes to: its conditions, what is said beside them, and facts of law nothing else cites."""

    conditions: tuple[Condition, ...] = ()
    lines: tuple[Line, ...] = ()
    rests_on: tuple[tuple[str, str], ...] = ()


def state(word: str) -> Known:
    """A state that rests on no parameter: "met", "not_met" or "unknown"."""
    return Known(word, "state")


def whether(facts: Facts, name: str, yes: str = "yes", no: str = "no") -> Known:
    """A condition the citizen answered with one of two words; anything else leaves it unknown."""
    return state({yes: "met", no: "not_met"}.get(str(facts.get(name)), "unknown"))


def registered(facts: Facts) -> Condition:
    """Registered at NSSF; what a citizen does not know stays unknown."""
    return Condition("registered", whether(facts, "registered"))


def months(facts: Facts, name: str, needed: Known) -> Known:
    """Whether a count of months reaches what is needed; who is not registered has none."""
    return at_least(_with_none(facts, name), name, needed, LONGEST)


def lately(facts: Facts, name: str, needed: Known, *beside: Known) -> Known:
    """Whether a count that cannot exceed others (months of the last year, or in a row) reaches what is needed.

    Where it was not told, too few in all are too few here; counts that contradict each other leave it unknown.
    """
    asked = made("months", lambda least, *_: least, needed, *beside)
    known = _with_none(facts, name)
    told, in_all = known.get(name), known.get("months_paid")
    if told is not None and in_all is not None and told > in_all:
        return made("state", lambda _: "unknown", asked)
    if told is None:
        caps = [known[cap] for cap in CAPS[name] if known.get(cap) is not None]
        told = min((cap for cap in caps if cap < asked.value), default=None)
    return at_least({name: told}, name, asked, LONGEST)


def _with_none(facts: Facts, name: str) -> Facts:
    return {**facts, name: 0, "months_paid": 0} if facts.get("registered") == "no" else facts


@dataclass(frozen=True)
class Case:
    """The day whose law is read, and what the citizen told."""

    on: date
    facts: Facts

    def says(self, name: str, *values: str) -> bool:
        """Whether the citizen answered a question with one of these words."""
        return self.facts.get(name) in values
