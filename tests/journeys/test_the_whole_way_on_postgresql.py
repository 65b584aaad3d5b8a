"""The real processes over PostgreSQL, as from the second host on."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.journeys.people import Officer
from tests.whole import Widget, whole_house, words

pytestmark = pytest.mark.whole


def one() -> str:
    return str(uuid.uuid4())


def test_a_worker_asks_complains_and_reads_the_reply(tmp_path: Path, empty_postgres: str) -> None:
    with whole_house(tmp_path, database_url=empty_postgres) as house, Officer(house) as officer:
        worker = Widget(house.site)
        assert "24,000" in worker.ask(one(), "តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
        worker.press(one(), "ដាក់ពាក្យបណ្តឹង")
        worker.press(one(), "ថៅកែ ឬកន្លែងធ្វើការ")
        worker.ask(one(), "គេមិនបង់ភាគទានឱ្យខ្ញុំទេ")
        for button in ("រំលង", "រំលង", "អត់មានទេ", "ផ្ញើពាក្យបណ្តឹង"):
            worker.press(one(), button)
        [case] = officer.waiting()
        assert "គេមិនបង់ភាគទានឱ្យខ្ញុំទេ" in officer.claim(case)
        officer.reply(case, "យើងនឹងទៅពិនិត្យ")
        assert "យើងនឹងទៅពិនិត្យ" in words(worker.hear())
        for name in ("worker", "web"):
            assert house.kill(name)
        house.wait_healthy()
        worker.send(one(), text="អរគុណលោក")
        officer.close(case, "ចប់ហើយ")
        assert "ចប់ហើយ" in words(worker.hear())
        worker.close()
