"""`assistant content check`: faults with how to mend them and exit status 1, or one line of what was proved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from typer.testing import CliRunner

from actions import content_check
from actions.content_check import CHECKS, Content, Fault
from actions.library import ContentError
from actions.store.settings import ROOT
from bot.console import doctor
from bot.console.app import app

runner = CliRunner()
FAULTS = [
    Fault("content/en/answers/a.md", "a#more", "en", "a sentence of 30 words", "make two of it"),
    Fault("content/en/answers/a.md", "a", "en", "the title is long", "shorten it"),
    Fault("content/topics/b.yml", "b", "", "leads nowhere", "name a topic"),
]


def test_faults_are_listed_file_by_file_and_the_exit_status_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_check, "run", lambda _: FAULTS)
    result = runner.invoke(app, ["content", "check"])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:5] == [
        "content/en/answers/a.md",
        "  a#more (en): a sentence of 30 words",
        "      mend: make two of it",
        "  a (en): the title is long",
        "      mend: shorten it",
    ]
    assert "  b: leads nowhere" in lines
    assert lines[-1].startswith("3 to mend. Looked at: ")


def test_without_faults_it_says_what_was_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_check, "run", lambda _: [])
    result = runner.invoke(app, ["content", "check"])
    assert result.exit_code == 0
    assert all(check.proves in result.stdout for check in CHECKS.values())
    assert f"All is well. Proved over {len(CHECKS)} checks, " in result.stdout.splitlines()[-1]


def test_what_it_says_is_what_the_checks_find() -> None:
    found = content_check.run(content_check.here())
    result = runner.invoke(app, ["content", "check"])
    assert result.exit_code == (1 if found else 0)
    assert result.stdout.count("      mend: ") == len(found)


def test_content_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> Iterator[Content]:
        raise ContentError("content/km/answers/a.md: has no title")

    monkeypatch.setattr(content_check, "here", unreadable)
    result = runner.invoke(app, ["content", "check"])
    assert result.exit_code == 1
    assert "content/km/answers/a.md: has no title" in result.stdout


def test_the_doctor_names_what_of_the_law_is_next(sqlite_store: object) -> None:
    [line] = [line for line in runner.invoke(app, ["doctor"]).stdout.splitlines() if line.split()[1:2] == ["law"]]
    assert line.split()[0] == "ok"


def test_every_command_the_guide_to_law_changes_names_is_there() -> None:
    guide = (ROOT / "docs" / "law-changes.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`assistant ([a-z ]+)`", guide))
    assert commands == {"content check", "law due", "doctor"}
    for command in commands:
        assert runner.invoke(app, [*command.split(), "--help"]).exit_code == 0, command


def test_the_doctor_counts_what_must_be_checked_again_and_calls_it_no_sickness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "today", lambda: date(2026, 12, 31))
    check = doctor._law()
    assert check.ok and check.do == "run `assistant law due`"
    assert check.state.endswith(" facts and figures to check again; next holidays_next_year, 2027-01-01")
    monkeypatch.setattr(doctor, "today", lambda: date(2026, 9, 1))
    assert doctor._law().state == "checked"
