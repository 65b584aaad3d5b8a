"""What a rule says about itself: its inputs, its outputs, the steps it may show, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.rules.known import Worked

Work = Callable[[date, Mapping[str, Any]], Worked]


@dataclass(frozen=True)
class Input:
    """A fact a rule reads. `unit` says what it is; `choices` lists the only values allowed, if they are few."""

    name: str
    unit: str
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """A value a rule gives and its unit: riel, days, months, times, a date, a state.

    `always` is False where only some facts bring it. `variable` names the OpenFisca variable it comes from, if any.
    """

    name: str
    variable: str = ""
    unit: str = "riel"
    always: bool = True


@dataclass(frozen=True)
class Plan:
    """A step a rule may show.

    A rule over OpenFisca also says which variable the step explains and where each value in its words comes from
    ("variable:<name>" or "parameter:<id>"); `when` names a variable that must not be zero, and `unless` one that must
    be, for the step to be worth showing.
    """

    id: str
    variable: str = ""
    shows: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    unless: str | None = None


@dataclass(frozen=True)
class RuleEntry:
    """One rule. `work` turns a date and a citizen's facts into outputs and steps, or refuses."""

    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    plans: tuple[Plan, ...]
    work: Work
