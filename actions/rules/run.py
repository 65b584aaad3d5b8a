"""Runs a rule through OpenFisca and reads from its trace every parameter used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import SimulationBuilder

from actions.rules.catalogue import Plan, catalogue
from actions.rules.law import law
from actions.rules.parameters import parameter
from actions.rules.values import CannotWorkOut, Step, Unknown, Workout, riel, shown, weakest
from actions.rules.variables import LARGEST


def workout(rule: str, on: date, facts: Mapping[str, Any]) -> Workout:
    """Work a rule out on a date from a citizen's facts (strings or numbers).

    The outputs are whole riel. Raises `CannotWorkOut`: "unknown_rule", "missing" or "bad_input" (with the facts at
    fault), "needs_rate" (a wage in dollars without a stated rate), "uncertain_floor" (a wage so low that the sources
    disagree) or "unknown_date" (no law known for the date).
    """
    entry = catalogue().get(rule)
    if entry is None:
        raise CannotWorkOut("unknown_rule", [rule])
    try:
        inputs, before = entry.prepare(on, facts)
        run = _Run(on, inputs)
        figures = {output.name: run.figure(output.variable) for output in entry.outputs}
        steps = before + tuple(run.step(plan) for plan in entry.plans if plan.when is None or run.figure(plan.when))
        rests_on = {output.name: run.used()[output.variable] for output in entry.outputs}
        ids = dict.fromkeys(id for group in (*rests_on.values(), *(step.parameters for step in steps)) for id in group)
        cited = {id: parameter(id, on) for id in ids}
    except (Unknown, ParameterNotFoundError) as fault:
        raise CannotWorkOut("unknown_date", ["on"]) from fault
    confidences = {name: weakest(cited[id].confidence for id in used) for name, used in rests_on.items()}
    return Workout(
        rule=rule,
        on=on,
        outputs=MappingProxyType(figures),
        parameters=tuple(cited.values()),
        steps=steps,
        confidence=weakest(confidences.values()),
        confidences=MappingProxyType(confidences),
        rests_on=MappingProxyType(rests_on),
    )


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

    def step(self, plan: Plan) -> Step:
        """A step with its values, the parameters behind them, and the weakest confidence among those."""
        values: dict[str, dict[str, Any]] = {}
        ids = dict.fromkeys(self.used()[plan.variable])
        for name, source in plan.shows.items():
            kind, _, id = source.partition(":")
            if kind == "parameter":
                ids[id] = None
                values[name] = shown(parameter(id, self.on))
            else:
                values[name] = riel(self.figure(id))
        confidence = weakest(parameter(id, self.on).confidence for id in ids)
        return Step(plan.id, MappingProxyType(values), tuple(ids), confidence)
