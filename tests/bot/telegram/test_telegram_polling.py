"""Polling: an update is confirmed to Telegram only after its commit, and no trouble ends the loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from bot.telegram import polling
from tests.bot.telegram.scene import message, received, table_away, until, while_it_runs
from tests.fakes.telegram import FakeTelegram

pytestmark = pytest.mark.usefixtures("sqlite_store", "door")


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(while_it_runs(polling.run, test))


def run_until(met: Callable[[], object]) -> None:
    run(lambda: until(met))


def offsets(fake: FakeTelegram) -> list[int]:
    return [asked["offset"] for name, asked in fake.calls if name == "getupdates"]


def test_what_citizens_write_reaches_the_inbox_in_order(fake: FakeTelegram) -> None:
    for number in range(120):
        fake.say(7, f"{number}")
    run_until(lambda: len(received()) == 120 and not fake.updates)
    assert [row.position for row in received()] == list(range(700_000_001, 700_000_121))


def test_a_webhook_left_behind_is_taken_away_first(fake: FakeTelegram) -> None:
    fake.webhook = {"url": "http://127.0.0.1:9/telegram"}
    fake.say(7, "x")
    run_until(lambda: len(received()) == 1)
    assert fake.webhook == {}


def test_an_update_that_could_not_be_stored_is_not_confirmed_and_comes_again(fake: FakeTelegram) -> None:
    fake.say(7, "x")

    async def test() -> None:
        with table_away("inbound"):
            await until(lambda: len(offsets(fake)) >= 2)
            assert set(offsets(fake)) == {0}
            assert len(fake.updates) == 1
        await until(lambda: len(received()) == 1 and not fake.updates)

    run(test)


def test_a_poller_that_starts_anew_stores_nothing_twice(fake: FakeTelegram) -> None:
    fake.say(7, "x")
    run_until(lambda: len(received()) == 1)
    fake.updates.appendleft(message(700_000_001, 7))
    fake.say(7, "y")
    run_until(lambda: not fake.updates)
    assert len(received()) == 2


def test_an_update_nobody_can_read_does_not_hold_up_the_next(fake: FakeTelegram) -> None:
    fake.push({"message": {"chat": "?", "date": "never"}})
    fake.push({"message": 5})
    fake.say(7, "x")
    run_until(lambda: len(received()) == 1 and not fake.updates)


@pytest.mark.parametrize("do", ["500", "reset", "garbage", "429", "unauthorized"])
def test_trouble_on_the_way_is_waited_out(fake: FakeTelegram, do: str) -> None:
    fake.script(do, "getupdates")
    fake.say(7, "x")
    run_until(lambda: len(received()) == 1)


def test_a_press_is_answered_and_stored(fake: FakeTelegram) -> None:
    fake.say(7, "x")
    fake.press(7, "Zk3vB9_qLm-T1aXy")
    run_until(lambda: all(fake.callbacks.values()))
    assert [row.kind for row in received()] == ["text", "button"]


def test_it_stops_at_once_in_the_middle_of_a_long_wait(fake: FakeTelegram) -> None:
    began = time.monotonic()
    run_until(lambda: offsets(fake))
    assert time.monotonic() - began < polling.LONG_POLL / 2
