"""The rules there are: what each needs, what it gives, and the steps that show how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from actions.rules import facts as reading
from actions.rules.parameters import parameter
from actions.rules.values import CannotWorkOut, Step, Unknown, riel

Prepared = tuple[dict[str, int], tuple[Step, ...]]


@dataclass(frozen=True)
class Input:
    """A fact a rule reads. `unit` says what it is; `choices` lists the only values allowed, if they are few."""

    name: str
    unit: str
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """A figure a rule gives, the variable it comes from, and its unit."""

    name: str
    variable: str
    unit: str = "riel"


@dataclass(frozen=True)
class Plan:
    """A step to show: the variable it explains, and where each value in its words comes from.

    A source is "variable:<name>" or "parameter:<id>"; `when` names a variable that must not be zero for the step
    to be worth showing.
    """

    id: str
    variable: str
    shows: Mapping[str, str]
    when: str | None = None


@dataclass(frozen=True)
class RuleEntry:
    """One rule. `prepare` turns a citizen's facts into the law's variables and any step that came before them."""

    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    plans: tuple[Plan, ...]
    prepare: Callable[[date, Mapping[str, Any]], Prepared]


def catalogue() -> dict[str, RuleEntry]:
    """Every rule by name."""
    return dict(RULES)


def _wage(on: date, facts: Mapping[str, Any]) -> Prepared:
    spread = reading.flat(facts)
    monthly = reading.amount(spread, "wage")
    currency = str(spread.get("currency") or "KHR")
    if currency not in ("KHR", "USD"):
        raise CannotWorkOut("bad_input", ["currency"])
    before: tuple[Step, ...] = ()
    if currency == "USD":
        rate = reading.rate(spread)
        in_riel = reading.rounded(monthly * rate)
        before = (_converted(monthly, rate, in_riel),)
    else:
        in_riel = reading.rounded(monthly)
    if in_riel < 1:
        raise CannotWorkOut("bad_input", ["wage"])
    _refuse_uncertain(on, in_riel)
    return {"wage": in_riel}, before


def _converted(dollars: Decimal, rate: Decimal, in_riel: int) -> Step:
    values = {
        "dollars": {"kind": "money", "amount": _plain(dollars), "currency": "USD"},
        "rate": {"kind": "money", "amount": _plain(rate), "currency": "KHR"},
        "wage": riel(in_riel),
    }
    return Step(id="converted", values=values, parameters=(), confidence="high")


def _plain(number: Decimal) -> int | str:
    return int(number) if number == int(number) else format(number.normalize(), "f")


def _refuse_uncertain(on: date, in_riel: int) -> None:
    # Below the pension floor the sources disagree on what risk and health care are counted on.
    try:
        floor = parameter("contribution.pension.wage_floor", on)
    except Unknown:
        return
    if in_riel < int(str(floor.value)):
        raise CannotWorkOut("uncertain_floor", ["wage"])


def _over_the_ceiling(on: date, facts: Mapping[str, Any]) -> Prepared:
    return {"wage": int(str(parameter("contribution.wage.ceiling", on).value)) + 1}, ()


def _children(on: date, facts: Mapping[str, Any]) -> Prepared:
    return {"children": reading.whole(facts, "children", 1, 3)}, ()


CONTRIBUTION_OUTPUTS = tuple(
    Output(name, name)
    for name in ("risk", "health", "pension_employer", "pension_worker", "employer_total", "worker_total", "total")
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
RULES = {
    rule.name: rule
    for rule in (
        RuleEntry(
            "contribution",
            (
                Input("wage", "money a month", required=True),
                Input("currency", "KHR or USD", required=False, choices=("KHR", "USD")),
                Input("rate", "riel for one dollar", required=False),
            ),
            CONTRIBUTION_OUTPUTS,
            CONTRIBUTION_PLANS,
            _wage,
        ),
        # The wage it stands for is only "over the ceiling": the step that looks it up would show an invented one.
        RuleEntry("contribution_most", (), CONTRIBUTION_OUTPUTS, CONTRIBUTION_PLANS[1:], _over_the_ceiling),
        RuleEntry(
            "birth_support",
            (Input("children", "children of one birth", required=True, choices=("1", "2", "3")),),
            BIRTH_OUTPUTS,
            BIRTH_PLANS,
            _children,
        ),
    )
}
