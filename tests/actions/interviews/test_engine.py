"""The engine of interviews: what is asked, what fits, what is known already, and going back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.answers import compose
from actions.conversations.say import Say
from actions.interviews import asking, engine, finish
from actions.interviews.definitions import Question, definitions, read
from actions.interviews.engine import UNKNOWN, Refused, State
from actions.library import ContentError, library

WAGE = {"amount": 1_000_000, "currency": "KHR"}
DOLLARS = {"amount": 300, "currency": "USD"}


def _asked(state: State) -> str | None:
    question = engine.current(state)
    return question.id if question else None


def _answered(state: State, *given: str) -> State:
    for text in given:
        question = engine.current(state)
        assert question is not None
        result = engine.answer(state, question, text)
        assert isinstance(result, State), f"{question.id}: {text}: {result}"
        state = result
    return state


@pytest.mark.parametrize(
    ("interview", "facts", "first"),
    [
        ("maternity", {}, "wage"),
        ("maternity", {"wage": WAGE}, "changed_job"),
        ("maternity", {"wage": DOLLARS}, "rate"),
        ("maternity", {"wage": DOLLARS, "rate": 4100}, "changed_job"),
        ("injury", {"wage": WAGE, "days_away": 5}, None),
        ("fine", {"workers": 45}, "duty"),
        ("fine", {"workers": 45, "duty": "late_payment", "month": "2022-10"}, None),
        ("contribution", {"wage": WAGE, "month": "2022-10"}, None),
        ("entitlements", {"age": 58, "months_paid": 7}, "situation"),
    ],
)
def test_what_a_sentence_said_is_not_asked_again(interview: str, facts: dict[str, Any], first: str | None) -> None:
    assert _asked(engine.begin(interview, facts)) == first


@pytest.mark.parametrize(
    "wage", [{"amount": -5, "currency": "KHR"}, {"amount": 300, "currency": "EUR"}, {"amount": "x"}, 300, None, True]
)
def test_a_wage_that_does_not_fit_is_asked_for(wage: Any) -> None:
    assert _asked(engine.begin("maternity", {"wage": wage})) == "wage"


def test_months_of_many_years_are_not_taken_for_months_of_the_last_one() -> None:
    state = _answered(engine.begin("maternity", {"wage": WAGE, "months_paid": 36}), "no")
    assert _asked(state) == "months_paid"
    assert _asked(_answered(engine.begin("maternity", {"wage": WAGE, "months_paid": 7}), "no")) == "service_months"


@pytest.mark.parametrize(
    "typed", ["អត់ដឹង", "មិនដឹងទេ", "អត់ចាំទេ", "I don't know", "i dont know", "Not sure", "ot deng te", "?", "unknown"]
)
def test_not_knowing_can_be_said_in_many_ways(typed: str) -> None:
    state = engine.begin("maternity", {})
    question = engine.current(state)
    assert question is not None
    after = engine.answer(state, question, typed)
    assert isinstance(after, State)
    assert after.answers["wage"] == UNKNOWN
    assert "paid_months" not in finish.facts_of(after)


@pytest.mark.parametrize(("interview", "known"), [("contribution", {}), ("fine", {}), ("complaint", {})])
def test_what_must_be_known_cannot_be_answered_by_not_knowing(interview: str, known: dict[str, Any]) -> None:
    state = engine.begin(interview, known)
    question = engine.current(state)
    assert question is not None
    assert isinstance(engine.answer(state, question, "អត់ដឹង"), Refused)


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("yes", "yes"), ("ចាស", "yes"), ("បាទ", "yes"), ("Yes.", "yes"), ("ទេ", "no"), ("អត់ទេ។", "no"), ("NO", "no"),
    ],
)  # fmt: skip
def test_an_option_can_be_typed_in_either_language(typed: str, option: str) -> None:
    assert _answered(engine.begin("maternity", {"wage": WAGE}), typed).answers["changed_job"] == option


def test_a_situation_can_be_typed_as_it_stands_on_the_button() -> None:
    for typed in ("ធ្វើការឱ្យថៅកែ", "i work for an employer"):
        assert _answered(engine.begin("entitlements"), typed).answers["situation"] == "employee"


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("14", 14), ("១៤ ខែ", 14), ("1 year", 12), ("2 years and 3 months", 27), ("៣ឆ្នាំ", 36), ("2 ឆ្នាំ 1 ខែ", 25),
        ("1 ឆ្នាំកន្លះ", 18), ("1.5 years", 18), ("2 chnam", 24), ("2 chhnam 3 khae", 27),
    ],
)  # fmt: skip
def test_a_length_of_service_is_read_in_months_or_years(typed: str, months: int) -> None:
    state = _answered(engine.begin("maternity", {"wage": WAGE}), "no", "9", typed)
    assert state.answers["service_months"] == months


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("13", "out_of_range"),
        ("-3", "unclear"),
        ("many", "unclear"),
        ("7 or 8", "unclear"),
        ("តើឈប់បាន 9 ខែមែនទេ?", "unclear"),
        ("", "empty"),
        ("9999999999999999", "unclear"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_with_words(typed: str, why: str) -> None:
    state = _answered(engine.begin("maternity", {"wage": WAGE}), "no")
    question = engine.current(state)
    assert question is not None
    refused = engine.answer(state, question, typed)
    assert isinstance(refused, Refused)
    assert refused.why.endswith(why)
    assert all(library().has_message(refused.why, language) for language in ("km", "en"))


def test_going_back_forgets_the_answer_before_and_not_one_a_sentence_gave() -> None:
    state = _answered(engine.begin("entitlements", {"age": 58}), "employee", "old_age")
    assert _asked(engine.back(state)) == "need"
    first = engine.back(engine.back(state))
    assert (_asked(first), first.answers) == ("situation", {"age": 58})
    assert engine.back(first) == first


def test_a_wage_a_sentence_gave_can_be_gone_back_to() -> None:
    went_back = engine.back(engine.begin("maternity", {"wage": WAGE, "months_paid": 9}))
    assert (_asked(went_back), went_back.answers) == ("wage", {"months_paid": 9})


def test_the_first_question_has_no_way_back() -> None:
    does = [button.effect["do"] for button in asking.ask(engine.begin("entitlements", {"age": 58})).buttons]
    assert "back" not in does and "cancel" in does
    later = asking.ask(_answered(engine.begin("entitlements"), "employee"))
    assert "back" in [button.effect["do"] for button in later.buttons]


def test_an_answer_that_no_longer_applies_is_not_told() -> None:
    state = _answered(engine.begin("maternity", {}), "300 dollars", "4100")
    changed = _answered(engine.back(engine.back(state)), "1,200,000 រៀល")
    assert "rate" not in finish.facts_of(changed)


def test_a_question_that_may_be_unknown_has_a_button_for_it() -> None:
    for interview in definitions().values():
        for question in interview.questions:
            if question.unknown and not question.when:
                said = asking.ask(State(interview.name, _before(interview, question)))
                assert "button.unknown" in [button.label for button in said.buttons]


def _before(interview: Any, wanted: Question) -> dict[str, Any]:
    earlier = interview.questions[: interview.questions.index(wanted)]
    return {question.id: question.options[0] if question.options else 1 for question in earlier}


def test_the_rule_hears_its_own_names_and_nothing_that_is_not_known() -> None:
    state = _answered(engine.begin("maternity", {"wage": WAGE}), "no", "9", "អត់ដឹង")
    assert finish.facts_of(state) == {"wage": WAGE, "changed_job": "no", "paid_months": 9}
    assert finish.remembered(state) == {"wage": WAGE, "changed_job": "no", "months_paid": 9}


def test_a_fine_without_a_number_of_workers_is_for_one() -> None:
    state = _answered(engine.begin("fine", {"month": "2022-10"}), "late_payment", "អត់ដឹង")
    assert finish.facts_of(state) == {"duty": "late_payment", "workers": 1, "month": "2022-10"}
    assert "workers" not in finish.remembered(state)


def test_after_the_check_a_calculator_goes_on_with_the_months_of_the_last_year() -> None:
    state = _answered(engine.begin("entitlements"), "employee", "birth", "yes", "30", "8", "before", "14")
    assert engine.current(state) is None
    assert finish.remembered(state) == {"months_paid": 8, "service_months": 14}
    unsure = _answered(engine.begin("entitlements"), "employee", "old_age", "yes", "30", "61")
    assert finish.remembered(unsure) == {"age": 61}


@pytest.mark.parametrize("on", [date(2026, 11, 24), date(2028, 1, 1)])
def test_months_are_counted_from_the_start_of_pension_contributions_even_after_the_next_step(on: date) -> None:
    question = definitions()["entitlements"].question("months_paid")
    assert asking._shown(question, on) == {"start": {"kind": "date", "value": "2022-10-01"}}


def test_every_question_becomes_words_in_both_languages() -> None:
    for interview in definitions().values():
        for question in interview.questions:
            said = Say(f"ask.{interview.name}.{question.id}", asking._shown(question, date(2026, 11, 24)))
            for language in ("km", "en"):
                assert compose(said, language).blocks[0].text


ROW = {"name": "trial", "finish": "workout", "questions": [{"id": "a", "kind": "number"}]}


@pytest.mark.parametrize(
    "change",
    [
        {"finish": "magic"},
        {"questions": [{"id": "a", "kind": "riddle"}]},
        {"questions": [{"id": "a", "kind": "number", "unit": "moons"}]},
        {"questions": [{"id": "a", "kind": "number"}, {"id": "a", "kind": "number"}]},
        {"questions": [{"id": "a", "kind": "number", "when": {"b": "x"}}, {"id": "b", "kind": "text"}]},
        {"questions": [{"id": "a", "kind": "number", "unless": {"a": "x"}}]},
    ],
)
def test_an_interview_that_cannot_be_used_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "trial.yml"
    path.write_text(yaml.safe_dump(ROW), encoding="utf-8")
    assert read(path).name == "trial"
    path.write_text(yaml.safe_dump(ROW | change), encoding="utf-8")
    with pytest.raises(ContentError):
        read(path)
