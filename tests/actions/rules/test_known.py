"""A value carries everything it rests on; portions are exact; conditions are met, not met, or unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from actions.rules import CannotWorkOut, Unknown, Value
from actions.rules.conditions import at_least, both, either
from actions.rules.known import Known, given, made, portion, read, step, together, told
from actions.rules.months import months_after, whole_years

TODAY = date(2026, 11, 24)
SURE = Value("a", 1, "days", "law_2019", "A13", "high", TODAY)
HALF_SURE = Value("b", 2, "days", "law_2019", "A13", "medium", TODAY)


def test_what_is_made_rests_on_all_its_parts_once() -> None:
    one, two = Known(2, "days", (SURE,)), Known(3, "days", (HALF_SURE, SURE))
    product = made("days", lambda first, second: first * 10 + second, one, two)
    assert (product.value, product.unit, product.ids) == (23, "days", ("a", "b"))
    assert product.confidence == "medium" and one.confidence == "high"
    assert together((one, two)) == (SURE, HALF_SURE)


def test_what_the_citizen_gave_rests_on_nothing() -> None:
    assert given(5, "riel") == Known(5, "riel", ())
    assert given(5, "riel").confidence == "high"


def test_a_parameter_is_read_with_its_source_and_a_doubtful_one_is_not_read() -> None:
    known = read("maternity.leave.days", TODAY)
    assert (known.value, known.unit, known.ids) == (90, "days", ("maternity.leave.days",))
    with pytest.raises(CannotWorkOut) as refusal:
        read("maternity.birth_support.after.series", TODAY)
    assert (refusal.value.reason, refusal.value.missing) == ("uncertain", ())
    with pytest.raises(Unknown):
        read("maternity.leave.days", date(1990, 1, 1))


def test_a_step_shows_values_by_their_unit_and_names_what_is_behind_them() -> None:
    done = step("trial", amount=Known(5, "riel", (HALF_SURE,)), day=Known("2026-11-24", "date", (SURE,)))
    assert done.step.values["amount"] == {"kind": "money", "amount": 5, "currency": "KHR"}
    assert done.step.values["day"] == {"kind": "date", "value": "2026-11-24"}
    assert (done.step.id, done.step.parameters, done.step.confidence) == ("trial", ("b", "a"), "medium")
    assert done.rests_on == (HALF_SURE, SURE)
    assert told("bare", {}, ()).step.confidence == "high"


@pytest.mark.parametrize(
    ("amount", "percent", "times", "over", "whole"),
    [
        (1_000_000, "70", 90, 30, 2_100_000),
        (1, "50", 1, 1, 1),
        (1, "49.999999", 1, 1, 0),
        (3, "50", 1, 1, 2),
        (375_000, "70", 1, 30, 8_750),
        (425_000, "70", 1, 30, 9_917),
        (10**12, "50", 90, 30, 15 * 10**11),
        (7, "0", 1, 1, 0),
    ],
)
def test_a_portion_is_exact_and_rounded_half_up(amount: int, percent: str, times: int, over: int, whole: int) -> None:
    assert portion(amount, Decimal(percent), times, over) == whole


@drawn(st.integers(0, 10**13), st.decimals(0, 100, places=3), st.integers(1, 200), st.integers(1, 31))
def test_a_portion_is_never_further_than_half_a_riel_off(amount: int, percent: Decimal, times: int, over: int) -> None:
    off = portion(amount, percent, times, over) - Fraction(amount) * Fraction(percent) * times / (100 * over)
    assert -Fraction(1, 2) < off <= Fraction(1, 2)


def test_a_condition_on_a_count() -> None:
    needed = Known(9, "months", (SURE,))
    states = [at_least({"n": n}, "n", needed, 12) for n in (None, 0, 8, 9, 12)]
    assert [state.value for state in states] == ["unknown", "not_met", "not_met", "met", "met"]
    assert {(state.unit, state.ids) for state in states} == {("state", ("a",))}
    with pytest.raises(CannotWorkOut):
        at_least({"n": 13}, "n", needed, 12)


@pytest.mark.parametrize(
    ("one", "other", "all_of", "one_of"),
    [
        ("met", "met", "met", "met"),
        ("met", "not_met", "not_met", "met"),
        ("met", "unknown", "unknown", "met"),
        ("not_met", "unknown", "not_met", "unknown"),
        ("unknown", "unknown", "unknown", "unknown"),
        ("not_met", "not_met", "not_met", "not_met"),
    ],
)
def test_conditions_together(one: str, other: str, all_of: str, one_of: str) -> None:
    for pair in ((one, other), (other, one)):
        states = [Known(word, "state", (value,)) for word, value in zip(pair, (SURE, HALF_SURE), strict=True)]
        assert (both(*states).value, either(*states).value) == (all_of, one_of)
        assert both(*states).ids == either(*states).ids == ("a", "b")
        assert both(*states).unit == either(*states).unit == "state"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(1968, 2, 29), 720, date(2028, 2, 29)),
        (date(1966, 11, 24), 720, date(2026, 11, 24)),
    ],
)
def test_months_later(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1966, 11, 24), date(2026, 11, 24), 60),
        (date(1966, 11, 25), date(2026, 11, 24), 59),
        (date(2004, 2, 29), date(2026, 2, 28), 22),
        (date(2004, 2, 29), date(2026, 2, 27), 21),
        (TODAY, TODAY, 0),
    ],
)
def test_years_lived(born: date, on: date, years: int) -> None:
    assert whole_years(born, on) == years
