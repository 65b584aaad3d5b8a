"""Whether an old-age pension can be had, and from when at the earliest. Never its amount."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.rules import facts as reading
from actions.rules.conditions import at_least, both
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Worked, given, made, read, step
from actions.rules.months import months_after, whole_years
from actions.rules.values import STATES, CannotWorkOut

OLDEST, LONGEST = 130, 1200


def _work(on: date, facts: Mapping[str, Any]) -> Worked:
    age, needed = read("pension.old_age.age", on), read("pension.old_age.paid_months", on)
    born = reading.day(facts, "birth_date") if facts.get("birth_date") else None
    if born and born > on:
        raise CannotWorkOut("bad_input", ["birth_date"])
    known_age = {"age": whole_years(born, on)} if born else facts
    age_state = at_least(known_age, "age", age, OLDEST)
    months_state = at_least(facts, "paid_months", needed, LONGEST)
    outputs: dict[str, Known] = {
        "age_condition": age_state,
        "months_condition": months_state,
        "condition": both(age_state, months_state),
    }
    steps = [
        step(f"pension_age_{age_state.value}", needed=age),
        step(f"pension_months_{months_state.value}", needed=needed),
    ]
    paid = reading.count(facts, "paid_months", LONGEST)
    if paid is not None:
        outputs["months_missing"] = made("months", lambda least: max(0, least - paid), needed)
        if outputs["months_missing"].value:
            steps.append(step("pension_missing", paid=given(paid, "months"), missing=outputs["months_missing"]))
    if born:
        outputs["age_date"] = made("date", lambda years: months_after(born, years * 12).isoformat(), age)
        steps.append(step("pension_age_date", date=outputs["age_date"]))
    if born and paid is not None:
        outputs["earliest"] = made("date", _earliest(on), outputs["age_date"], outputs["months_missing"])
        steps.append(step("pension_earliest", date=outputs["earliest"]))
    return Worked(outputs, tuple(steps))


def _earliest(on: date) -> Any:
    # At best one more month is paid every month from now on.
    return lambda of_age, missing: max(of_age, months_after(on, missing).isoformat())


RULE = RuleEntry(
    "pension_eligibility",
    (
        Input("age", "whole years", required=False),
        Input("birth_date", "YYYY-MM-DD", required=False),
        Input("paid_months", "months of pension contributions", required=False),
    ),
    (
        Output("age_condition", unit="state"),
        Output("months_condition", unit="state"),
        Output("condition", unit="state"),
        Output("months_missing", unit="months", always=False),
        Output("age_date", unit="date", always=False),
        Output("earliest", unit="date", always=False),
    ),
    (
        *(Plan(f"pension_age_{state}") for state in STATES),
        *(Plan(f"pension_months_{state}") for state in STATES),
        Plan("pension_missing"),
        Plan("pension_age_date"),
        Plan("pension_earliest"),
    ),
    _work,
)
