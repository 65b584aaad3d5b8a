"""Runs the law tests written in content/law/tests by people who know the law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from actions.library import library
from actions.rules import CannotWorkOut, Unknown, parameter, workout

FILES = sorted((library().root / "law" / "tests").glob("*.yaml"))
KEYS = {"name", "date", "rule", "input", "output", "confidence", "refused", "parameter", "value", "unknown"}


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in FILES
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


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
    if "refused" in case:
        with pytest.raises(CannotWorkOut) as refusal:
            workout(case["rule"], on, case["input"])
        assert refusal.value.reason == case["refused"]
        return
    done = workout(case["rule"], on, case["input"])
    assert {name: done.outputs[name] for name in case["output"]} == case["output"]
    if "confidence" in case:
        assert done.confidence == case["confidence"]


def test_all_bands_of_the_wage_table_are_tested_at_both_edges() -> None:
    tested = [case.values[0] for case in _cases() if case.id and case.id.startswith("wage_bands")]
    wages = {case["input"]["wage"] for case in tested if case["date"] == date(2020, 6, 1)}
    table = parameter("contribution.wage.assumed", date(2026, 11, 24)).value
    assert isinstance(table, tuple)
    edges = [upper for upper, _ in table if upper is not None]
    assert len(table) == 22
    assert {*edges, *(edge + 1 for edge in edges)} <= wages
