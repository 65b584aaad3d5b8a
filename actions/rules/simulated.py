"""Rules over OpenFisca: runs the law's variables for one person on one day and reads from the trace what was used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openfisca_core.simulations import SimulationBuilder

from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Told, Worked, told
from actions.rules.law import law
from actions.rules.parameters import parameter
from actions.rules.values import riel, shown
from actions.rules.variables import LARGEST

Prepared = tuple[dict[str, int], tuple[Told, ...]]


def simulated(
    name: str,
    inputs: tuple[Input, ...],
    outputs: tuple[Output, ...],
    plans: tuple[Plan, ...],
    prepare: Callable[[date, Mapping[str, Any]], Prepared],
) -> RuleEntry:
    """A rule over OpenFisca: `prepare` turns facts into the law's variables and any step before them."""

    def work(on: date, facts: Mapping[str, Any]) -> Worked:
        given, before = prepare(on, facts)
        run = _Run(on, given)
        found = {output.name: run.known(output.variable, output.unit) for output in outputs}
        return Worked(found, before + tuple(run.step(plan) for plan in plans if run.shows(plan)))

    return RuleEntry(name, inputs, outputs, plans, work)


def figure(variable: str, on: date, **inputs: int) -> Known:
    """One variable of the law in riel, with what it rests on."""
    return _Run(on, inputs).known(variable, "riel")


class _Run:
    """One simulation of one person on one date, with its trace."""

    def __init__(self, on: date, inputs: Mapping[str, int]) -> None:
        self.on = on
        self.inputs = inputs
        held = {name: {on.isoformat(): min(number, LARGEST)} for name, number in inputs.items()}
        self.simulation = SimulationBuilder().build_from_dict(law(), {"persons": {"citizen": held}})
        self.simulation.trace = True

    def figure(self, variable: str) -> int:
        """The value of a variable; what the citizen gave is given back as it was."""
        if variable in self.inputs:
            return self.inputs[variable]
        return int(self.simulation.calculate(variable, self.on.isoformat())[0])

    def known(self, variable: str, unit: str) -> Known:
        """The value of a variable with every parameter it rests on."""
        number = self.figure(variable)
        return Known(number, unit, tuple(parameter(id, self.on) for id in self.used()[variable]))

    def shows(self, plan: Plan) -> bool:
        """Whether a step is worth showing for this person."""
        wanted = plan.when is None or self.figure(plan.when) != 0
        return wanted and (plan.unless is None or self.figure(plan.unless) == 0)

    def used(self) -> dict[str, tuple[str, ...]]:
        """Parameters each variable rests on, through whatever it is made of, in the order they were read."""
        own: dict[str, list[str]] = {}
        made_of: dict[str, list[str]] = {}
        for node in self.simulation.tracer.browse_trace():
            own.setdefault(node.name, []).extend(read.name for read in node.parameters)
            made_of.setdefault(node.name, []).extend(child.name for child in node.children)

        def rests_on(variable: str) -> dict[str, None]:
            found: dict[str, None] = {}
            for child in made_of[variable]:
                found |= rests_on(child)
            return found | dict.fromkeys(own[variable])

        return {variable: tuple(rests_on(variable)) for variable in own}

    def step(self, plan: Plan) -> Told:
        """A step with its values and the parameters behind them."""
        values: dict[str, dict[str, Any]] = {}
        ids = dict.fromkeys(self.used()[plan.variable])
        for name, source in plan.shows.items():
            kind, _, id = source.partition(":")
            if kind == "parameter":
                ids[id] = None
                values[name] = shown(parameter(id, self.on))
            else:
                values[name] = riel(self.figure(id))
        return told(plan.id, values, tuple(parameter(id, self.on) for id in ids))
