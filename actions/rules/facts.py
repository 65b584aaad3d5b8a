"""Reads what a citizen gave into exact numbers, or refuses with the name of the fact at fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from actions.rules.values import CannotWorkOut

NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?")
LARGEST_AMOUNT = Decimal(10**12)
# Riel per dollar: wide enough for any rate NSSF could notify, narrow enough to catch a slip such as 4.1 for 4,100.
RATES = (Decimal(1_000), Decimal(20_000))


def amount(facts: Mapping[str, Any], name: str) -> Decimal:
    """A positive amount given as a string or a number, at most 10^12; commas may part the thousands.

    Raises `CannotWorkOut` "missing" or "bad_input", naming the fact.
    """
    given = facts.get(name)
    if given is None or given == "":
        raise CannotWorkOut("missing", [name])
    if isinstance(given, bool) or not isinstance(given, (int, float, str, Decimal)):
        raise CannotWorkOut("bad_input", [name])
    written = format(given, "f") if isinstance(given, (float, Decimal)) else str(given).strip()
    if not NUMBER.fullmatch(written):
        raise CannotWorkOut("bad_input", [name])
    number = Decimal(written.replace(",", ""))
    if not 0 < number <= LARGEST_AMOUNT:
        raise CannotWorkOut("bad_input", [name])
    return number


def whole(facts: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """A whole number within bounds; `CannotWorkOut` otherwise."""
    number = amount(facts, name)
    if number != int(number) or not least <= number <= most:
        raise CannotWorkOut("bad_input", [name])
    return int(number)


def rounded(number: Decimal) -> int:
    """Whole riel, half up."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with a wage given as {"amount", "currency"} spread into "wage" and "currency"."""
    spread = dict(facts)
    given = spread.get("wage")
    if isinstance(given, Mapping):
        spread["wage"] = given.get("amount")
        if given.get("currency"):
            spread["currency"] = given["currency"]
    return spread


def rate(facts: Mapping[str, Any]) -> Decimal:
    """Riel for one dollar, as stated by the citizen; `CannotWorkOut` "needs_rate" when none is stated."""
    if facts.get("rate") in (None, ""):
        raise CannotWorkOut("needs_rate", ["rate"])
    stated = amount(facts, "rate")
    if not RATES[0] <= stated <= RATES[1]:
        raise CannotWorkOut("bad_input", ["rate"])
    return stated
