"""A dated parameter: the value of the date, or Unknown; never the last row by accident."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actions.rules import Unknown, known_parameters, next_value, parameter
from actions.rules.values import shown


def test_a_value_holds_from_its_first_day() -> None:
    old = parameter("penalty.base_daily_wage", date(2022, 11, 24))
    new = parameter("penalty.base_daily_wage", date(2022, 11, 25))
    assert (old.value, new.value) == (40_000, 80_000)
    assert new.since == date(2022, 11, 25)


def test_a_rate_is_an_exact_decimal() -> None:
    assert parameter("contribution.risk.employer", date(2026, 1, 1)).value == Decimal("0.8")
    assert parameter("contribution.pension.worker", date(2033, 1, 1)).value == Decimal("5.375")


def test_a_value_carries_its_own_source_where_it_differs() -> None:
    shared = parameter("contribution.health.worker", date(2017, 6, 1))
    assert (shared.fact, shared.reference) == ("C03", "sub_decree_1_2016")
    second = parameter("contribution.pension.worker", date(2027, 10, 1))
    assert (second.fact, second.confidence) == ("C05", "medium")


def test_before_the_first_value_is_unknown() -> None:
    with pytest.raises(Unknown) as unknown:
        parameter("maternity.birth_support.before.each", date(2023, 7, 31))
    assert unknown.value.id == "maternity.birth_support.before.each"


def test_after_an_end_is_unknown() -> None:
    with pytest.raises(Unknown):
        parameter("contribution.pension.worker", date(2042, 10, 1))
    with pytest.raises(Unknown):
        next_value("contribution.pension.worker", date(2032, 10, 1))


def test_the_next_value_is_the_next_one_not_the_last() -> None:
    upcoming = next_value("contribution.pension.total", date(2026, 11, 24))
    assert (upcoming.value, upcoming.since) == (Decimal(8), date(2027, 10, 1))


def test_there_is_no_next_value_where_none_is_known() -> None:
    with pytest.raises(Unknown):
        next_value("phone.nssf", date(2026, 11, 24))


@pytest.mark.parametrize("id", ["contribution", "contribution.risk", "nothing", "contribution.risk.employer.more", ""])
def test_an_id_that_is_no_parameter_is_an_error(id: str) -> None:
    with pytest.raises(KeyError):
        parameter(id, date(2026, 1, 1))


def test_every_parameter_can_be_shown_as_json() -> None:
    kinds = set()
    for id in known_parameters():
        if id != "contribution.wage.assumed":
            kinds.add(shown(parameter(id, date(2026, 11, 24)))["kind"])
    assert kinds == {"money", "percent", "number", "duration", "text"}
