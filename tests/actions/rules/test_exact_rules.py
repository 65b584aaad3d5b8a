"""The rules counted in exact integers: monotone where the law is, adding up, cited to the last parameter."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.answers.words import fill
from actions.library import library
from actions.rules import CannotWorkOut, Workout, catalogue, parameter, workout
from actions.rules.deadlines import KINDS
from actions.rules.fines import DUTIES
from actions.rules.values import STATES, shown_as

TODAY = date(2026, 11, 24)
WAGES = st.integers(400_000, 10**12)
NAMES = {
    "contribution", "contribution_most", "birth_support", "maternity", "sickness_allowance", "injury_allowance",
    "fine", "pension_eligibility", "voluntary", "deadline",
}  # fmt: skip
WORDED = {"date": str, "state": str}


def _done() -> list[Workout]:
    """Every law test that comes to a result, worked out."""
    found = []
    for path in sorted((library().root / "law" / "tests").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "output" in case and not path.stem.startswith("wage_bands"):
                facts = {name: str(fact) if isinstance(fact, date) else fact for name, fact in case["input"].items()}
                found.append(workout(case["rule"], case["date"], facts))
    return found


DONE = _done()


def test_the_catalogue_says_what_each_rule_needs_and_gives() -> None:
    rules = catalogue()
    assert set(rules) == NAMES == {done.rule for done in DONE}
    for done in DONE:
        entry = rules[done.rule]
        units = {output.name: output.unit for output in entry.outputs}
        assert dict(done.units) == {name: units[name] for name in done.outputs}
        assert {output.name for output in entry.outputs if output.always} <= set(done.outputs)
        assert [step.id for step in done.steps if step.id != "converted"] == [
            plan.id for plan in entry.plans if plan.id in {step.id for step in done.steps}
        ]
    required = {name: [item.name for item in entry.inputs if item.required] for name, entry in rules.items()}
    assert {name: needs for name, needs in required.items() if needs} == {
        "contribution": ["wage"], "birth_support": ["children"], "maternity": ["wage"], "sickness_allowance": ["wage"],
        "injury_allowance": ["wage"], "fine": ["duty", "workers"], "deadline": ["kind"],
    }  # fmt: skip
    assert {name: [i.name for i in rules[name].inputs if i.choices] for name in ("maternity", "fine", "deadline")} == {
        "maternity": ["currency", "changed_job"], "fine": ["duty"], "deadline": ["kind"],
    }  # fmt: skip


def test_every_input_says_what_it_is() -> None:
    asked = {item.name: item.unit for entry in catalogue().values() for item in entry.inputs}
    assert asked == {
        "wage": "money a month",
        "currency": "KHR or USD",
        "rate": "riel for one dollar",
        "children": "children of one birth",
        "paid_months": "months of pension contributions",
        "service_months": "months of unbroken service",
        "changed_job": "whether she changed jobs in that year",
        "days": "days away from work",
        "months_in_a_row": "months of contributions without a gap until now",
        "duty": "the duty that was broken",
        "workers": "workers concerned",
        "age": "whole years",
        "birth_date": "YYYY-MM-DD",
        "persons": "persons",
        "months": "months, at most a year",
        "kind": "what must be done",
        "month": "YYYY-MM, the month paid for or reported on",
        "from": "YYYY-MM-DD, the day the count starts from",
    }
    counted = {name: i.unit for name, entry in catalogue().items() for i in entry.inputs if i.name == "paid_months"}
    assert counted == {
        "maternity": "months of contributions in the year before the leave",
        "sickness_allowance": "months of contributions in the last twelve",
        "pension_eligibility": "months of pension contributions",
    }


def test_every_step_a_rule_may_show_is_shown_somewhere() -> None:
    for name, entry in catalogue().items():
        shown = {step.id for done in DONE if done.rule == name for step in done.steps}
        assert {plan.id for plan in entry.plans} <= shown, name


@pytest.mark.parametrize("done", DONE, ids=lambda done: f"{done.rule} {done.on}")
def test_no_output_stands_without_a_parameter_and_every_parameter_is_cited(done: Workout) -> None:
    cited = {value.id: value for value in done.parameters}
    assert len(cited) == len(done.parameters)
    assert set(done.units) == set(done.outputs) == set(done.confidences) == set(done.rests_on)
    for name, ids in done.rests_on.items():
        assert ids, name
        assert set(ids) <= set(cited)
        assert done.confidences[name] == min((cited[id].confidence for id in ids), key=("low", "medium", "high").index)
    for step in done.steps:
        assert set(step.parameters) <= set(cited)
    for value in done.parameters:
        assert value.fact in library().facts and value.reference in library().references
        if not value.id.startswith("holidays."):
            assert value == parameter(value.id, value.since)


@pytest.mark.parametrize("done", DONE, ids=lambda done: f"{done.rule} {done.on}")
def test_every_output_and_step_is_json_and_has_words_in_both_languages(done: Workout) -> None:
    for name, value in done.outputs.items():
        assert type(value) is WORDED.get(done.units[name], int)
        assert json.loads(json.dumps(done.shown(name)))["kind"] in ("money", "number", "duration", "date", "state")
        if done.units[name] == "state":
            assert value in STATES
            assert library().message(f"state.{value}", "km") != library().message(f"state.{value}", "en")
    for step in done.steps:
        assert "state" not in {value["kind"] for value in step.values.values()}
        for language in ("km", "en"):
            text = library().message(f"step.{step.id}", language)
            assert "{" not in fill(text, step.values, language)


def test_a_value_is_shown_by_its_unit() -> None:
    assert shown_as("met", "state") == {"kind": "state", "value": "met"}
    assert shown_as("2026-11-24", "date") == {"kind": "date", "value": "2026-11-24"}
    assert shown_as(3, "times") == {"kind": "number", "value": 3}
    assert shown_as(3, "years") == {"kind": "duration", "value": 3, "unit": "years"}
    assert shown_as("x", "word") == {"kind": "text", "value": "x"}
    assert workout("fine", TODAY, {"duty": "late_payment", "workers": 1}).shown("estimate_least") == {
        "kind": "money", "amount": 800_000, "currency": "KHR",
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(wage=WAGES, more=st.integers(0, 10**9), months=st.integers(0, 12), service=st.integers(0, 24))
def test_maternity_pay_grows_with_wage_months_and_service_and_adds_up(
    wage: int, more: int, months: int, service: int
) -> None:
    def pay(amount: int, paid: int, served: int) -> dict[str, Any]:
        facts = {"wage": min(amount, 10**12), "paid_months": paid, "service_months": served}
        return dict(workout("maternity", TODAY, facts).outputs)

    low, high = pay(wage, months, service), pay(wage + more, min(12, months + 1), service + 1)
    for name in ("nssf", "employer", "together"):
        assert 0 <= low[name] <= high[name]
    assert low["together"] == low["nssf"] + low["employer"]
    assert high["nssf"] <= 2_520_000
    assert (low["nssf"] > 0) == (months >= 9) and (low["employer"] > 0) == (service >= 12)


@settings(max_examples=30, deadline=None)
@given(wage=WAGES, more=st.integers(0, 10**9))
def test_daily_allowances_grow_with_the_wage_up_to_the_ceiling(wage: int, more: int) -> None:
    for rule in ("sickness_allowance", "injury_allowance"):
        low, high = (workout(rule, TODAY, {"wage": min(w, 10**12)}).outputs["daily"] for w in (wage, wage + more))
        assert isinstance(low, int) and isinstance(high, int)
        assert 8_750 <= low <= high <= 28_000


@settings(max_examples=40, deadline=None)
@given(duty=st.sampled_from(sorted(DUTIES)), workers=st.integers(1, 999_999))
def test_a_fine_is_a_range_that_grows_with_the_workers(duty: str, workers: int) -> None:
    one = workout("fine", TODAY, {"duty": duty, "workers": workers}).outputs
    more = workout("fine", TODAY, {"duty": duty, "workers": workers + 1}).outputs
    assert one["estimate_least"] < one["estimate_most"]
    assert one["estimate_least"] == one["estimate_least_each"] * workers == one["times_least"] * 80_000 * workers
    assert one["estimate_most"] == one["estimate_most_each"] * workers == one["times_most"] * 80_000 * workers
    assert more["estimate_least"] - one["estimate_least"] == one["estimate_least_each"]


@settings(max_examples=40, deadline=None)
@given(born=st.dates(date(1930, 1, 1), TODAY), paid=st.integers(0, 60))
def test_a_pension_never_comes_earlier_with_fewer_months(born: date, paid: int) -> None:
    facts = {"birth_date": born.isoformat(), "paid_months": paid}
    done = workout("pension_eligibility", TODAY, facts).outputs
    more = workout("pension_eligibility", TODAY, facts | {"paid_months": paid + 1}).outputs
    assert more["earliest"] <= done["earliest"] >= done["age_date"]
    assert done["months_missing"] == max(0, 12 - paid)
    assert (done["condition"] == "met") == (done["age_condition"] == done["months_condition"] == "met")
    assert (done["earliest"] <= TODAY.isoformat()) == (done["condition"] == "met")


def test_a_birth_date_outweighs_a_stated_age() -> None:
    done = workout("pension_eligibility", TODAY, {"age": 70, "birth_date": "1990-01-01"})
    assert done.outputs["age_condition"] == "not_met"


def test_no_rule_gives_the_amount_of_a_pension() -> None:
    assert not [name for name in catalogue() if "pension_amount" in name]
    assert {output.unit for output in catalogue()["pension_eligibility"].outputs} == {"state", "months", "date"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_deadline_gives_a_date_or_says_why_not(kind: str) -> None:
    facts = {"kind": kind, "month": "2026-10", "from": "2026-03-02"}
    if kind in ("accident_notice", "objection", "claim"):
        with pytest.raises(CannotWorkOut) as refusal:
            workout("deadline", TODAY, facts)
        assert refusal.value.missing == ("kind",)
    else:
        done = workout("deadline", TODAY, facts)
        due = date.fromisoformat(str(done.outputs["due"]))
        assert done.outputs["days_left"] == (due - TODAY).days
        assert done.rests_on["due"] == done.rests_on["days_left"]


def test_the_months_of_service_are_bounded() -> None:
    assert workout("maternity", TODAY, {"wage": 500_000, "service_months": 1200}).outputs["employer"] == 750_000
    with pytest.raises(CannotWorkOut) as refusal:
        workout("maternity", TODAY, {"wage": 500_000, "service_months": 1201})
    assert refusal.value.missing == ("service_months",)


def test_the_parts_of_maternity_pay_cite_the_articles_they_come_from() -> None:
    done = workout("maternity", TODAY, {"wage": 1_000_000})
    assert {"maternity.leave.nssf_share", "maternity.leave.paid_months", "maternity.leave.within_months"} <= set(
        done.rests_on["nssf"]
    )
    assert {"maternity.leave.service_years", "maternity.leave.average_months"} <= set(done.rests_on["employer"])
    assert "contribution.wage.assumed" in done.rests_on["nssf"]
    assert "contribution.wage.assumed" not in done.rests_on["employer"]


def test_a_holiday_a_deadline_falls_on_is_cited_in_its_step_only() -> None:
    done = workout("deadline", date(2024, 10, 1), {"kind": "payment", "month": "2024-09"})
    assert done.steps[-1].parameters == ("contribution.deadline.pay_day", "holidays.2024")
    assert done.rests_on["due"] == ("contribution.deadline.pay_day",)
    assert (done.confidence, done.steps[-1].confidence) == ("high", "medium")


AMOUNTS = {
    "maternity_nssf": "nssf",
    "maternity_employer": "employer",
    "maternity_together": "together",
    "daily_allowance": "daily",
    "voluntary": "total",
    "before": "before",
    "at_birth": "at_birth",
    "after": "after",
}


@pytest.mark.parametrize("done", DONE, ids=lambda done: f"{done.rule} {done.on}")
def test_a_step_shows_the_amount_of_its_output(done: Workout) -> None:
    for step in done.steps:
        name = AMOUNTS.get(step.id, step.id)
        if "amount" in step.values:
            assert step.values["amount"] == done.shown(name)
        for end in ("least", "most"):
            ending = {"fine_times": f"times_{end}", "fine_each": f"estimate_{end}_each", "fine_all": f"estimate_{end}"}
            if step.id in ending:
                assert step.values[end] == done.shown(ending[step.id])
        if "due" in step.values:
            assert step.values["due"] == done.shown("due")


def _shown(rule: str, facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {step.id: step.values for step in workout(rule, TODAY, facts).steps}
    return {id: {name: value.get("amount", value.get("value")) for name, value in v.items()} for id, v in found.items()}


def test_the_steps_of_a_contribution_show_wage_rate_and_amount() -> None:
    shown = _shown("contribution", {"wage": 1_000_000})
    assert shown["assumed_wage"] == {"wage": 1_000_000, "assumed": 975_000}
    assert shown["risk"] == {"assumed": 975_000, "rate": "0.8", "amount": 7_800}
    assert shown["health"] == {"assumed": 975_000, "rate": "2.6", "amount": 25_350}
    assert shown["pension_employer"] == shown["pension_worker"] == {"wage": 1_000_000, "rate": "2", "amount": 20_000}
    assert (shown["employer_total"], shown["worker_total"]) == ({"amount": 53_150}, {"amount": 20_000})
    assert shown["total"] == {"amount": 73_150}


def test_the_steps_of_a_birth_show_visits_and_amounts() -> None:
    shown = _shown("birth_support", {"children": 1})
    assert shown["before"] == {"visits": 4, "each": 80_000, "amount": 320_000}
    assert shown["after"] == {"visits": 10, "each": 80_000, "amount": 800_000}
    assert (shown["at_birth"], shown["total"]) == ({"amount": 800_000}, {"amount": 1_920_000})


def test_the_steps_of_maternity_pay_show_what_was_counted() -> None:
    shown = _shown("maternity", {"wage": 1_000_000, "paid_months": 9, "service_months": 12})
    assert shown["maternity_months_met"] == {"needed": 9, "within": 12}
    assert shown["maternity_service_met"] == {"needed": 1}
    assert shown["maternity_nssf"] == {"share": "70", "assumed": 975_000, "days": 90, "month": 30, "amount": 2_047_500}
    counted = {"share": "50", "wage": 1_000_000, "days": 90, "month": 30, "averaged": 12, "amount": 1_500_000}
    assert shown["maternity_employer"] == counted


def test_the_steps_of_the_allowances_show_what_was_counted() -> None:
    sick = _shown("sickness_allowance", {"wage": 1_000_000})
    assert sick["daily_allowance"] == {"share": "70", "assumed": 975_000, "month": 30, "amount": 22_750}
    assert sick["sickness_condition_unknown"] == {"row": 2, "apart": 6, "within": 12}
    assert sick["sickness_most"] == {"most": 180, "within": 12}
    hurt = _shown("injury_allowance", {"wage": 1_000_000})
    assert hurt["assumed_wage"] == {"wage": 1_000_000, "assumed": 975_000}
    assert (hurt["injury_average"], hurt["injury_who_pays"]) == ({"average": 6}, {"first": 1, "from_day": 2})


def test_the_steps_of_the_other_rules_show_what_was_counted() -> None:
    fined = _shown("fine", {"duty": "unlawful_deduction", "workers": 3})
    assert (fined["fine_each"]["base"], fined["fine_all"]["workers"]) == (80_000, 3)
    assert fined["fine_prison"] == {"least": 1, "most": 1}
    old = _shown("pension_eligibility", {"birth_date": "1970-03-01", "paid_months": 3})
    assert (old["pension_age_not_met"], old["pension_months_not_met"]) == ({"needed": 60}, {"needed": 12})
    assert old["pension_missing"] == {"paid": 3, "missing": 9}
    assert old["pension_age_date"] == old["pension_earliest"] == {"date": "2030-03-01"}
    assert _shown("voluntary", {"persons": 3, "months": 2})["voluntary"] == {
        "monthly": 15_600, "persons": 3, "months": 2, "amount": 93_600,
    }  # fmt: skip
    assert _shown("deadline", {"kind": "payment", "month": "2026-10"})["deadline_day"]["day"] == 15
    counted = _shown("deadline", {"kind": "register_worker", "from": "2026-11-24"})["deadline_days"]
    assert counted == {"start": "2026-11-24", "days": 3, "due": "2026-11-27"}
    working = _shown("deadline", {"kind": "conciliation", "from": "2026-11-24"})["deadline_working_days"]
    assert working == {"start": "2026-11-24", "days": 30, "due": "2027-01-11"}
