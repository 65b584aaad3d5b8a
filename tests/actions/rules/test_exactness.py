"""The last riel, the smallest amount, and what nobody may change."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

import actions.rules
from actions.rules import CannotWorkOut, Unknown
from actions.rules.facts import LARGEST_AMOUNT, amount, count, rounded
from actions.rules.known import portion
from actions.rules.variables import share

MODULES = [importlib.import_module(f"actions.rules.{one.name}") for one in pkgutil.iter_modules(actions.rules.__path__)]
HELD = {
    one
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__.startswith("actions.rules")
}


@pytest.mark.parametrize("kind", sorted(HELD, key=lambda one: one.__name__))
def test_what_the_law_hands_out_cannot_be_changed(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize(("percent", "whole"), [(49.9999, 0), (50, 1), (50.0001, 1)])
def test_a_share_is_rounded_half_up_to_the_last_riel(percent: float, whole: int) -> None:
    assert share(np.array([1]), percent)[0] == whole
    assert portion(1, Decimal(str(percent))) == whole


def test_a_share_of_three_million_is_exact() -> None:
    assert share(np.array([3_000_001]), 33.3333)[0] == 999_999
    assert portion(1000, Decimal(2)) == 20
    assert portion(1000, Decimal(70), 3, 2) == 1050


@pytest.mark.parametrize(("given", "whole"), [("0.5", 1), ("0.4999", 0), ("1.5", 2), ("2.5", 3)])
def test_half_a_riel_is_rounded_up(given: str, whole: int) -> None:
    assert rounded(Decimal(given)) == whole


@pytest.mark.parametrize("given", ["0", "-1", LARGEST_AMOUNT + 1, "0.0"])
def test_nothing_less_than_nothing_and_too_much_are_no_amounts(given: object) -> None:
    with pytest.raises(CannotWorkOut) as refused:
        amount({"wage": given}, "wage")
    assert (refused.value.reason, refused.value.missing) == ("bad_input", ("wage",))


def test_the_smallest_and_the_largest_amount_are_read() -> None:
    assert amount({"wage": "0.000001"}, "wage") == Decimal("0.000001")
    assert amount({"wage": LARGEST_AMOUNT}, "wage") == LARGEST_AMOUNT


def test_a_count_starts_at_nought_and_ends_at_its_most() -> None:
    assert count({"n": "0"}, "n", 12) == 0
    assert count({"n": 12}, "n", 12) == 12
    assert count({}, "n", 12) is None
    with pytest.raises(CannotWorkOut):
        count({"n": 13}, "n", 12)


def test_a_refusal_says_why_and_what_is_at_fault() -> None:
    assert str(CannotWorkOut("missing", ["wage", "rate"])) == "missing: wage, rate"
    assert str(CannotWorkOut("unknown_rule", [])) == "unknown_rule"
    assert "contribution" in str(Unknown("contribution.rate", date(2026, 1, 1)))
