"""Every fact and figure says when it was checked and when it must be again; known changes announce themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.library import library
from actions.library.reading import yaml_file
from actions.rules import known_parameters
from actions.rules.checking import EVERY, checks, coming, open_questions, stale
from actions.rules.months import months_after
from actions.rules.parameters import history

PACK = date(2026, 11, 23)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("id", sorted(library().facts))
def test_every_fact_is_looked_at_again_in_time(id: str) -> None:
    check = checks()[id]
    assert check.confidence == library().facts[id].confidence
    assert check.checked < check.again <= months_after(check.checked, EVERY[check.confidence])
    assert check.checked >= PACK and check.kind == "fact"


def test_facts_are_checked_yearly_half_yearly_or_monthly() -> None:
    assert EVERY == {"high": 12, "medium": 6, "low": 1}
    assert checks()["C02"].again == date(2027, 11, 23)
    assert checks()["M22"].again == date(2027, 5, 23)
    assert checks()["K04"].again == date(2026, 12, 23)


def test_what_a_known_change_touches_is_looked_at_before_it() -> None:
    for id in ("C04", "C05", "C06"):
        assert checks()[id].again < date(2027, 10, 1)


def test_nothing_is_stale_on_the_day_after_it_was_checked() -> None:
    assert stale(TODAY) == []


def test_doubtful_facts_and_figures_are_the_first_to_be_stale() -> None:
    day = date(2026, 12, 23)
    assert {check.id for check in stale(day - timedelta(days=1))} == {"Y01"}
    due = stale(day)
    assert {"K04", "contribution.wage.lowest_band", "maternity.birth_support.after.series", "L34"} <= {
        check.id for check in due
    }
    assert due == sorted(due) and due[0].id == "Y01"
    assert {check.confidence for check in due if check.id != "L34"} == {"low", "medium"}


def test_a_figure_is_stale_with_its_fact_at_the_latest() -> None:
    due = {check.id: check for check in stale(date(2027, 9, 1))}
    rate = due["contribution.pension.total"]
    assert (rate.again, rate.kind, rate.checked, rate.confidence) == (date(2027, 9, 1), "parameter", PACK, "high")
    assert "contribution.pension.total" not in {check.id for check in stale(date(2027, 8, 31))}


def test_a_figure_is_stale_on_its_own_confidence_even_if_its_fact_is_surer() -> None:
    # The ceiling of 2017 is surer as a fact than as a value.
    assert "voluntary.scheme.spouse_age" in {check.id for check in stale(date(2027, 5, 23))}
    assert "voluntary.scheme.spouse_age" not in {check.id for check in stale(date(2027, 5, 22))}


def test_a_year_after_the_pack_everything_is_stale() -> None:
    due = {check.id for check in stale(date(2027, 11, 23))}
    assert due == set(library().facts) | set(known_parameters())


def test_only_the_value_in_force_is_checked() -> None:
    early = {check.id for check in stale(date(2050, 1, 1)) if check.kind == "parameter"}
    assert early == set(known_parameters())


def test_the_next_pension_step_is_coming() -> None:
    found = coming(TODAY, timedelta(days=365))
    assert [(change.on, change.says) for change in found if change.id == "contribution.pension.total"] == [
        (date(2027, 10, 1), "8 percent")
    ]
    ids = [change.id for change in found]
    assert ids[:2] == ["early_joiners", "policy_framework"]
    assert {"contribution.pension.worker", "contribution.pension.employer", "pension_step"} <= set(ids)
    assert found == sorted(found)


def test_a_change_is_coming_up_to_its_day_and_not_on_it() -> None:
    def steps(on: date, days: int) -> list[date]:
        return [c.on for c in coming(on, timedelta(days=days)) if c.id == "contribution.pension.total"]

    assert steps(date(2027, 9, 30), 1) == [date(2027, 10, 1)]
    assert steps(date(2027, 9, 30), 0) == []
    assert steps(date(2027, 10, 1), 30) == []


def test_a_value_that_ends_is_announced_as_an_end() -> None:
    found = coming(date(2042, 9, 1), timedelta(days=60))
    assert "ends" in {change.says for change in found if change.id == "contribution.pension.total"}


def test_an_open_question_stays_until_it_is_settled() -> None:
    late = coming(date(2030, 1, 1), timedelta(days=1))
    assert {change.id for change in open_questions()} <= {change.id for change in late}
    assert "holidays_next_year" not in {change.id for change in coming(TODAY, timedelta(days=37))}
    assert "holidays_next_year" in {change.id for change in coming(TODAY, timedelta(days=38))}


def test_every_open_question_names_facts_we_keep() -> None:
    rows = yaml_file(library().root / "law" / "coming.yml")
    assert [row["id"] for row in rows] == [change.id for change in open_questions()]
    for row in rows:
        assert row["facts"] and set(row["facts"]) <= set(library().facts)
        assert checks()[row["facts"][0]].again <= max(row["day"], months_after(PACK, EVERY["medium"]))


def test_every_parameter_row_says_when_it_was_checked() -> None:
    for id in known_parameters():
        for _, _, about in history(id):
            assert date.fromisoformat(str(about["checked"])) >= PACK, id
