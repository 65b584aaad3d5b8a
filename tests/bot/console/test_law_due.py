"""`assistant law due`: what must be looked at again, and what is known to change."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from actions.library import library
from actions.rules.checking import stale
from bot.console.app import app
from bot.console.law_due import due

runner = CliRunner()
TODAY = "2026-11-24"


def found(*arguments: str) -> dict:
    result = runner.invoke(app, ["law", "due", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_what_is_due_says_when_it_was_checked_how_sure_it_is_and_on_what_it_rests() -> None:
    rows = {row["fact"]: row for row in found("--on", TODAY, "--within", "30d")["due"]}
    assert set(rows) >= {"Y01", "C09", "M26"}
    assert rows["C09"] == {
        "fact": "C09",
        "says": library().facts["C09"].says,
        "parameters": ["contribution.wage.lowest_band"],
        "checked": "2026-11-23",
        "due": "2026-12-23",
        "overdue": False,
        "confidence": "low",
        "references": [library().reference("prakas_449_2017", "en")],
    }


def test_the_soonest_due_comes_first_and_what_is_overdue_says_so() -> None:
    rows = found("--on", "2026-12-23", "--within", "300d")["due"]
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
    assert {row["overdue"] for row in rows if row["due"] <= "2026-12-23"} == {True}
    assert {row["overdue"] for row in rows if row["due"] > "2026-12-23"} == {False}


def test_all_that_is_stale_by_then_is_in_some_row() -> None:
    on, within = date(2027, 6, 1), timedelta(days=200)
    rows = due(on, within)["due"]
    named = {row["fact"] for row in rows} | {id for row in rows for id in row["parameters"]}
    assert {check.id for check in stale(on + within)} <= named


def test_a_figure_less_sure_than_its_fact_brings_its_fact() -> None:
    rows = {id: row for row in found("--on", "2027-05-22", "--within", "1d")["due"] for id in row["parameters"]}
    assert rows["voluntary.scheme.spouse_age"]["confidence"] == "medium"


def test_coming_changes_are_listed_with_their_day_and_new_value() -> None:
    changes = found("--on", TODAY, "--within", "365d")["coming"]
    assert {"day": "2027-10-01", "id": "contribution.pension.worker", "says": "4 percent", "passed": False} in changes
    assert [change["id"] for change in changes if change["passed"]] == ["early_joiners", "policy_framework"]


def test_ninety_days_are_looked_ahead_from_today_unless_said_otherwise() -> None:
    assert found("--on", TODAY)["until"] == "2027-02-22"
    assert found()["on"] >= TODAY


def test_a_person_reads_a_table() -> None:
    shown = runner.invoke(app, ["law", "due", "--on", TODAY, "--within", "365d"])
    assert shown.exit_code == 0
    for word in (
        "last checked",
        "2026-12-23",
        "contribution.wage.lowest_band",
        "low",
        "Prakas No. 449",
        "pension_step",
    ):
        assert word in shown.stdout


def test_a_quiet_time_says_that_nothing_is_due() -> None:
    shown = runner.invoke(app, ["law", "due", "--on", TODAY, "--within", "0d"])
    assert (shown.exit_code, "Nothing must be checked again until 2026-11-24." in shown.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments", [["--on", "soon"], ["--within", "90"], ["--within", "9999d", "--on", "9999-01-01"]]
)
def test_what_cannot_be_read_says_how_to_write_it(arguments: list[str]) -> None:
    result = runner.invoke(app, ["law", "due", *arguments])
    assert result.exit_code == 2
    assert "such as 90d" in result.stderr
