"""`assistant ask` prints what a citizen would see, from the Rasa that runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from actions.store.settings import ROOT
from tests.whole import House

pytestmark = pytest.mark.whole


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន", "24,000 រៀល"),
        ("How much money when my baby is born?", "800,000 riel"),
        ("ke kat brak khae knhom ponman", "24,000 រៀល"),
    ],
)
def test_the_reply_is_the_citizens(house: House, asked: str, seen: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.console.app", "ask", asked],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=house.environment(),
    )
    assert seen in done.stdout


def test_the_doctor_finds_a_running_house_well(house: House) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.console.app", "doctor"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=house.environment(),
    )
    sick = [line for line in done.stdout.splitlines() if line.strip().startswith("!!")]
    assert len(sick) == 1, done.stdout
    assert "telegram" in sick[0]  # the tests' webhook is not https, and the doctor must say so
