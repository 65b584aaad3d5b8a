"""Results: calculators speak figures of any unit, say how sure they are, and refuse with kind words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from actions.answers import choose, compose, result, results, working
from actions.answers.results import _refuse
from actions.answers.words import written
from actions.conversations.say import Say
from actions.library import library
from actions.rules import CannotWorkOut, catalogue
from actions.rules.values import STATES

TODAY = date(2026, 11, 24)
WAGE = {"amount": 1_000_000, "currency": "KHR"}
CALCULATORS = {
    "service.calculate_contribution": {"wage": WAGE},
    "service.calculate_maternity": {"wage": WAGE, "changed_job": "no"},
    "service.calculate_injury": {"wage": WAGE},
    "service.calculate_fine": {"duty": "late_payment", "workers": 45},
}
EACH = pytest.mark.parametrize(("topic", "facts"), CALCULATORS.items(), ids=list(CALCULATORS))
BOTH = pytest.mark.parametrize("language", ["km", "en"])


def _text(said: Say, language: str) -> str:
    return "\n".join(block.text for block in compose(said, language).blocks)


def _parts(said: Say) -> list[str]:
    return [line["id"] for part in said.values.get("_parts", ()) for line in part]


@EACH
@BOTH
def test_every_calculator_speaks_its_figures_source_date_and_working(topic: str, facts: dict, language: str) -> None:
    said = result(topic, facts, TODAY)
    assert said.key.startswith("result.")
    kinds = [block.kind for block in compose(said, language).blocks]
    assert kinds[0] == "text" and kinds[-1] == "source"
    assert said.values["_on"] == "2026-11-24"
    assert not re.search(r"[{}]", _text(said, language))
    first = said.buttons[0].effect
    steps = working(first["topic"], first["facts"], TODAY)
    assert steps.values["_steps"]
    assert _text(steps, language)


@EACH
def test_medium_confidence_asks_to_confirm(topic: str, facts: dict[str, Any]) -> None:
    assert result(topic, facts, TODAY).values["_confirm"] is True


@pytest.mark.parametrize("topic", sorted(CALCULATORS))
@BOTH
def test_every_variant_of_a_result_has_words(topic: str, language: str) -> None:
    about = library().topic(topic)
    rule = next(spec["rule"] for spec in about.values.values() if "rule" in spec)
    for variant in about.variants:
        assert library().has_message(f"result.{rule}#{variant.name}", language)


@pytest.mark.parametrize("paid", [None, 8, 9])
@pytest.mark.parametrize("served", [None, 11, 12])
@BOTH
def test_maternity_money_says_for_each_part_whether_it_is_owed(
    paid: int | None, served: int | None, language: str
) -> None:
    given = {"paid_months": paid, "service_months": served}
    facts = {"wage": WAGE} | {name: number for name, number in given.items() if number is not None}
    said = result("service.calculate_maternity", facts, TODAY)
    states = [{None: "unknown", 8: "not_met", 11: "not_met"}.get(number, "met") for number in (paid, served)]
    together = ["result.maternity#together"] if "not_met" not in states else []
    assert _parts(said) == [f"result.maternity#nssf_{states[0]}", f"result.maternity#employer_{states[1]}", *together]
    text = _text(said, language)
    assert ("2,047,500" in text) == (states[0] != "not_met")
    assert ("1,500,000" in text) == (states[1] != "not_met")
    assert not re.search(r"(?<![\d,])0 (?:រៀល|riel)", text)


def test_who_changed_jobs_is_handed_over_with_kind_words() -> None:
    said = result("service.calculate_maternity", {"wage": WAGE, "changed_job": "yes"}, TODAY)
    assert (said.key, said.buttons[0].effect["do"]) == ("cannot.uncertain.maternity", "person")
    assert "កុំទាន់គិតថាអស់សិទ្ធិ" in _text(said, "km")
    assert not re.search(r"\d{3}", _text(said, "en").replace("1286", ""))


@BOTH
def test_the_days_away_are_spoken_of_and_never_added_up(language: str) -> None:
    said = result("service.calculate_injury", {"wage": WAGE, "days_away": 5}, TODAY)
    text = _text(said, language)
    assert "22,750" in text and "113,750" not in text
    assert ("5 ថ្ងៃ" if language == "km" else "5 days") in text
    assert "180" not in text


def test_a_fine_is_a_range_an_estimate_and_for_an_unlawful_deduction_prison() -> None:
    late = result("service.calculate_fine", {"duty": "late_payment", "workers": 45}, TODAY)
    assert late.values["times_least"] == {"kind": "number", "value": 10}
    assert _parts(late) == []
    text = _text(result("service.calculate_fine", {"duty": "unlawful_deduction", "workers": 2}, TODAY), "en")
    assert "120 to 360 times" in text and "estimate of 19,200,000 riel to 57,600,000 riel" in text
    assert "from 1 month to 1 year" in text


def test_a_great_number_of_workers_is_written_with_commas() -> None:
    text = _text(result("service.calculate_fine", {"duty": "late_payment", "workers": 1_000_000}, TODAY), "km")
    assert "1,000,000 នាក់" in text and "2,400,000,000,000" in text


def test_a_month_that_was_said_is_answered_by_the_law_of_that_month() -> None:
    facts = {"duty": "late_payment", "workers": 1, "month": "2022-10"}
    said = result("service.calculate_fine", facts, TODAY)
    assert (said.values["least"]["amount"], said.values["_on"]) == (400_000, "2022-10-01")
    assert "October 2022" in _text(said, "en") and "ខែតុលា ឆ្នាំ 2022" in _text(said, "km")
    again = said.buttons[0].effect
    assert working(again["topic"], again["facts"], TODAY).values["_on"] == "2022-10-01"
    now = result("service.calculate_fine", facts | {"month": "2026-11"}, TODAY)
    assert (now.values["least"]["amount"], now.values["_on"]) == (800_000, "2026-11-24")
    before = result("service.calculate_fine", facts | {"month": "2015-01"}, TODAY)
    assert before.key == "cannot.unknown_date"
    assert result("service.calculate_fine", facts | {"month": "rubbish"}, TODAY).values["_on"] == "2026-11-24"


def test_a_contribution_of_2020_has_no_pension_in_it() -> None:
    said = result("service.calculate_contribution", {"wage": WAGE, "month": "2020-05"}, TODAY)
    assert said.values["worker_total"]["amount"] == 0
    assert _parts(said) == ["result.contribution#for_month"]


@EACH
@BOTH
@pytest.mark.parametrize("reason", sorted(CannotWorkOut.REASONS - {"unknown_rule"}))
def test_every_refusal_becomes_words_with_a_person(topic: str, facts: dict, language: str, reason: str) -> None:
    about = library().topic(topic)
    rule = next(spec["rule"] for spec in about.values.values() if "rule" in spec)
    said = _refuse(about, facts, TODAY, CannotWorkOut(reason, ["wage"]), rule)
    assert compose(said, language).blocks
    assert said.buttons[0].effect["do"] == "person"
    again = [button.effect for button in said.buttons if button.label == "button.try_again"]
    assert bool(again) == (reason in results.WORTH_ANOTHER_TRY)
    if again:
        assert again[0]["interview"] == about.service
        assert "wage" not in again[0]["facts"]


def test_low_confidence_is_never_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubtful(*_: object) -> None:
        raise CannotWorkOut("uncertain")

    monkeypatch.setattr("actions.rules.workout", doubtful)
    for topic, facts in CALCULATORS.items():
        said = results.result(topic, facts, TODAY)
        assert said.key.startswith("cannot.uncertain")
        assert not [value for value in said.values.values() if isinstance(value, dict)]


@pytest.mark.parametrize("wage", [{"amount": 300, "currency": "USD"}, {"amount": 399_999, "currency": "KHR"}])
def test_dollars_without_a_rate_and_a_wage_under_the_floor_are_refused(wage: dict[str, Any]) -> None:
    for topic in ("service.calculate_maternity", "service.calculate_injury", "service.calculate_contribution"):
        said = result(topic, {"wage": wage}, TODAY)
        assert said.key.startswith("cannot.needs_rate" if wage["currency"] == "USD" else "cannot.uncertain_floor")


def test_a_stated_rate_is_taken() -> None:
    facts = {"wage": {"amount": 300, "currency": "USD"}, "rate": 4100}
    assert "28,000" in _text(result("service.calculate_injury", facts, TODAY), "en")


@BOTH
def test_states_and_marks_are_words(language: str) -> None:
    for kind in ("state", "mark"):
        said = {written({"kind": kind, "value": state}, language) for state in STATES}
        assert len(said) == 3 and all(re.search(r"[ក-៿a-z]", word) for word in said)


def test_a_button_to_a_calculator_carries_what_its_interview_reads() -> None:
    facts = {"wage": WAGE, "months_paid": 8, "days_away": 5, "receipt": "1234567890123456", "province": "12"}
    maternity = choose("maternity.who_pays", facts, TODAY)
    start = next(button.effect for button in maternity.buttons if button.effect["do"] == "start")
    assert start == {"do": "start", "interview": "maternity", "facts": {"months_paid": 8, "wage": WAGE}}
    injury = choose("injury.daily_allowance", facts, TODAY)
    start = next(button.effect for button in injury.buttons if button.effect["do"] == "start")
    assert start["facts"] == {"days_away": 5, "wage": WAGE}


def test_a_button_to_an_answer_carries_the_facts_its_variants_read() -> None:
    said = choose("maternity.overview", {"children": 2, "wage": WAGE, "speaker": "employer"}, TODAY)
    effects = {button.label: button.effect for button in said.buttons}
    assert effects["topic:maternity.birth_grant"]["facts"] == {"children": 2}
    assert effects["topic:maternity.leave_length"]["facts"] == {"speaker": "employer"}


def test_outputs_of_every_unit_can_be_written() -> None:
    units = {output.unit for rule in catalogue().values() for output in rule.outputs}
    assert {"riel", "days", "months", "times", "date", "state"} <= units
