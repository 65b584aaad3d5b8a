"""What a citizen gives is read exactly, or refused with the name of the fact at fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from actions.rules import CannotWorkOut
from actions.rules import facts as reading


def _refused(read: Any, *arguments: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(CannotWorkOut) as refusal:
        read(*arguments)
    return refusal.value.reason, refusal.value.missing


@pytest.mark.parametrize(
    ("given", "number"), [(0, 0), ("0", 0), (" 0 ", 0), ("7", 7), (12, 12), (None, None), ("", None)]
)
def test_a_count_may_be_nothing_at_all(given: Any, number: int | None) -> None:
    assert reading.count({"n": given}, "n", 12) == number
    assert reading.count({}, "n", 12) is None


@pytest.mark.parametrize("given", [13, -1, "x", 1.5, True, False, [0], "00", "-0"])
def test_a_count_that_cannot_be_one_is_refused(given: Any) -> None:
    assert _refused(reading.count, {"n": given}, "n", 12) == ("bad_input", ("n",))


def test_a_choice_is_one_of_its_words() -> None:
    assert reading.choice({"kind": "b"}, "kind", ("a", "b")) == "b"
    assert _refused(reading.choice, {"kind": "c"}, "kind", ("a", "b")) == ("bad_input", ("kind",))
    assert _refused(reading.choice, {"kind": ["a"]}, "kind", ("a", "b")) == ("bad_input", ("kind",))
    for nothing in ({}, {"kind": None}, {"kind": ""}):
        assert _refused(reading.choice, nothing, "kind", ("a", "b")) == ("missing", ("kind",))


def test_yes_and_no_have_a_word_and_a_value_each() -> None:
    assert reading.yes({"x": "yes"}, "x") and reading.yes({"x": True}, "x")
    for no in ({}, {"x": None}, {"x": ""}, {"x": "no"}, {"x": False}):
        assert reading.yes(no, "x") is False
    assert _refused(reading.yes, {"x": "perhaps"}, "x") == ("bad_input", ("x",))


def test_a_day_and_a_month_are_written_one_way() -> None:
    assert reading.day({"d": "2026-11-24"}, "d") == date(2026, 11, 24)
    assert reading.day({"d": " 1900-01-01 "}, "d") == date(1900, 1, 1)
    assert reading.day({"d": date(2026, 2, 28)}, "d") == date(2026, 2, 28)
    assert reading.month({"m": "2026-10"}, "m") == date(2026, 10, 1)
    for bad in (
        "2026-1-1",
        "24-11-2026",
        "2026-02-30",
        "1899-12-31",
        "2200-01-01",
        "2026-11-24T00:00",
        20261124,
        "2026-10",
    ):
        assert _refused(reading.day, {"d": bad}, "d") == ("bad_input", ("d",))
    for bad in ("2026-13", "2026-00", "2026-1", "10-2026", "2026-10-01", "1899-12"):
        assert _refused(reading.month, {"m": bad}, "m") == ("bad_input", ("m",))
    for read in (reading.day, reading.month):
        for nothing in ({}, {"d": None}, {"d": ""}):
            assert _refused(read, nothing, "d") == ("missing", ("d",))


def test_a_whole_number_keeps_its_bounds() -> None:
    assert [reading.whole({"n": n}, "n", 2, 4) for n in (2, "3", 4.0, Decimal(4))] == [2, 3, 4, 4]
    for bad in (1, 5, 2.5):
        assert _refused(reading.whole, {"n": bad}, "n", 2, 4) == ("bad_input", ("n",))


def test_a_wage_may_carry_its_currency() -> None:
    assert reading.flat({"wage": {"amount": 5, "currency": "USD"}, "x": 1}) == {"wage": 5, "currency": "USD", "x": 1}
    assert reading.flat({"wage": {"amount": 5}, "currency": "KHR"}) == {"wage": 5, "currency": "KHR"}
    assert reading.flat({"wage": 5}) == {"wage": 5}


def test_a_rate_keeps_its_bounds() -> None:
    assert [reading.rate({"rate": rate}) for rate in (1000, "20,000", "4100.5")] == [1000, 20000, Decimal("4100.5")]
    assert _refused(reading.rate, {}) == _refused(reading.rate, {"rate": ""}) == ("needs_rate", ("rate",))


def test_riel_are_rounded_half_up() -> None:
    assert [reading.rounded(Decimal(text)) for text in ("0.5", "1.5", "2.49", "2.5")] == [1, 2, 2, 3]
