"""Legal figures are whole, complete and add up; where each comes from is proved by the content check."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from actions.library import library
from actions.rules import known_parameters
from actions.rules.parameters import history

ROWS = [
    pytest.param(id, since, value, about, id=f"{id} {since}")
    for id in known_parameters()
    for since, value, about in history(id)
]


@pytest.mark.parametrize(("id", "since", "value", "about"), ROWS)
def test_money_is_whole_riel(id: str, since: date, value: Any, about: dict[str, Any]) -> None:
    if about["unit"] == "riel" and value is not None:
        assert type(value) is int and value > 0


def test_the_parts_of_a_contribution_add_up_on_every_date_they_change() -> None:
    for scheme in ("health", "pension"):
        parts = {name: history(f"contribution.{scheme}.{name}") for name in ("total", "employer", "worker")}
        dates = {name: [since for since, _, _ in rows] for name, rows in parts.items()}
        assert dates["total"] == dates["employer"] == dates["worker"]
        for (_, total, _), (_, employer, _), (_, worker, _) in zip(*parts.values(), strict=True):
            assert total == (None if employer is None else employer + worker)


def test_the_wage_table_rises_and_covers_every_wage() -> None:
    for _, table, _ in history("contribution.wage.assumed"):
        edges = [upper for upper, _ in table[:-1]]
        assert edges == sorted(set(edges)) and table[-1][0] is None
        assert [amount for _, amount in table] == sorted({amount for _, amount in table})


def test_a_wage_band_is_counted_at_its_middle_and_the_two_open_ones_at_their_edge() -> None:
    [(_, table, _)] = history("contribution.wage.assumed")
    bands = list(pairwise(table[:-1]))
    assert all(amount * 2 == lower + upper for (lower, _), (upper, amount) in bands)
    assert len(bands) == 20
    assert table[0][0] == table[0][1] == 200_000
    assert table[-1][1] == table[-2][0] == 1_200_000


def test_parameter_files_are_plain_ascii() -> None:
    # OpenFisca opens them in the machine's own encoding.
    for path in library().parameters.rglob("*.yaml"):
        assert path.read_bytes().isascii(), path
