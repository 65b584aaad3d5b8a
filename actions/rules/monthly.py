"""The three rules over OpenFisca: the contribution of a month, the most it can be, and the support for a birth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.rules import facts as reading
from actions.rules.entries import Input, Output, Plan
from actions.rules.parameters import parameter
from actions.rules.simulated import Prepared, simulated
from actions.rules.wages import WAGE_INPUTS, wage_in_riel


def _wage(on: date, facts: Mapping[str, Any]) -> Prepared:
    in_riel, before = wage_in_riel(on, facts)
    return {"wage": in_riel.value}, before


def _over_the_ceiling(on: date, facts: Mapping[str, Any]) -> Prepared:
    return {"wage": int(str(parameter("contribution.wage.ceiling", on).value)) + 1}, ()


def _children(on: date, facts: Mapping[str, Any]) -> Prepared:
    return {"children": reading.whole(facts, "children", 1, 3)}, ()


CONTRIBUTION_OUTPUTS = tuple(
    Output(name, name)
    for name in (
        "risk",
        "health",
        "health_employer",
        "health_worker",
        "pension_employer",
        "pension_worker",
        "employer_total",
        "worker_total",
        "total",
    )
)
CONTRIBUTION_PLANS = (
    Plan("assumed_wage", "assumed_wage", {"wage": "variable:wage", "assumed": "variable:assumed_wage"}),
    Plan(
        "risk",
        "risk",
        {"assumed": "variable:assumed_wage", "rate": "parameter:contribution.risk.employer", "amount": "variable:risk"},
    ),
    Plan(
        "health",
        "health",
        {
            "assumed": "variable:assumed_wage",
            "rate": "parameter:contribution.health.total",
            "amount": "variable:health",
        },
        unless="health_worker",
    ),
    # Until the end of 2017 the worker bore half of health care.
    *(
        Plan(
            f"health_{payer}",
            f"health_{payer}",
            {
                "assumed": "variable:assumed_wage",
                "rate": f"parameter:contribution.health.{payer}",
                "amount": f"variable:health_{payer}",
            },
            when="health_worker",
        )
        for payer in ("employer", "worker")
    ),
    Plan(
        "pension_employer",
        "pension_employer",
        {
            "wage": "variable:pension_wage",
            "rate": "parameter:contribution.pension.employer",
            "amount": "variable:pension_employer",
        },
        when="pension_wage",
    ),
    Plan(
        "pension_worker",
        "pension_worker",
        {
            "wage": "variable:pension_wage",
            "rate": "parameter:contribution.pension.worker",
            "amount": "variable:pension_worker",
        },
        when="pension_wage",
    ),
    Plan("employer_total", "employer_total", {"amount": "variable:employer_total"}),
    Plan("worker_total", "worker_total", {"amount": "variable:worker_total"}),
    Plan("total", "total", {"amount": "variable:total"}),
)
BIRTH = "maternity.birth_support"
BIRTH_OUTPUTS = tuple(
    Output(name.removeprefix("birth_"), name)
    for name in ("birth_before", "birth_at_birth", "birth_after", "birth_total")
)
BIRTH_PLANS = (
    Plan(
        "before",
        "birth_before",
        {
            "visits": f"parameter:{BIRTH}.before.visits",
            "each": f"parameter:{BIRTH}.before.each",
            "amount": "variable:birth_before",
        },
        when="birth_before",
    ),
    Plan("at_birth", "birth_at_birth", {"amount": "variable:birth_at_birth"}),
    Plan(
        "after",
        "birth_after",
        {
            "visits": f"parameter:{BIRTH}.after.visits",
            "each": f"parameter:{BIRTH}.after.each",
            "amount": "variable:birth_after",
        },
        when="birth_after",
    ),
    Plan("total", "birth_total", {"amount": "variable:birth_total"}),
)
# The wage it stands for is only "over the ceiling": the step that looks it up would show an invented one.
MOST_PLANS = CONTRIBUTION_PLANS[1:]
RULES = (
    simulated("contribution", WAGE_INPUTS, CONTRIBUTION_OUTPUTS, CONTRIBUTION_PLANS, _wage),
    simulated("contribution_most", (), CONTRIBUTION_OUTPUTS, MOST_PLANS, _over_the_ceiling),
    simulated(
        "birth_support",
        (Input("children", "children of one birth", required=True, choices=("1", "2", "3")),),
        BIRTH_OUTPUTS,
        BIRTH_PLANS,
        _children,
    ),
)
