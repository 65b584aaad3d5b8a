"""Runs the law tests written in content/law/tests by people who know the law."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import yaml

from actions.library import library
from actions.rules import CannotWorkOut, Unknown, catalogue, known_parameters, parameter, workout
from actions.rules.parameters import history

FILES = sorted((library().root / "law" / "tests").glob("*.yaml"))
KEYS = {
    "name", "date", "rule", "input", "output", "confidence", "steps", "refused", "missing", "parameter", "value",
    "unknown",
}  # fmt: skip


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in FILES
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


CASES = [case.values[0] for case in _cases()]


def _written(facts: dict[str, Any]) -> dict[str, Any]:
    """Dates as a program hands them on: text."""
    return {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()}


@pytest.mark.parametrize("case", _cases())
def test_the_law_gives_what_its_tests_say(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    on: date = case["date"]
    if "parameter" in case:
        if case.get("unknown"):
            with pytest.raises(Unknown):
                parameter(case["parameter"], on)
            return
        expected = case["value"]
        found = parameter(case["parameter"], on).value
        assert found == (Decimal(str(expected)) if isinstance(found, Decimal) else expected)
        return
    facts = _written(case["input"])
    if "refused" in case:
        with pytest.raises(CannotWorkOut) as refusal:
            workout(case["rule"], on, facts)
        assert refusal.value.reason == case["refused"]
        if "missing" in case:
            assert list(refusal.value.missing) == case["missing"]
        return
    done = workout(case["rule"], on, facts)
    assert {name: done.outputs[name] for name in case["output"]} == _written(case["output"])
    if "confidence" in case:
        assert done.confidence == case["confidence"]
    if "steps" in case:
        assert [step.id for step in done.steps] == case["steps"]


def test_there_are_enough_law_tests_and_no_two_share_a_name() -> None:
    ids = [case.id for case in _cases()]
    assert len(set(ids)) == len(ids) >= 400


def test_all_bands_of_the_wage_table_are_tested_at_both_edges() -> None:
    tested = [case.values[0] for case in _cases() if case.id and case.id.startswith("wage_bands")]
    wages = {case["input"]["wage"] for case in tested if case["date"] == date(2020, 6, 1)}
    table = parameter("contribution.wage.assumed", date(2026, 11, 24)).value
    assert isinstance(table, tuple)
    edges = [upper for upper, _ in table if upper is not None]
    assert len(table) == 22
    assert {*edges, *(edge + 1 for edge in edges)} <= wages


def test_every_change_of_a_figure_is_tested_on_its_day_and_the_day_before() -> None:
    tested = {(case["parameter"], case["date"]) for case in CASES if "parameter" in case}
    changes = {(id, since) for id in known_parameters() for since, _, _ in history(id)}
    # The table of wage bands is tested by its edges.
    changes = {(id, since) for id, since in changes if id != "contribution.wage.assumed"}
    assert changes | {(id, since - timedelta(days=1)) for id, since in changes} <= tested


def test_every_rule_is_tested_and_so_is_every_way_it_says_no() -> None:
    ran = [case for case in CASES if "rule" in case]
    assert {case["rule"] for case in ran if "refused" not in case} == set(catalogue())
    assert {case["refused"] for case in ran if "refused" in case} == CannotWorkOut.REASONS
    for rule, entry in catalogue().items():
        given = {name for case in ran if case["rule"] == rule for name in case.get("output", {})}
        assert given == {output.name for output in entry.outputs}, rule
        needed = {item.name for item in entry.inputs if item.required}
        refused = [case for case in ran if case["rule"] == rule and case.get("refused") == "missing"]
        assert needed <= {name for case in refused for name in case.get("missing", case["input"] or needed)}, rule
        for item in entry.inputs:
            used = {str(case["input"].get(item.name)) for case in ran if case["rule"] == rule}
            assert set(item.choices) - {"KHR"} <= used, f"{rule}: {item.name}"
