"""Every legal figure says where it comes from and how sure we are; nothing is more certain than its fact."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from actions.library import library
from actions.library.reading import yaml_file
from actions.library.shapes import CONFIDENCES
from actions.rules import known_parameters
from actions.rules.parameters import history
from actions.rules.working_days import calendar

UNITS = {
    "riel", "riel_table", "percent", "days", "months", "years", "times", "day_of_month", "day_of_absence", "workers",
    "payments",
    "facilities", "phone", "word",
}  # fmt: skip
ROWS = [
    pytest.param(id, since, value, about, id=f"{id} {since}")
    for id in known_parameters()
    for since, value, about in history(id)
]


@pytest.mark.parametrize(("id", "since", "value", "about"), ROWS)
def test_every_value_names_its_fact_reference_confidence_unit_and_check(
    id: str, since: date, value: Any, about: dict[str, Any]
) -> None:
    assert about["fact"] in library().facts
    assert set(library().references[about["reference"]]) == {"km", "en"}
    assert about["confidence"] in CONFIDENCES
    assert about["unit"] in UNITS
    assert date.fromisoformat(about["checked"])


@pytest.mark.parametrize(("id", "since", "value", "about"), ROWS)
def test_no_value_is_surer_than_its_fact(id: str, since: date, value: Any, about: dict[str, Any]) -> None:
    fact = library().facts[about["fact"]]
    assert CONFIDENCES.index(about["confidence"]) <= CONFIDENCES.index(fact.confidence)


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


def test_no_topic_rests_on_a_doubtful_fact() -> None:
    for topic in library().topics.values():
        for fact in topic.rests_on:
            assert library().facts[fact].confidence != "low", f"{topic.id}: {fact}"


def test_every_fact_and_reference_kept_is_one_something_rests_on() -> None:
    rows = [about for id in known_parameters() for _, _, about in history(id)]
    rows += [{"fact": year.fact, "reference": year.reference} for year in calendar().values()]
    topics = library().topics.values()
    named = {fact for topic in topics for fact in (*topic.facts, *topic.rests_on)}
    named |= {fact for row in yaml_file(library().root / "law" / "coming.yml") for fact in row["facts"]}
    assert set(library().facts) == {about["fact"] for about in rows} | named
    assert set(library().references) == {about["reference"] for about in rows} | {
        reference for topic in topics for reference in topic.rests_on.values()
    }
