"""A value together with the parameters it rests on: what exact rules count with, so that nothing goes uncited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from actions.rules.parameters import parameter
from actions.rules.values import CannotWorkOut, Step, Value, shown_as, weakest


@dataclass(frozen=True)
class Known:
    """A value, its unit, and every parameter behind it."""

    value: Any
    unit: str
    rests_on: tuple[Value, ...] = ()

    @property
    def confidence(self) -> str:
        """The weakest confidence behind the value."""
        return weakest(value.confidence for value in self.rests_on)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the parameters behind the value."""
        return tuple(value.id for value in self.rests_on)


@dataclass(frozen=True)
class Told:
    """A step with every parameter behind it."""

    step: Step
    rests_on: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Worked:
    """What a rule hands back before it is cited: its outputs and the steps that show how."""

    outputs: Mapping[str, Known]
    steps: tuple[Told, ...]


def read(id: str, on: date) -> Known:
    """A parameter on a date; `Unknown` when there is none, `CannotWorkOut` "uncertain" at low confidence."""
    value = parameter(id, on)
    if value.confidence == "low":
        raise CannotWorkOut("uncertain")
    return Known(value.value, value.unit, (value,))


def given(value: Any, unit: str) -> Known:
    """A value the citizen gave: it rests on no law."""
    return Known(value, unit)


def made(unit: str, how: Callable[..., Any], *parts: Known) -> Known:
    """A value made of others, resting on all they rest on."""
    return Known(how(*(part.value for part in parts)), unit, together(parts))


def together(parts: Iterable[Known | Told]) -> tuple[Value, ...]:
    """Everything several values rest on, each parameter once."""
    return tuple({value.id: value for part in parts for value in part.rests_on}.values())


def step(id: str, **shows: Known) -> Told:
    """A step that shows values; it rests on all they rest on."""
    values = {name: shown_as(known.value, known.unit) for name, known in shows.items()}
    return told(id, values, together(shows.values()))


def told(id: str, values: Mapping[str, dict[str, Any]], rests_on: tuple[Value, ...]) -> Told:
    """A step from JSON values and the parameters behind them; its confidence is their weakest."""
    confidence = weakest(value.confidence for value in rests_on)
    return Told(Step(id, MappingProxyType(dict(values)), tuple(value.id for value in rests_on), confidence), rests_on)


def portion(amount: int, percent: Decimal, times: int = 1, over: int = 1) -> int:
    """A percentage of whole riel, times a number over another, rounded half up to whole riel, exactly."""
    exact = Fraction(amount) * Fraction(percent) * times / (100 * over)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
