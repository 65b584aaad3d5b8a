"""Reads what a citizen gave into exact numbers, or refuses with the name of the fact at fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from actions.rules.values import CannotWorkOut

NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?")
DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}")
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


def count(facts: Mapping[str, Any], name: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None when the citizen gave none; `CannotWorkOut` "bad_input" otherwise."""
    given = facts.get(name)
    if given is None or given == "":
        return None
    if str(given).strip() == "0" and not isinstance(given, bool):
        return 0
    return whole(facts, name, 1, most)


def choice(facts: Mapping[str, Any], name: str, choices: Iterable[str]) -> str:
    """One of a few words; `CannotWorkOut` "missing" or "bad_input" otherwise."""
    given = facts.get(name)
    if given is None or given == "":
        raise CannotWorkOut("missing", [name])
    if given not in tuple(choices):
        raise CannotWorkOut("bad_input", [name])
    return str(given)


def yes(facts: Mapping[str, Any], name: str) -> bool:
    """Whether the citizen said yes to something ("yes", "no" or True, False); not said is no."""
    given = facts.get(name)
    if given in (None, "", "no", False):
        return False
    if given in ("yes", True):
        return True
    raise CannotWorkOut("bad_input", [name])


def day(facts: Mapping[str, Any], name: str) -> date:
    """A date given as YYYY-MM-DD, from 1900 to 2199; `CannotWorkOut` "missing" or "bad_input" otherwise."""
    return _dated(facts, name, DAY, "")


def month(facts: Mapping[str, Any], name: str) -> date:
    """The first day of a month given as YYYY-MM; `CannotWorkOut` "missing" or "bad_input" otherwise."""
    return _dated(facts, name, MONTH, "-01")


def _dated(facts: Mapping[str, Any], name: str, shape: re.Pattern[str], rest: str) -> date:
    given = facts.get(name)
    if given is None or given == "":
        raise CannotWorkOut("missing", [name])
    written = str(given).strip()
    if not shape.fullmatch(written):
        raise CannotWorkOut("bad_input", [name])
    try:
        return date.fromisoformat(written + rest)
    except ValueError as fault:
        raise CannotWorkOut("bad_input", [name]) from fault


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
