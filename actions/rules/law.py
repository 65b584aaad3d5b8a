"""The OpenFisca system: one entity (a person), our parameters and our variables; built once, when first asked."""

from __future__ import annotations

import functools
from pathlib import Path

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from actions.library import library
from actions.rules import birth_support, contribution
from actions.rules.variables import PERSON


def build(parameters: Path) -> TaxBenefitSystem:
    """A system over the dated parameters of a folder."""
    system = TaxBenefitSystem([PERSON])
    # OpenFisca keeps this cache on the class: two systems with different parameters would share it.
    system._parameters_at_instant_cache = {}
    system.load_parameters(str(parameters))
    system.add_variables(*contribution.VARIABLES, *birth_support.VARIABLES)
    return system


@functools.cache
def law() -> TaxBenefitSystem:
    """The law of this installation."""
    return build(library().parameters)
