"""A wage as a citizen states it, in whole riel: converted at the stated rate, refused where the law is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from actions.rules import facts as reading
from actions.rules.entries import Input
from actions.rules.known import Known, Told, given, told
from actions.rules.parameters import parameter
from actions.rules.values import CannotWorkOut, Unknown, riel

WAGE_INPUTS = (
    Input("wage", "money a month", required=True),
    Input("currency", "KHR or USD", required=False, choices=("KHR", "USD")),
    Input("rate", "riel for one dollar", required=False),
)


def wage_in_riel(on: date, facts: Mapping[str, Any]) -> tuple[Known, tuple[Told, ...]]:
    """The monthly wage in whole riel, and the step that converted it, if any. Raises `CannotWorkOut`."""
    spread = reading.flat(facts)
    monthly = reading.amount(spread, "wage")
    currency = str(spread.get("currency") or "KHR")
    if currency not in ("KHR", "USD"):
        raise CannotWorkOut("bad_input", ["currency"])
    before: tuple[Told, ...] = ()
    if currency == "USD":
        rate = reading.rate(spread)
        in_riel = reading.rounded(monthly * rate)
        before = (_converted(monthly, rate, in_riel),)
    else:
        in_riel = reading.rounded(monthly)
    if in_riel < 1:
        raise CannotWorkOut("bad_input", ["wage"])
    _refuse_uncertain(on, in_riel)
    return given(in_riel, "riel"), before


def _converted(dollars: Decimal, rate: Decimal, in_riel: int) -> Told:
    values = {
        "dollars": {"kind": "money", "amount": _plain(dollars), "currency": "USD"},
        "rate": {"kind": "money", "amount": _plain(rate), "currency": "KHR"},
        "wage": riel(in_riel),
    }
    return told("converted", values, ())


def _plain(number: Decimal) -> int | str:
    return int(number) if number == int(number) else format(number.normalize(), "f")


def _refuse_uncertain(on: date, in_riel: int) -> None:
    # Below the pension floor the sources disagree on what risk and health care are counted on.
    try:
        floor = parameter("contribution.pension.wage_floor", on)
    except Unknown:
        return
    if in_riel < int(str(floor.value)):
        raise CannotWorkOut("uncertain_floor", ["wage"])
