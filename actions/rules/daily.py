"""Daily allowances while a person cannot work: after an illness or a work accident. Never for a span of days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from actions.rules import facts as reading
from actions.rules.conditions import at_least, either
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Told, Worked, made, portion, read, step
from actions.rules.simulated import figure
from actions.rules.values import STATES, CannotWorkOut
from actions.rules.wages import WAGE_INPUTS, wage_in_riel

CARE, SICK, INJURY = "health.care", "health.sickness", "injury"
LONGEST = 36_500
DAYS = Input("days", "days away from work", required=False)


def _sickness(on: date, facts: Mapping[str, Any]) -> Worked:
    wage, before = wage_in_riel(on, facts)
    if reading.count(facts, "days", LONGEST) is not None:
        # From which day the money is counted was not found, so a sum over days would be invented.
        raise CannotWorkOut("uncertain", ["days"])
    share, most, within = (read(f"{SICK}.{name}", on) for name in ("share", "most_days", "within_months"))
    row, apart, counted = (read(f"{CARE}.{name}", on) for name in ("months_in_a_row", "paid_months", "within_months"))
    state = either(
        at_least(facts, "months_in_a_row", row, LONGEST),
        at_least(facts, "paid_months", made("months", lambda least, _: least, apart, counted), counted.value),
    )
    daily, explained = _daily(on, wage, share, state)
    steps = (
        *before,
        *explained,
        step(f"sickness_condition_{state.value}", row=row, apart=apart, within=counted),
        step("sickness_most", most=most, within=within),
    )
    return Worked({"daily": daily, "most_days": most, "within_months": within, "condition": state}, steps)


def _injury(on: date, facts: Mapping[str, Any]) -> Worked:
    wage, before = wage_in_riel(on, facts)
    first, from_day = read(f"{INJURY}.employer_days", on), read(f"{INJURY}.nssf_from_day", on)
    days = reading.count(facts, "days", LONGEST)
    if days is not None and days > first.value:
        # For how long NSSF pays after the first day is not settled between the older and the newer rules.
        raise CannotWorkOut("uncertain", ["days"])
    average = read(f"{INJURY}.average_months", on)
    share = made("percent", lambda share, _: share, read(f"{INJURY}.daily_share", on), average)
    daily, explained = _daily(on, wage, share)
    steps = (
        *before,
        *explained,
        step("injury_average", average=average),
        step("injury_who_pays", first=first, from_day=from_day),
    )
    return Worked({"daily": daily, "employer_days": first, "nssf_from_day": from_day}, steps)


def _daily(on: date, wage: Known, share: Known, *states: Known) -> tuple[Known, tuple[Told, ...]]:
    assumed = figure("assumed_wage", on, wage=wage.value)
    month_days = read("benefit.daily.month_days", on)

    def a_day(monthly: int, percent: Decimal, days: int, *words: str) -> int:
        return 0 if "not_met" in words else portion(monthly, percent, 1, days)

    daily = made("riel", a_day, assumed, share, month_days, *states)
    return daily, (
        step("assumed_wage", wage=wage, assumed=assumed),
        step("daily_allowance", share=share, assumed=assumed, month=month_days, amount=daily),
    )


RULES = (
    RuleEntry(
        "sickness_allowance",
        (
            *WAGE_INPUTS,
            DAYS,
            Input("months_in_a_row", "months of contributions without a gap until now", required=False),
            Input("paid_months", "months of contributions in the last twelve", required=False),
        ),
        (
            Output("daily"),
            Output("most_days", unit="days"),
            Output("within_months", unit="months"),
            Output("condition", unit="state"),
        ),
        (
            Plan("assumed_wage"),
            Plan("daily_allowance"),
            *(Plan(f"sickness_condition_{state}") for state in STATES),
            Plan("sickness_most"),
        ),
        _sickness,
    ),
    RuleEntry(
        "injury_allowance",
        (*WAGE_INPUTS, DAYS),
        (Output("daily"), Output("employer_days", unit="days"), Output("nssf_from_day", unit="day_of_absence")),
        (Plan("assumed_wage"), Plan("daily_allowance"), Plan("injury_average"), Plan("injury_who_pays")),
        _injury,
    ),
)
