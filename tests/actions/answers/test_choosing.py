"""Choosing: the right part, the right figures, and the confidence rule."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from actions.answers import choose, more, result, working
from actions.conversations.say import Say
from actions.library import library

TODAY = date(2026, 11, 24)
SPOKEN = sorted(topic.id for topic in library().topics.values() if topic.kind in ("answer", "safety", "talk"))


def _money(say: Say, name: str) -> int:
    value = say.values[name]
    assert value["currency"] == "KHR"
    return int(value["amount"])


def _does(say: Say) -> list[str]:
    return [button.effect["do"] for button in say.buttons]


@pytest.mark.parametrize("topic", SPOKEN)
def test_every_topic_can_be_answered_today(topic: str) -> None:
    said = choose(topic, {}, TODAY)
    assert said.key in (topic, f"answer.{topic}")
    assert Say.from_json(json.loads(json.dumps(said.to_json()))) == said


@pytest.mark.parametrize("topic", sorted(t.id for t in library().topics.values() if t.kind == "answer"))
def test_every_answer_names_its_source_and_date(topic: str) -> None:
    for said in (choose(topic, {}, TODAY), more(topic, {}, TODAY)):
        figures = [v for v in said.values.values() if isinstance(v, dict)]
        if figures or said.key.startswith("answer."):
            assert said.values["_sources"] and said.values["_on"] == "2026-11-24"
            for source in said.values["_sources"]:
                assert set(source) == {"fact", "reference", "confidence"}


def test_the_birth_grant_is_the_amount_of_today_and_asks_to_confirm() -> None:
    said = choose("maternity.birth_grant", {}, TODAY)
    assert (_money(said, "one_child"), _money(said, "total")) == (800_000, 1_920_000)
    assert said.values["_confirm"] is True
    assert _does(said)[:2] == ["more", "working"]


@pytest.mark.parametrize(("children", "variant", "amount"), [(2, "twins", 1_200_000), ("3", "triplets", 1_600_000)])
def test_twins_and_triplets_have_words_of_their_own_without_a_doubtful_total(
    children: Any, variant: str, amount: int
) -> None:
    said = choose("maternity.birth_grant", {"children": children}, TODAY)
    assert said.key == f"answer.maternity.birth_grant#{variant}"
    assert _money(said, variant) == amount
    assert "total" not in said.values
    steps = [step["id"] for step in working("maternity.birth_grant", {"children": children}, TODAY).values["_steps"]]
    assert steps == ["before", "at_birth"]


def test_high_confidence_is_spoken_without_a_note() -> None:
    for topic in ("contribution.rates", "contribution.worker_share", "registration.not_registered"):
        assert "_confirm" not in choose(topic, {}, TODAY).values


def test_the_worker_share_of_a_known_wage_is_worked_out() -> None:
    said = choose("contribution.worker_share", {"wage": {"amount": 1_000_000, "currency": "KHR"}}, TODAY)
    assert said.key.endswith("#with_wage")
    assert _money(said, "my_share") == 20_000
    assert said.values["_confirm"] is True


@pytest.mark.parametrize(
    "wage",
    [{"amount": 300, "currency": "USD"}, {"amount": 300_000, "currency": "KHR"}, {"amount": -5, "currency": "KHR"}],
)
def test_a_wage_that_cannot_be_worked_out_falls_back_to_the_general_answer(wage: dict[str, Any]) -> None:
    said = choose("contribution.worker_share", {"wage": wage}, TODAY)
    assert said.key == "answer.contribution.worker_share"
    assert _money(said, "most_worker") == 24_000


def test_on_a_date_without_law_no_figure_is_spoken_but_a_person_is_offered() -> None:
    said = choose("maternity.birth_grant", {}, date(2010, 1, 1))
    assert (said.key, said.values) == ("answer.ask_person", {})
    assert _does(said)[0] == "person"
    assert _does(said).count("person") == 1


def test_from_october_2027_the_answer_carries_the_new_rate_and_asks_to_confirm() -> None:
    said = choose("contribution.rates", {}, date(2027, 10, 1))
    assert said.values["pension_worker"] == {"kind": "percent", "value": "4"}
    assert said.values["_confirm"] is True


def test_the_coming_rise_is_announced_with_its_date() -> None:
    values = more("contribution.rates", {}, TODAY).values
    assert values["next_total"] == {"kind": "percent", "value": "8"}
    assert values["next_date"] == {"kind": "date", "value": "2027-10-01"}


def test_facilities_are_counted_with_the_month_of_the_count() -> None:
    values = choose("health.which_hospital", {}, TODAY).values
    assert values["counted"] == {"kind": "month", "value": "2024-01"}


def test_the_safety_answer_comes_without_law_and_without_more() -> None:
    said = choose("safety.injured_now", {}, TODAY)
    assert "_sources" not in said.values and "_confirm" not in said.values
    assert "more" not in _does(said)


def test_a_service_is_started_by_its_button_with_what_is_known() -> None:
    wage = {"amount": 1_300_000, "currency": "KHR"}
    said = choose("contribution.rates", {"wage": wage, "receipt": "1234567890123456"}, TODAY)
    start = next(button.effect for button in said.buttons if button.effect["do"] == "start")
    assert start == {"do": "start", "interview": "contribution", "facts": {"wage": wage}}
    assert "1234567890123456" not in json.dumps(said.to_json())


def test_a_service_and_an_unknown_topic_have_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="service"):
        choose("service.make_complaint", {}, TODAY)
    with pytest.raises(KeyError):
        choose("no.such_topic", {}, TODAY)
    with pytest.raises(ValueError, match="works nothing out"):
        result("service.make_complaint", {}, TODAY)


def test_an_answer_without_more_offers_a_person_when_asked_for_more() -> None:
    assert more("safety.injured_now", {}, TODAY).key == "answer.ask_person"


def test_an_answer_without_a_rule_has_no_working() -> None:
    assert "working" not in _does(choose("injury.commuting", {}, TODAY))
    assert working("injury.commuting", {}, TODAY).key == "working.none"


def test_a_result_shows_the_amounts_and_offers_the_working() -> None:
    said = result("service.calculate_contribution", {"wage": "1000000"}, TODAY)
    assert said.key == "result.contribution"
    assert [_money(said, name) for name in ("worker_total", "employer_total", "total")] == [20_000, 53_150, 73_150]
    assert said.buttons[0].effect["do"] == "working"
    again = said.buttons[0].effect
    assert len(working(again["topic"], again["facts"], TODAY).values["_steps"]) == 8


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "missing"),
        ({"wage": "x"}, "bad_input"),
        ({"wage": 300, "currency": "USD"}, "needs_rate"),
        ({"wage": 399_999}, "uncertain_floor"),
    ],
)
def test_a_refusal_says_why_and_offers_a_person(facts: dict[str, Any], reason: str) -> None:
    said = result("service.calculate_contribution", facts, TODAY)
    assert said.key == f"cannot.{reason}"
    assert _does(said)[0] == "person"
    assert working("service.calculate_contribution", facts, TODAY).key == f"cannot.{reason}"
