"""Sixty seconds of `kill -9` under load: nothing is lost, doubled or left without an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.serving import Running
from tests.fakes.telegram import FakeTelegram
from tests.faults.murder import murder
from tests.whole import telegram_on, whole_house

pytestmark = pytest.mark.whole


def test_300_messages_under_random_murder_are_all_stored_once_and_resolved(tmp_path: Path) -> None:
    fake = FakeTelegram(limits=False)
    with Running(fake.app) as address, whole_house(tmp_path, **telegram_on(address)) as house:
        count = murder(house, fake, seconds=60, rate=5, seed=1286)
    assert sum(count.kills.values()) >= 6
    assert count.well, count
    assert (count.sent, count.stored, count.resolved) == (300, 300, 300)
