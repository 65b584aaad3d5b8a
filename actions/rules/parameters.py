"""Dated legal parameters: the value on a date, with its source, or Unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from openfisca_core.parameters import Parameter, ParameterAtInstant

from actions.rules.law import law
from actions.rules.values import Unknown, Value


def parameter(id: str, on: date) -> Value:
    """The value of a parameter on a date.

    Raises `Unknown` when the law read here holds none on that date (too early, or ended), and `KeyError` when no
    parameter has this id.
    """
    for row in _parameter(id).values_list:
        if row.instant_str <= on.isoformat():
            return _value(id, row, on)
    raise Unknown(id, on)


def next_value(id: str, on: date) -> Value:
    """The first value of a parameter that takes effect after a date; `Unknown` when none is known."""
    later = [row for row in _parameter(id).values_list if row.instant_str > on.isoformat()]
    if not later:
        raise Unknown(id, on)
    return _value(id, later[-1], on)


def begun(id: str) -> date:
    """The day a parameter first had a value other than nought: when what it measures began, whatever it is today."""
    return next(since for since, raw, _ in history(id) if raw)


def known_parameters() -> tuple[str, ...]:
    """The ids of all parameters."""
    nodes = law().parameters.get_descendants()
    return tuple(sorted(node.name for node in nodes if isinstance(node, Parameter)))


def history(id: str) -> tuple[tuple[date, Any, dict[str, Any]], ...]:
    """Every dated row of a parameter, oldest first: the date, the raw value (None: ended) and its metadata."""
    rows = reversed(_parameter(id).values_list)
    return tuple((date.fromisoformat(row.instant_str), row.value, dict(row.metadata)) for row in rows)


def _parameter(id: str) -> Parameter:
    node: Any = law().parameters
    for name in id.split("."):
        node = getattr(node, "children", {}).get(name)
        if node is None:
            raise KeyError(id)
    if not isinstance(node, Parameter):
        raise KeyError(id)
    return node


def _value(id: str, row: ParameterAtInstant, on: date) -> Value:
    if row.value is None:
        raise Unknown(id, on)
    about = row.metadata
    return Value(
        id=id,
        value=_exact(row.value, about["unit"]),
        unit=about["unit"],
        reference=about["reference"],
        fact=about["fact"],
        confidence=about["confidence"],
        since=date.fromisoformat(row.instant_str),
    )


def _exact(raw: Any, unit: str) -> int | Decimal | str | tuple[tuple[int | None, int], ...]:
    # YAML reads 0.8 as a binary float; its shortest decimal spelling is what the editor of the law wrote.
    if unit == "percent":
        return Decimal(str(raw))
    if isinstance(raw, list):
        return tuple((upper, amount) for upper, amount in raw)
    exact: int | str = raw
    return exact
