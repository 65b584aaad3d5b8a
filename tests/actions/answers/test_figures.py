"""Figures: what is doubtful is never spoken, whatever a content file asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions import rules
from actions.answers.figures import Doubtful, Figures
from actions.library import Topic

TODAY = date(2026, 11, 24)


def _gathered(on: date = TODAY, facts: dict[str, Any] | None = None, **values: dict[str, Any]) -> Figures:
    figures = Figures(Topic(id="trial.topic", kind="answer", values=values), facts or {}, on)
    figures.gather(values)
    return figures


def test_a_parameter_of_low_confidence_is_never_spoken() -> None:
    with pytest.raises(Doubtful):
        _gathered(band={"parameter": "contribution.wage.lowest_band"})
    assert _gathered(date(2020, 1, 1), band={"parameter": "contribution.wage.lowest_band"}).confidence == "medium"


def test_an_output_of_low_confidence_is_never_spoken_though_its_rule_has_better_ones() -> None:
    at_birth = {"rule": "birth_support", "output": "at_birth", "given": {"children": 2}}
    assert _gathered(at_birth=at_birth).confidence == "medium"
    with pytest.raises(Doubtful):
        _gathered(total=at_birth | {"output": "total"})


def test_a_parameter_without_a_value_is_doubtful() -> None:
    with pytest.raises(Doubtful):
        _gathered(date(2010, 1, 1), days={"parameter": "registration.worker_days"})


def test_a_fact_the_citizen_did_not_give_is_doubtful() -> None:
    with pytest.raises(Doubtful):
        _gathered(wage={"fact": "wage"})


def test_what_the_topic_fixes_wins_over_what_the_citizen_gave() -> None:
    one = {"rule": "birth_support", "output": "at_birth", "given": {"children": 1}}
    assert _gathered(facts={"children": 3}, one=one).values["one"]["amount"] == 800_000


def test_an_output_cites_only_what_it_rests_on() -> None:
    cited = _gathered(share={"rule": "contribution_most", "output": "pension_worker"}).sources
    assert {reference for _, reference in cited} == {"sub_decree_32_2021", "sub_decree_144_2021"}


def test_an_output_is_spoken_by_its_unit() -> None:
    facts = {"kind": "payment", "month": "2026-11", "age": 60, "duty": "late_payment", "workers": 2, "days_away": 5}
    specs = {
        "due": {"rule": "deadline", "output": "due"},
        "left": {"rule": "deadline", "output": "days_left"},
        "of_age": {"rule": "pension_eligibility", "output": "age_condition"},
        "times": {"rule": "fine", "output": "times_least"},
        "least": {"rule": "fine", "output": "estimate_least"},
        "away": {"fact": "days_away"},
        "workers": {"fact": "workers"},
    }
    assert _gathered(facts=facts, **specs).values == {
        "due": {"kind": "date", "value": "2026-12-15"},
        "left": {"kind": "duration", "value": 21, "unit": "days"},
        "of_age": {"kind": "state", "value": "met"},
        "times": {"kind": "number", "value": 10},
        "least": {"kind": "money", "amount": 1_600_000, "currency": "KHR"},
        "away": {"kind": "duration", "value": 5, "unit": "days"},
        "workers": {"kind": "number", "value": 2},
    }


def test_an_output_the_facts_do_not_bring_is_doubtful() -> None:
    with pytest.raises(Doubtful):
        _gathered(facts={"duty": "late_payment", "workers": 2}, prison={"rule": "fine", "output": "prison_least"})


def test_a_rule_is_worked_out_once_however_many_of_its_outputs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, real = [], rules.workout
    monkeypatch.setattr(rules, "workout", lambda *given: asked.append(given) or real(*given))
    outputs = ("daily", "employer_days", "nssf_from_day")
    _gathered(facts={"wage": 1_000_000}, **{name: {"rule": "injury_allowance", "output": name} for name in outputs})
    assert len(asked) == 1


def test_a_telephone_number_is_todays_whatever_the_date_of_the_law() -> None:
    figures = Figures(Topic(id="trial.topic", kind="talk"), {}, date(1999, 1, 1))
    figures.gather(["hotline"])
    assert figures.values == figures.as_values() == {"hotline": "1286"}
