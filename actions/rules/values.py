"""What the law hands out: dated values, worked-out results, and the two ways it says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

CONFIDENCES = ("low", "medium", "high")
DURATIONS = frozenset({"days", "months", "years"})
# What a condition of the law is for a citizen: a fact nobody gave leaves it unknown.
STATES = ("met", "not_met", "unknown")


@dataclass(frozen=True)
class Value:
    """A legal figure on a date.

    `value` is an int (riel, days, …), a Decimal (percent), a str (a phone number, a word) or a tuple of rows (a table).
    `unit` says which; `since` is the date this value took effect.
    """

    id: str
    value: int | Decimal | str | tuple[tuple[int | None, int], ...]
    unit: str
    reference: str
    fact: str
    confidence: str
    since: date


@dataclass(frozen=True)
class Step:
    """One step of a computation: an id whose words live in content, and the JSON values those words name."""

    id: str
    values: Mapping[str, dict[str, Any]]
    parameters: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Workout:
    """A rule worked out on a date: its outputs by name, every parameter used, and the readable steps.

    An output is a whole number, or a text: an ISO date or one of STATES; `units` says which, per output.
    `confidence` is the weakest of all; `confidences` and `rests_on` give the confidence and the parameters per output.
    """

    rule: str
    on: date
    outputs: Mapping[str, int | str]
    units: Mapping[str, str]
    parameters: tuple[Value, ...]
    steps: tuple[Step, ...]
    confidence: str
    confidences: Mapping[str, str]
    rests_on: Mapping[str, tuple[str, ...]]

    def shown(self, output: str) -> dict[str, Any]:
        """An output as a JSON value an answer can carry."""
        return shown_as(self.outputs[output], self.units[output])


class Unknown(Exception):
    """The law read here holds no value for this parameter on this date; nothing may be said in its place."""

    def __init__(self, id: str, on: date) -> None:
        super().__init__(f"no value for {id} on {on.isoformat()}")
        self.id = id
        self.on = on


class CannotWorkOut(Exception):
    """A rule gives no figure. `reason` is one of REASONS; `missing` names the facts at fault, if any."""

    REASONS = frozenset(
        {
            "missing",
            "bad_input",
            "needs_rate",
            "unknown_date",
            "uncertain_floor",
            "uncertain",
            "not_found",
            "no_calendar",
            "unknown_rule",
        }
    )

    def __init__(self, reason: str, missing: Iterable[str] = ()) -> None:
        self.reason = reason
        self.missing = tuple(missing)
        super().__init__(reason + (": " + ", ".join(self.missing) if self.missing else ""))


def weakest(confidences: Iterable[str]) -> str:
    """The lowest of several confidences; "high" when there is none to doubt."""
    return min(confidences, key=CONFIDENCES.index, default="high")


def shown(value: Value) -> dict[str, Any]:
    """A legal figure as a JSON value an answer can carry: money, percent, duration, number or text."""
    return shown_as(value.value, value.unit)


def shown_as(value: Any, unit: str) -> dict[str, Any]:
    """Any value of the law as a JSON value, by its unit; a state keeps its machine word, a date its ISO form."""
    if unit == "riel":
        return riel(value)
    if unit == "percent":
        return {"kind": "percent", "value": str(value)}
    if unit in DURATIONS:
        return {"kind": "duration", "value": value, "unit": unit}
    if unit in ("date", "state"):
        return {"kind": unit, "value": str(value)}
    if isinstance(value, int):
        return {"kind": "number", "value": value}
    return {"kind": "text", "value": str(value)}


def riel(amount: int) -> dict[str, Any]:
    """An amount of whole riel as a JSON value."""
    return {"kind": "money", "amount": amount, "currency": "KHR"}
