"""Working out: exact integers, every parameter cited, and a clear no where no figure may be given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.rules import CannotWorkOut, parameter, workout

TODAY = date(2026, 11, 24)
WAGES = st.integers(min_value=400_000, max_value=10**12)
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2042, 9, 30))


def _refusal(rule: str, facts: dict[str, Any], on: date = TODAY) -> CannotWorkOut:
    with pytest.raises(CannotWorkOut) as refusal:
        workout(rule, on, facts)
    assert refusal.value.reason in CannotWorkOut.REASONS
    return refusal.value


@settings(max_examples=60, deadline=None)
@given(wage=WAGES, raise_by=st.integers(min_value=0, max_value=10**9), on=DAYS)
def test_a_higher_wage_never_owes_less(wage: int, raise_by: int, on: date) -> None:
    higher = min(wage + raise_by, 10**12)
    lower, upper = (workout("contribution", on, {"wage": amount}).outputs for amount in (wage, higher))
    assert all(lower[name] <= upper[name] for name in lower)


@settings(max_examples=60, deadline=None)
@given(wage=WAGES, on=DAYS)
def test_contributions_are_whole_riel_that_add_up_and_never_pass_the_most(wage: int, on: date) -> None:
    found = workout("contribution", on, {"wage": wage}).outputs
    most = workout("contribution_most", on, {}).outputs
    assert all(type(amount) is int and 0 <= amount <= most[name] for name, amount in found.items())
    assert found["total"] == found["employer_total"] + found["worker_total"]
    assert found["total"] == sum(found[part] for part in ("risk", "health", "pension_employer", "pension_worker"))


@settings(max_examples=40, deadline=None)
@given(wage=WAGES, on=DAYS)
def test_every_parameter_used_is_cited_as_it_stood_on_the_date(wage: int, on: date) -> None:
    done = workout("contribution", on, {"wage": wage})
    cited = {value.id for value in done.parameters}
    assert {"contribution.wage.assumed", "contribution.risk.employer", "contribution.health.employer"} <= cited
    assert {id for step in done.steps for id in step.parameters} <= cited
    assert {id for ids in done.rests_on.values() for id in ids} <= cited
    for value in done.parameters:
        assert value == parameter(value.id, on)
        assert value.fact and value.reference and value.since <= on


@settings(max_examples=60, deadline=None)
@given(wage=st.integers(min_value=400_000, max_value=1_199_999))
def test_the_pension_is_the_exact_percentage_rounded_half_up(wage: int) -> None:
    found = workout("contribution", TODAY, {"wage": wage}).outputs["pension_worker"]
    assert found == int(Decimal(wage) * Decimal("0.02") + Decimal("0.5"))


def test_a_wage_larger_than_openfisca_can_hold_is_counted_at_the_ceiling_and_shown_as_given() -> None:
    done = workout("contribution", TODAY, {"wage": 10**12})
    assert done.outputs["total"] == 88_800
    shown = next(step for step in done.steps if step.id == "assumed_wage").values["wage"]
    assert shown == {"kind": "money", "amount": 10**12, "currency": "KHR"}


def test_the_steps_show_the_stated_rate_of_a_wage_in_dollars() -> None:
    done = workout("contribution", TODAY, {"wage": "212.50", "currency": "USD", "rate": "4,100"})
    first = done.steps[0]
    assert first.id == "converted"
    assert first.values["rate"]["amount"] == 4_100
    assert first.values["dollars"]["amount"] == "212.5"
    assert first.values["wage"]["amount"] == 871_250


def test_the_same_wage_in_either_shape_gives_the_same_result() -> None:
    facts: list[dict[str, Any]] = [
        {"wage": "1000000"},
        {"wage": "1,000,000"},
        {"wage": 1_000_000},
        {"wage": 1_000_000.0},
        {"wage": {"amount": 1_000_000, "currency": "KHR"}},
        {"wage": 1_000_000, "currency": "KHR", "rate": 4100},
    ]
    assert {workout("contribution", TODAY, given).outputs["total"] for given in facts} == {73_150}


@pytest.mark.parametrize(
    "wage",
    [0, -1, "-300", "0", 10**12 + 1, float("nan"), float("inf"), float("-inf"), "1e6", "abc", "1 000", "12,34", True,
     [1], {"amount": "x"}, "9" * 400, "១០០០០០០", "0.2"],
)  # fmt: skip
def test_a_wage_that_cannot_be_one_is_refused_by_name(wage: Any) -> None:
    refusal = _refusal("contribution", {"wage": wage})
    assert (refusal.reason, refusal.missing) == ("bad_input", ("wage",))


@pytest.mark.parametrize("rate", ["4.1", 0, -4100, "dollar", 999, 20_001])
def test_a_rate_that_cannot_be_one_is_refused_by_name(rate: Any) -> None:
    refusal = _refusal("contribution", {"wage": 300, "currency": "USD", "rate": rate})
    assert refusal.missing == ("rate",) and refusal.reason == "bad_input"


def test_what_is_missing_is_named() -> None:
    assert _refusal("contribution", {}).missing == ("wage",)
    assert _refusal("contribution", {"wage": {"currency": "USD"}}).reason == "missing"
    assert _refusal("birth_support", {}).missing == ("children",)
    needs = _refusal("contribution", {"wage": 300, "currency": "USD"})
    assert (needs.reason, needs.missing) == ("needs_rate", ("rate",))


def test_an_unknown_currency_or_rule_is_refused() -> None:
    assert _refusal("contribution", {"wage": 300, "currency": "THB"}).missing == ("currency",)
    assert _refusal("pension", {}).reason == "unknown_rule"


def test_a_date_without_law_is_refused() -> None:
    for on in (date(2017, 12, 31), date(2042, 10, 1), date(1900, 1, 1)):
        assert _refusal("contribution", {"wage": 1_000_000}, on).reason == "unknown_date"


def test_the_uncertain_floor_holds_for_dollars_too() -> None:
    assert _refusal("contribution", {"wage": 90, "currency": "USD", "rate": 4_000}).reason == "uncertain_floor"


def test_amounts_for_twins_after_the_birth_are_marked_doubtful() -> None:
    done = workout("birth_support", TODAY, {"children": 2})
    assert done.confidences["at_birth"] == "medium"
    assert done.confidences["after"] == done.confidences["total"] == "low"


def test_only_the_amount_asked_for_is_cited() -> None:
    cited = {value.id for value in workout("birth_support", TODAY, {"children": 1}).parameters}
    assert "maternity.birth_support.at_birth.one_child" in cited
    assert "maternity.birth_support.at_birth.twins" not in cited


def test_a_workout_cannot_be_changed() -> None:
    done = workout("contribution", TODAY, {"wage": 500_000})
    with pytest.raises(TypeError):
        done.outputs["total"] = 0  # type: ignore[index]
