"""The command-line door, as somebody at the machine uses it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from actions.staff import accounts
from actions.store.engine import reading
from actions.store.settings import ROOT, Settings
from bot.console.app import app

runner = CliRunner()


def work_out(*arguments: str) -> dict:
    result = runner.invoke(app, ["workout", *arguments, "--json"])
    return json.loads(result.stdout) | {"exit": result.exit_code}


def test_a_contribution_is_worked_out_with_its_sources() -> None:
    found = work_out("contribution", "wage=1000000", "--on", "2026-11-24")
    assert found["exit"] == 0
    assert found["value"]["total"] == 73_150
    assert {"fact", "source", "confidence", "since"} <= found["parameters"][0].keys()


def test_what_is_no_money_is_shown_with_its_unit() -> None:
    assert work_out("pension_eligibility", "age=60")["units"]["age_condition"] == "state"
    shown = runner.invoke(app, ["workout", "deadline", "kind=payment", "month=2026-11", "--on", "2026-11-24"])
    assert shown.exit_code == 0
    assert "due: 2026-12-15" in shown.stdout and "days_left: 21 days" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["contribution", "wage=300", "currency=USD"], "needs_rate"),
        (["contribution", "wage=100000"], "uncertain_floor"),
        (["contribution", "wage=-5"], "bad_input"),
        (["contribution"], "missing"),
        (["birth_support", "children=1", "--on", "1999-01-01"], "unknown_date"),
        (["no_such_rule"], "unknown_rule"),
    ],
)
def test_where_there_is_no_number_the_reason_is_given(arguments: list[str], reason: str) -> None:
    found = work_out(*arguments)
    assert (found["ok"], found["reason"], found["exit"]) == (False, reason, 2)


@pytest.mark.parametrize("arguments", [["contribution", "wage"], ["contribution", "--on", "yesterday"]])
def test_what_cannot_be_read_says_how_to_write_it(arguments: list[str]) -> None:
    result = runner.invoke(app, ["workout", *arguments])
    assert result.exit_code == 1
    assert "key=value" in result.stderr


def test_somebody_can_be_let_in_once(sqlite_store: Settings) -> None:
    first = runner.invoke(app, ["staff-add", "new-officer", "មន្ត្រីថ្មី"])
    assert first.exit_code == 0, first.stderr
    with reading() as session:
        assert accounts.by_username(session, "new-officer").must_change_password
    again = runner.invoke(app, ["staff-add", "new-officer", "មន្ត្រីថ្មី"])
    assert again.exit_code == 1


def test_the_doctor_says_what_to_do_about_everything_that_is_not_well(sqlite_store: Settings) -> None:
    result = runner.invoke(app, ["doctor"])
    assert result.exit_code == 1
    sick = [line for line in result.stdout.splitlines() if line.strip().startswith("!!")]
    assert sick
    assert [line for line in sick if not re.search("make|chmod|free", line)] == []


def test_parse_without_a_model_says_how_to_get_one(sqlite_store: Settings) -> None:
    result = runner.invoke(app, ["parse"])
    assert result.exit_code == 1
    assert "make train" in result.stderr


@pytest.mark.model
def test_thousands_of_lines_are_parsed_in_one_go_and_a_bad_one_does_not_stop_them() -> None:
    lines = ['{"text": "តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន"}'] * 3000
    lines[1500] = "rubbish"
    done = subprocess.run(
        [sys.executable, "-m", "bot.console.app", "parse"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    parsed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(parsed) == 3000
    assert "error" in parsed[1500]
    assert {"text", "topic", "confidence", "ranking", "language"} <= parsed[0].keys()
    assert parsed[0]["topic"] == "contribution.worker_share"
