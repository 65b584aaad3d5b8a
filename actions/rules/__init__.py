"""The law as code: dated parameters and the rules over them, in exact integers."""

from actions.rules.catalogue import Input, Output, Plan, RuleEntry, catalogue
from actions.rules.parameters import begun, known_parameters, next_value, parameter
from actions.rules.run import workout
from actions.rules.values import CannotWorkOut, Step, Unknown, Value, Workout

__all__ = [
    "CannotWorkOut",
    "Input",
    "Output",
    "Plan",
    "RuleEntry",
    "Step",
    "Unknown",
    "Value",
    "Workout",
    "begun",
    "catalogue",
    "known_parameters",
    "next_value",
    "parameter",
    "workout",
]
