"""What every OpenFisca variable of ours shares: the one entity, a whole number a day, exact percentages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

PERSON: Any = build_entity(key="person", plural="persons", label="A worker or a mother", is_person=True)

# OpenFisca holds 32-bit integers. Nothing grows with a wage beyond the ceiling, so a larger wage is held at this one.
LARGEST = 2_000_000_000


def given(name: str, label: str) -> type[Variable]:
    """A variable the citizen gives."""
    return type(name, (Variable,), _about(label))


def figure(label: str) -> Callable[[Callable[..., Any]], type[Variable]]:
    """Turns a formula into a variable named like it; OpenFisca reads class attributes, which cannot be inherited."""

    def variable(formula: Callable[..., Any]) -> type[Variable]:
        return type(formula.__name__, (Variable,), _about(label) | {"formula": formula})

    return variable


def share(amount: Any, percent: float) -> Any:
    """A percentage of whole riel, rounded half up to whole riel: 64-bit integers, never a float32."""
    millionths = int(Decimal(str(percent)) * 10_000)
    return (amount.astype(np.int64) * millionths + 500_000) // 1_000_000


def _about(label: str) -> dict[str, Any]:
    return {"value_type": int, "entity": PERSON, "definition_period": DateUnit.DAY, "label": label}
