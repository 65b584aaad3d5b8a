"""Cash support for a birth: payments before, at and after it, in whole riel."""

from __future__ import annotations

from typing import Any

import numpy as np

from actions.rules.variables import figure, given

children = given("children", "Children of this birth: 1, 2 or 3")


@figure("All payments at the check-ups before birth")
def birth_before(person: Any, period: Any, parameters: Any) -> Any:
    before = parameters(period).maternity.birth_support.before
    # Until July 2023 nothing was paid before birth, so no amount existed either.
    if before.visits == 0:
        return np.zeros_like(person("children", period))
    return np.full_like(person("children", period), before.visits * before.each)


@figure("The payment at birth")
def birth_at_birth(person: Any, period: Any, parameters: Any) -> Any:
    at_birth = parameters(period).maternity.birth_support.at_birth
    born = person("children", period)
    names = ("one_child", "twins", "triplets")
    # Only the amounts asked for are read, so that only they are cited.
    return sum((born == number) * at_birth[name] for number, name in enumerate(names, 1) if np.any(born == number))


@figure("All payments after birth")
def birth_after(person: Any, period: Any, parameters: Any) -> Any:
    after = parameters(period).maternity.birth_support.after
    born = person("children", period)
    if after.visits == 0:
        return np.zeros_like(born)
    one_series = np.full_like(born, after.visits * after.each)
    return np.where(born > 1, one_series * after.series, one_series) if np.any(born > 1) else one_series


@figure("The whole support")
def birth_total(person: Any, period: Any) -> Any:
    return person("birth_before", period) + person("birth_at_birth", period) + person("birth_after", period)


VARIABLES = (children, birth_before, birth_at_birth, birth_after, birth_total)
