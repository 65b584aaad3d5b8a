"""Monthly contribution of one worker: occupational risk, health care and pension, in whole riel."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.errors import ParameterNotFoundError

from actions.rules.variables import figure, given, share

wage = given("wage", "Gross monthly wage in riel")


@figure("Wage occupational risk and health care are counted on (Prakas 449: a table of bands)")
def assumed_wage(person: Any, period: Any, parameters: Any) -> Any:
    wages = parameters(period).contribution.wage
    try:
        rows = wages.assumed
    except ParameterNotFoundError:
        # No table is known before Prakas 449, but a wage over the ceiling was counted at the ceiling all the same.
        if np.any(person("wage", period) <= wages.ceiling):
            raise
        return np.full_like(person("wage", period), wages.ceiling)
    edges = np.array([upper for upper, _ in rows if upper is not None])
    amounts = np.array([amount for _, amount in rows])
    return amounts[np.searchsorted(edges, person("wage", period), side="left")]


@figure("Occupational risk contribution, borne by the employer")
def risk(person: Any, period: Any, parameters: Any) -> Any:
    return share(person("assumed_wage", period), parameters(period).contribution.risk.employer)


@figure("Health care contribution borne by the employer")
def health_employer(person: Any, period: Any, parameters: Any) -> Any:
    return share(person("assumed_wage", period), parameters(period).contribution.health.employer)


@figure("Health care contribution borne by the worker")
def health_worker(person: Any, period: Any, parameters: Any) -> Any:
    return share(person("assumed_wage", period), parameters(period).contribution.health.worker)


@figure("Health care contribution, both parts")
def health(person: Any, period: Any) -> Any:
    return person("health_employer", period) + person("health_worker", period)


@figure("Wage the pension contribution is counted on: between floor and ceiling, nothing while none was due")
def pension_wage(person: Any, period: Any, parameters: Any) -> Any:
    pension = parameters(period).contribution.pension
    monthly = person("wage", period)
    if pension.total == 0:
        return np.zeros_like(monthly)
    ceiling = parameters(period).contribution.wage.ceiling
    # Whether a band table applies to the pension is not confirmed. Above the ceiling the question does not arise.
    if np.any(monthly <= ceiling) and pension.basis != "actual_wage":
        raise ValueError(f"no formula for the pension basis {pension.basis}")
    return np.clip(monthly, pension.wage_floor, ceiling)


@figure("Pension contribution borne by the employer")
def pension_employer(person: Any, period: Any, parameters: Any) -> Any:
    return share(person("pension_wage", period), parameters(period).contribution.pension.employer)


@figure("Pension contribution taken from the worker's wage")
def pension_worker(person: Any, period: Any, parameters: Any) -> Any:
    return share(person("pension_wage", period), parameters(period).contribution.pension.worker)


@figure("All the employer bears")
def employer_total(person: Any, period: Any) -> Any:
    return person("risk", period) + person("health_employer", period) + person("pension_employer", period)


@figure("All that is taken from the worker's wage")
def worker_total(person: Any, period: Any) -> Any:
    return person("health_worker", period) + person("pension_worker", period)


@figure("Whole contribution of the month")
def total(person: Any, period: Any) -> Any:
    return person("employer_total", period) + person("worker_total", period)


VARIABLES = (
    wage,
    assumed_wage,
    risk,
    health_employer,
    health_worker,
    health,
    pension_wage,
    pension_employer,
    pension_worker,
    employer_total,
    worker_total,
    total,
)
