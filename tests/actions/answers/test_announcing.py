"""A change of the law that is near is announced by the answers it touches, and by no other."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from actions import rules
from actions.answers import announcing, choosing, compose, results
from actions.answers.announcing import announced
from actions.conversations.say import Say
from actions.library import Topic, library

TODAY, STEP = date(2026, 11, 24), date(2027, 10, 1)
WAGE = {"wage": {"amount": 1_000_000, "currency": "KHR"}}
CALCULATOR = "service.calculate_contribution"
TOUCHED = ["contribution.rates", "contribution.worker_share", "contribution.pension_cut_why"]


def _said(topic: str, on: date = TODAY, **facts: Any) -> Say:
    about = library().topic(topic)
    before = (results.result if about.kind == "service" else choosing.choose)(topic, facts, on)
    return announced(before, about, facts, on)


def _lines(say: Say) -> list[list[str]]:
    return [[line["id"] for line in part] for part in say.values.get("_parts", ()) if "coming" in part[0]["id"]]


@pytest.mark.parametrize("topic", TOUCHED)
@pytest.mark.parametrize("facts", [{}, {"speaker": "employer"}, WAGE])
def test_the_pension_step_is_announced_by_the_answers_it_touches(topic: str, facts: dict[str, Any]) -> None:
    said = _said(topic, **facts)
    [part] = _lines(said)
    assert part[0] == "coming.from" and "coming.contribution.pension.worker" in part
    for language, begin in (("en", "From 1 October 2027 this changes to:"), ("km", "ចាប់ពីថ្ងៃទី 1 ខែតុលា ឆ្នាំ 2027")):
        [block] = [block for block in compose(said, language).blocks if block.text.startswith(begin)]
        assert "4 %" in block.text and block.kind == "text"


def test_the_calculator_announces_it_too() -> None:
    [part] = _lines(_said(CALCULATOR, **WAGE))
    assert {"coming.contribution.pension.worker", "coming.contribution.pension.employer"} <= set(part)


def test_a_worker_hears_of_the_workers_part_alone() -> None:
    [part] = _lines(_said("contribution.worker_share"))
    assert part == ["coming.from", "coming.contribution.pension.worker", "coming.confirm"]


def test_the_figures_of_today_stay_what_they_are() -> None:
    about, before = _topic(mine={"parameter": "contribution.pension.worker"})
    after = announced(before, about, {}, TODAY)
    assert (after.key, after.buttons) == (before.key, before.buttons)
    assert after.values["mine"] == before.values["mine"]
    assert set(before.values) == {"mine"}, "the Say given is not written to"


def test_a_change_is_announced_once_however_often_it_is_asked_for() -> None:
    about, before = _topic(mine={"parameter": "contribution.pension.worker"})
    once = announced(before, about, {}, TODAY)
    assert once is not before and announced(once, about, {}, TODAY) is once


def test_the_new_figure_names_its_source_and_its_doubt() -> None:
    said = _said("contribution.worker_share")
    new = {"fact": "C05", "reference": "sub_decree_32_2021", "confidence": "medium"}
    assert said.values["_sources"].count(new) == 1
    assert "_confirm" not in said.values, "the share of today is sure"
    assert "may still be put off. Please ask 1286" in "\n".join(block.text for block in compose(said, "en").blocks)


def test_an_answer_that_is_confirmed_anyway_does_not_say_so_twice() -> None:
    said = _said(CALCULATOR, **WAGE)
    assert said.values["_confirm"] is True
    assert "coming.confirm" not in _lines(said)[0]


@pytest.mark.parametrize("topic", ["contribution.pension_increase", "maternity.birth_grant", "contribution.deadline"])
def test_an_answer_that_announces_it_itself_or_is_not_touched_stays_as_it_is(topic: str) -> None:
    before = choosing.choose(topic, {}, TODAY)
    assert announced(before, library().topic(topic), {}, TODAY) is before


def test_where_nothing_certain_is_said_nothing_is_announced() -> None:
    assert _lines(_said(CALCULATOR, wage="100000")) == []


@pytest.mark.parametrize(
    ("on", "announces"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (STEP - timedelta(days=1), True),
        (STEP, False),
    ],
)
def test_a_change_is_announced_from_a_year_before_to_the_day_before(on: date, announces: bool) -> None:
    assert bool(_lines(_said("contribution.worker_share", on))) is announces


@pytest.mark.parametrize(
    ("month", "announces"),
    [("2020-05", False), ("2022-09", False), ("2026-11", True), ("2027-09", True), ("2027-10", False)],
)
def test_a_calculation_for_another_month_announces_what_comes_after_it_and_never_what_is_past(
    month: str, announces: bool
) -> None:
    assert bool(_lines(_said(CALCULATOR, month=month, **WAGE))) is announces


def _topic(**values: Any) -> tuple[Topic, Say]:
    about = dataclasses.replace(library().topic("contribution.deadline"), values=values)
    return about, Say("answer.contribution.deadline", {name: {"kind": "number", "value": 1} for name in values})


def test_a_change_without_words_is_announced_without_a_figure() -> None:
    about, say = _topic(all={"parameter": "contribution.pension.total"})
    said = announced(say, about, {}, TODAY)
    assert _lines(said) == [["coming.unsure"]]
    assert said.values["_on"] == "2026-11-24" and said.values["_sources"] == []


def test_a_value_that_ends_or_is_doubtful_is_announced_without_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    about, say = _topic(mine={"parameter": "contribution.pension.worker"})
    assert _lines(announced(say, about, {}, date(2042, 9, 1))) == [["coming.unsure"]]
    sure = rules.next_value("contribution.pension.worker", TODAY)
    monkeypatch.setattr(announcing.rules, "next_value", lambda *_: dataclasses.replace(sure, confidence="low"))
    assert _lines(announced(say, about, {}, TODAY)) == [["coming.unsure"]]


def test_the_day_a_figure_began_is_no_figure_that_changes() -> None:
    about, say = _topic(start={"parameter": "contribution.pension.worker", "take": "since"})
    assert announced(say, about, {}, TODAY) is say


def test_what_was_added_before_is_kept() -> None:
    about, say = _topic(mine={"parameter": "contribution.pension.worker"})
    earlier = dataclasses.replace(say, values={**say.values, "_parts": [[{"id": "answer.confirm"}]]})
    parts = announced(earlier, about, {}, TODAY).values["_parts"]
    assert [part[0]["id"] for part in parts] == ["answer.confirm", "coming.from"]
    assert len(earlier.values["_parts"]) == 1


@pytest.mark.parametrize("topic", ["pension.eligibility", "contribution.pension_cut_why"])
@pytest.mark.parametrize("on", [date(2026, 11, 24), date(2028, 1, 1)])
def test_pension_money_is_cut_since_october_2022_also_after_the_rate_has_changed(topic: str, on: date) -> None:
    said = choosing.more(topic, {}, on).values | choosing.choose(topic, {}, on).values
    assert said["start"] == {"kind": "date", "value": "2022-10-01"}
