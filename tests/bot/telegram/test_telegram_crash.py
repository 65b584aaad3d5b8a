"""A sender killed between sending and recording: nothing is lost, and what may arrive twice is marked so."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from actions.store.settings import ROOT, Settings
from bot.telegram import sender
from tests.bot.telegram.scene import greeting, queue, replies, statuses, until, while_it_runs
from tests.fakes.telegram import TOKEN, FakeTelegram

SENDER = "import asyncio; from bot.telegram import sender; asyncio.run(sender.run(asyncio.Event(), 'worker-1'))"


@pytest.mark.parametrize("times", [2])
def test_a_reply_accepted_by_telegram_but_not_recorded_is_sent_again_and_marked_maybe_repeated(
    store: Settings, door: str, fake: FakeTelegram, times: int
) -> None:
    fake.chats.add(1)
    fake.script("hang", chat=1, times=times, seconds=60)  # accepted, but the sender does not hear of it
    queue(1, greeting(1), greeting(2))
    ours = {"VAR_DIR": str(store.var_dir), "DATABASE_URL": store.database_url}
    ours |= {"TELEGRAM_API_URL": door, "TELEGRAM_TOKEN": TOKEN}
    for death in range(times):
        process = subprocess.Popen([sys.executable, "-c", SENDER], cwd=ROOT, env=os.environ | ours)
        try:
            asyncio.run(until(lambda death=death: len(fake.sent) == death + 1, 60))
        finally:
            process.kill()
            process.wait(10)
    assert statuses(1) == ["sending", "queued"]
    asyncio.run(
        while_it_runs(lambda stop: sender.run(stop, "worker-1"), lambda: until(lambda: statuses(1) == ["sent"] * 2))
    )
    assert [row.maybe_repeated for row in replies(1)] == [True, False]
    assert [int(message["text"].split()[0]) for message in fake.messages(1)] == [1] * (times + 1) + [2]
