"""Maternity pay for the whole leave: the part of NSSF, the part of the employer, and whether each is owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from actions.rules import facts as reading
from actions.rules.conditions import at_least
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Worked, made, portion, read, step
from actions.rules.simulated import figure
from actions.rules.values import STATES, CannotWorkOut
from actions.rules.wages import WAGE_INPUTS, wage_in_riel

LEAVE = "maternity.leave"
# A working life is shorter than this; it only catches slips.
LONGEST_SERVICE = 1200


def _work(on: date, facts: Mapping[str, Any]) -> Worked:
    wage, before = wage_in_riel(on, facts)
    if reading.yes(facts, "changed_job"):
        # What a change of employer does to the months counted is not settled.
        raise CannotWorkOut("uncertain", ["changed_job"])
    assumed = figure("assumed_wage", on, wage=wage.value)
    days, month_days = read(f"{LEAVE}.days", on), read("benefit.daily.month_days", on)
    needed, within = read(f"{LEAVE}.paid_months", on), read(f"{LEAVE}.within_months", on)
    service, averaged = read(f"{LEAVE}.service_years", on), read(f"{LEAVE}.average_months", on)
    months_state = at_least(facts, "paid_months", _with(needed, within), within.value)
    service_state = at_least(
        facts, "service_months", made("months", lambda years: years * 12, service), LONGEST_SERVICE
    )
    nssf_share, employer_share = read(f"{LEAVE}.nssf_share", on), read(f"{LEAVE}.employer_share", on)
    nssf = made("riel", _for_the_leave, months_state, assumed, nssf_share, days, month_days)
    employer = made("riel", _for_the_leave, service_state, _with(wage, averaged), employer_share, days, month_days)
    whole = made("riel", lambda one, other: one + other, nssf, employer)
    steps = (
        *before,
        step("assumed_wage", wage=wage, assumed=assumed),
        step(f"maternity_months_{months_state.value}", needed=needed, within=within),
        step("maternity_nssf", share=nssf_share, assumed=assumed, days=days, month=month_days, amount=nssf),
        step(f"maternity_service_{service_state.value}", needed=service),
        step(
            "maternity_employer",
            share=employer_share,
            wage=wage,
            days=days,
            month=month_days,
            averaged=averaged,
            amount=employer,
        ),
        step("maternity_together", amount=whole),
    )
    outputs = {
        "nssf": nssf,
        "employer": employer,
        "together": whole,
        "nssf_condition": months_state,
        "employer_condition": service_state,
    }
    return Worked(outputs, steps)


def _for_the_leave(state: str, monthly: int, share: Decimal, days: int, month_days: int) -> int:
    return 0 if state == "not_met" else portion(monthly, share, days, month_days)


def _with(known: Known, beside: Known) -> Known:
    """The first value, resting on the second as well."""
    return made(known.unit, lambda value, _: value, known, beside)


RULE = RuleEntry(
    "maternity",
    (
        *WAGE_INPUTS,
        Input("paid_months", "months of contributions in the year before the leave", required=False),
        Input("service_months", "months of unbroken service", required=False),
        Input("changed_job", "whether she changed jobs in that year", required=False, choices=("yes", "no")),
    ),
    (
        Output("nssf"),
        Output("employer"),
        Output("together"),
        Output("nssf_condition", unit="state"),
        Output("employer_condition", unit="state"),
    ),
    (
        Plan("assumed_wage"),
        *(Plan(f"maternity_months_{state}") for state in STATES),
        Plan("maternity_nssf"),
        *(Plan(f"maternity_service_{state}") for state in STATES),
        Plan("maternity_employer"),
        Plan("maternity_together"),
    ),
    _work,
)
