"""What am I entitled to: every path ends in words, conditions are judged by dated parameters, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.answers import compose, entitlements
from actions.answers.entitled.benefits import BENEFITS
from actions.answers.entitled.judging import Judged
from actions.answers.entitled.listing import _cite
from actions.answers.figures import Doubtful, Figures
from actions.conversations.say import Say
from actions.interviews import engine, finish
from actions.interviews.engine import State
from actions.library import library
from actions.rules import parameter
from actions.rules.conflicts import register

TODAY = date(2026, 11, 24)
STATES = ("not_met", "unknown", "met")
EMPLOYEE = {"situation": "employee", "registered": "yes"}
MARKS = {
    "km": ("ស្របតាមលក្ខខណ្ឌ", "មិនទាន់ស្រប", "មិនទាន់ដឹង"),
    "en": ("met", "not met yet", "not known yet"),
}


def _paths(state: State) -> Iterator[State]:
    question = engine.current(state)
    if question is None:
        yield state
        return
    given = list(question.options) or ["0", "6", "12"]
    given += [engine.UNKNOWN] if question.unknown else []
    for answer in given:
        after = engine.answer(state, question, answer)
        assert isinstance(after, State)
        yield from _paths(after)


PATHS = list(_paths(State("entitlements")))


def _states(said: Say) -> dict[str, str]:
    """The state of every condition and of every benefit, by its id."""
    return {
        line["id"]: line["values"]["mark"]["value"]
        for part in said.values.get("_parts", ())
        for line in part
        if "mark" in line.get("values", {})
    }


def _ids(said: Say) -> list[str]:
    return [line["id"] for part in said.values["_parts"] for line in part]


def _text(said: Say, language: str = "km") -> str:
    return "\n".join(block.text for block in compose(said, language).blocks)


def _does(said: Say) -> list[str]:
    return [
        button.effect.get("interview") or button.effect.get("topic") or button.effect["do"] for button in said.buttons
    ]


def test_no_path_asks_more_than_seven_questions() -> None:
    assert len(PATHS) > 1_000
    assert max(len(path.answers) for path in PATHS) == 7


def test_every_path_ends_in_words_of_both_languages_with_a_way_on() -> None:
    for path in PATHS:
        said = entitlements(finish.facts_of(path), TODAY)
        assert said.buttons[-1].effect == {"do": "person"} or said.key == "entitlements.none"
        assert "person" in _does(said)
        for language in ("km", "en"):
            words = compose(said, language)
            text = "\n".join(block.text for block in words.blocks)
            assert not re.search(r"[{}]", text) and words.blocks[0].text
            assert all(len(label) <= 40 for label, _ in words.buttons)


def test_every_path_lists_something_unless_there_is_nothing_to_list() -> None:
    silent = {
        (path.answers["situation"], path.answers["need"])
        for path in PATHS
        if entitlements(finish.facts_of(path), TODAY).key == "entitlements.none"
    }
    assert silent == set()


def test_every_benefit_with_conditions_is_marked_in_words() -> None:
    for path in PATHS[:: len(PATHS) // 60]:
        said = entitlements(finish.facts_of(path), TODAY)
        for language, marks in MARKS.items():
            blocks = [block.text for block in compose(said, language).blocks if block.kind == "text"]
            for part, text in zip(said.values["_parts"], blocks[1:], strict=True):
                if any(line["id"].startswith("condition.") for line in part):
                    assert any(mark in text.split("\n")[0] for mark in marks)


def test_every_benefit_can_come_up_and_has_words_and_a_topic() -> None:
    listed = {id for path in PATHS for id in _ids(entitlements(finish.facts_of(path), TODAY))}
    for benefit in BENEFITS:
        assert f"entitlement.{benefit.id}" in listed
        assert benefit.topic in library().topics
        assert not benefit.calculator or f"service.calculate_{benefit.calculator}" in library().topics


def test_every_list_names_its_source_and_date_where_it_names_law() -> None:
    for path in PATHS[:: len(PATHS) // 60]:
        said = entitlements(finish.facts_of(path), TODAY)
        if "_sources" in said.values:
            assert said.values["_on"] == "2026-11-24"
        assert "low" not in {source["confidence"] for source in said.values.get("_sources", ())}


@pytest.mark.parametrize(("recent", "state"), [(8, "not_met"), (9, "met"), (None, "unknown")])
def test_maternity_pay_needs_the_months_of_the_last_year(recent: int | None, state: str) -> None:
    facts = EMPLOYEE | {"need": "birth", "months_paid": 30} | ({} if recent is None else {"recent_months": recent})
    states = _states(entitlements(facts, TODAY))
    assert (states["condition.recent_months"], states["entitlement.maternity_pay"]) == (state, state)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"months_paid": 5}, "not_met"),  # too few in all are too few lately
        ({"months_paid": 5, "recent_months": 9}, "unknown"),  # a contradiction settles nothing
        ({"months_paid": 9}, "unknown"),
        ({}, "unknown"),
        ({"registered": "no"}, "not_met"),
    ],
)
def test_months_are_judged_by_what_can_be_known(facts: dict[str, Any], state: str) -> None:
    found = _states(entitlements(EMPLOYEE | {"need": "birth"} | facts, TODAY))
    assert found["condition.recent_months"] == state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"recent_months": 6}, "met"),
        ({"recent_months": 5}, "unknown"),
        ({"recent_months": 5, "months_in_a_row": 2}, "met"),
        ({"recent_months": 5, "months_in_a_row": 1}, "not_met"),
        ({"months_paid": 1}, "not_met"),
        ({"recent_months": 1}, "not_met"),
        ({"months_paid": 3, "months_in_a_row": 5}, "unknown"),
    ],
)
def test_treatment_needs_months_in_a_row_or_months_of_the_last_year(facts: dict[str, Any], state: str) -> None:
    found = _states(entitlements(EMPLOYEE | {"need": "ill"} | facts, TODAY))
    assert found["entitlement.care"] == found["condition.care_months"] == state


@pytest.mark.parametrize(("served", "state"), [(11, "not_met"), (12, "met"), (None, "unknown")])
def test_the_employers_half_needs_service_and_no_registration(served: int | None, state: str) -> None:
    facts = {"situation": "employee", "registered": "no", "need": "birth"}
    facts |= {} if served is None else {"service_months": served}
    assert _states(entitlements(facts, TODAY))["entitlement.maternity_employer"] == state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"age": 60, "months_paid": 12}, "met"),
        ({"age": 59, "months_paid": 12}, "not_met"),
        ({"age": 60, "months_paid": 11}, "not_met"),
        ({"age": 60}, "unknown"),
        ({"months_paid": 12}, "unknown"),
    ],
)
def test_an_old_age_pension_is_conditions_and_never_an_amount(facts: dict[str, Any], state: str) -> None:
    said = entitlements(EMPLOYEE | {"need": "old_age"} | facts, TODAY)
    assert _states(said)["entitlement.old_age"] == state
    assert "រៀល" not in _text(said) and "%" not in _text(said)


def test_the_months_missing_are_counted_and_one_payment_is_spoken_of() -> None:
    said = entitlements(EMPLOYEE | {"need": "old_age", "age": 60, "months_paid": 7}, TODAY)
    assert "5 months more of pension contributions" in _text(said, "en")
    assert "entitlement.old_age.once" in _ids(said)
    assert "entitlement.old_age.once" not in _ids(entitlements(EMPLOYEE | {"need": "old_age", "age": 50}, TODAY))


def test_twins_hear_no_amount_the_sources_are_not_sure_of() -> None:
    one = entitlements(EMPLOYEE | {"need": "birth", "birth_when": "before"}, TODAY)
    assert all(figure in _text(one) for figure in ("320,000", "800,000"))
    twins = entitlements(EMPLOYEE | {"need": "birth", "birth_when": "after", "children": 2}, TODAY)
    assert "1,200,000" in _text(twins)
    assert not {"entitlement.birth_support.before", "entitlement.birth_support.after"} & set(_ids(twins))


def test_after_a_death_the_family_hears_what_is_known_and_who_knows_the_rest() -> None:
    known = {"need": "death", "deceased": "member", "deceased_months": 60, "from_work": "yes"}
    said = entitlements(known, date(2027, 9, 1))
    states = _states(said)
    assert states["entitlement.survivors"] == states["entitlement.death_at_work"] == "met"
    assert states["entitlement.funeral"] == "unknown"
    assert "2,000,000" in _text(said) and "4,000,000" not in _text(said)
    fewer = entitlements(known | {"deceased_months": 50}, TODAY)
    assert _states(fewer)["entitlement.survivors"] == "not_met"
    assert "entitlement.survivors.ask" in _ids(fewer)
    pensioner = entitlements({"need": "death", "deceased": "pensioner"}, TODAY)
    assert _states(pensioner)["entitlement.funeral"] == _states(pensioner)["entitlement.survivors"] == "met"


def test_months_of_voluntary_health_care_are_no_months_of_a_pension() -> None:
    known = {"need": "old_age", "age": 61, "months_paid": 30}
    assert _states(entitlements(EMPLOYEE | known, TODAY))["condition.pension_months"] == "met"
    for situation in ({"situation": "self_employed"}, {}):
        found = _states(entitlements({"registered": "yes"} | situation | known, TODAY))
        assert found["condition.pension_months"] == "unknown"
    few = _states(entitlements({"registered": "yes"} | known | {"months_paid": 3}, TODAY))
    assert few["condition.pension_months"] == "not_met"


def test_more_months_than_there_have_been_since_the_scheme_began_settle_nothing() -> None:
    for months, state in ((50, "met"), (51, "unknown")):
        said = entitlements(EMPLOYEE | {"need": "old_age", "age": 60, "months_paid": months}, TODAY)
        assert _states(said)["condition.pension_months"] == state
    said = entitlements({"need": "death", "deceased": "member", "deceased_months": 60}, TODAY)
    assert _states(said)["entitlement.survivors"] == "unknown"


def test_somebody_without_an_employer_hears_that_there_may_be_other_conditions() -> None:
    known = {"registered": "yes", "need": "birth", "months_paid": 30, "recent_months": 10}
    assert _states(entitlements({"situation": "employee"} | known, TODAY))["entitlement.maternity_pay"] == "met"
    between = _states(entitlements({"situation": "not_working"} | known, TODAY))
    assert between["condition.recent_months"] == "met"
    assert between["entitlement.maternity_pay"] == between["entitlement.care"] == "unknown"


@pytest.mark.parametrize("situation", ["employee", "self_employed", "public_servant", "not_working", "family"])
def test_who_is_ill_or_hurt_hears_of_the_hospital_first(situation: str) -> None:
    for need in ("ill", "hurt"):
        assert _ids(entitlements({"situation": situation, "need": need}, TODAY))[0] == "todo.hospital"


def test_an_employer_who_has_not_registered_or_not_paid_can_be_complained_of() -> None:
    for facts in ({"registered": "no", "need": "ill"}, {"registered": "yes", "need": "birth", "recent_months": 3}):
        said = entitlements({"situation": "employee"} | facts, TODAY)
        start = next(button.effect for button in said.buttons if button.effect.get("interview") == "complaint")
        assert start["facts"] == {"subject": "employer"}
    fine = entitlements(EMPLOYEE | {"need": "birth", "recent_months": 9}, TODAY)
    alone = entitlements({"situation": "self_employed", "registered": "no", "need": "ill"}, TODAY)
    assert "complaint" not in _does(fine) + _does(alone)


def test_what_is_not_known_comes_with_how_to_find_out() -> None:
    said = entitlements({"situation": "employee", "need": "birth"}, TODAY)
    assert {"todo.registered", "todo.months"} <= set(_ids(said))
    assert {"service.check_membership", "service.check_contributions"} <= set(_does(said))


def test_the_calculator_goes_on_with_the_months_of_the_last_year() -> None:
    facts = EMPLOYEE | {"need": "birth", "months_paid": 30, "recent_months": 9, "service_months": 14}
    start = next(b.effect for b in entitlements(facts, TODAY).buttons if b.effect.get("interview") == "maternity")
    assert start["facts"] == {"months_paid": 9, "service_months": 14}
    assert engine.begin("maternity", start["facts"]).answers == start["facts"]
    unsure = {name: value for name, value in facts.items() if name != "recent_months"}
    start = next(b.effect for b in entitlements(unsure, TODAY).buttons if b.effect.get("interview") == "maternity")
    assert start["facts"] == {"service_months": 14}


def test_benefits_whose_conditions_are_met_come_first() -> None:
    said = entitlements(EMPLOYEE | {"need": "all", "recent_months": 7, "age": 40, "months_paid": 30}, TODAY)
    found = [state for id, state in _states(said).items() if id.startswith("entitlement.")]
    assert found == sorted(found, key=["met", "unknown", "not_met"].index)


def test_on_a_day_without_law_nothing_is_listed_but_a_person() -> None:
    said = entitlements(EMPLOYEE | {"need": "old_age", "age": 60, "months_paid": 12}, date(2010, 1, 1))
    assert (said.key, _does(said)[0]) == ("entitlements.none", "person")
    assert _text(said) and _text(said, "en")


def test_what_is_not_known_on_that_day_is_left_to_a_person() -> None:
    said = entitlements(EMPLOYEE | {"need": "all", "recent_months": 9}, date(2021, 6, 1))
    assert "entitlements.doubtful" in _ids(said)
    assert "entitlement.old_age" not in _ids(said)
    assert "sub_decree_32_2021" not in {source["reference"] for source in said.values["_sources"]}


def test_nothing_of_a_benefit_that_turns_out_doubtful_is_cited() -> None:
    figures = Figures(library().topic("service.check_eligibility"), {}, TODAY)
    with pytest.raises(Doubtful):
        _cite(figures, Judged(rests_on=(("M20", "cash_support_2023"), ("B20", "law_2019"))))
    assert figures.sources == {}


def test_figures_are_those_of_the_parameters() -> None:
    text = _text(entitlements(EMPLOYEE | {"need": "birth"}, TODAY), "en")
    for id in ("maternity.leave.paid_months", "maternity.leave.days", "maternity.leave.nssf_share"):
        assert str(parameter(id, TODAY).value) in text


def test_no_benefit_says_what_the_register_of_conflicts_forbids() -> None:
    topics = {f"entitlement.{benefit.id}": benefit.topic for benefit in BENEFITS}
    for path in PATHS[:: len(PATHS) // 100]:
        said = entitlements(finish.facts_of(path), TODAY)
        for language in ("km", "en"):
            blocks = [block.text for block in compose(said, language).blocks if block.kind == "text"]
            for part, text in zip(said.values["_parts"], blocks[1:], strict=True):
                topic = topics.get(part[0]["id"], "service.check_eligibility")
                for never in (never for conflict in register() for never in conflict.never if never.concerns(topic)):
                    assert never.found_in(text, language) is None, f"{topic}: {text}"


@given(
    st.sampled_from(["birth", "ill", "old_age", "all"]),
    st.integers(0, 12), st.integers(0, 12), st.integers(12, 600), st.integers(0, 130), st.integers(0, 130),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_more_months_or_years_never_make_anything_worse(
    need: str, few: int, many: int, in_all: int, young: int, old: int
) -> None:
    few, many, young, old = min(few, many), max(few, many), min(young, old), max(young, old)
    known = EMPLOYEE | {"need": need, "months_paid": in_all}
    before = _states(entitlements(known | {"recent_months": few, "age": young}, TODAY))
    after = _states(entitlements(known | {"recent_months": many, "age": old}, TODAY))
    assert set(before) == set(after)
    for id, state in before.items():
        assert STATES.index(state) <= STATES.index(after[id]), id
