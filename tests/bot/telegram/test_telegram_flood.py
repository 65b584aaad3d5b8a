"""Storing under stress, on both databases: repeated, disordered, simultaneous, and while the database is away."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import httpx
import pytest

from bot.telegram import setup, webhook
from tests.bot.telegram.scene import SECRET, conversation_of, message, received, table_away

pytestmark = pytest.mark.usefixtures("store")
HEADERS = {webhook.SECRET_HEADER: SECRET}


def test_a_thousand_updates_each_sent_up_to_five_times_shuffled_and_at_once_make_a_thousand_rows_in_order(
    ours: str,
) -> None:
    dice = random.Random(4)
    posts = [message(5_000 + n, 100 + n % 40) for n in range(1_000)]
    posts = [update for update in posts for _ in range(dice.randint(1, 5))]
    dice.shuffle(posts)

    async def flood() -> list[int]:
        lane = asyncio.Semaphore(setup.MAX_CONNECTIONS)
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:

            async def one(update: dict[str, Any]) -> int:
                async with lane:
                    return (await client.post(ours, json=update, headers=HEADERS)).status_code

            return await asyncio.gather(*(one(update) for update in posts))

    assert set(asyncio.run(flood())) == {200}
    rows = received()
    assert sorted(int(row.external_id) for row in rows) == list(range(5_000, 6_000))
    for chat in range(100, 140):
        line = [row for row in rows if row.conversation_id == conversation_of(chat).id]
        assert [row.position for row in line] == [n for n in range(5_000, 6_000) if (n - 5_000) % 40 == chat - 100]
        assert len({row.seq for row in line}) == 25


def test_when_the_database_is_away_telegram_is_told_to_send_again_and_then_nothing_is_missing(ours: str) -> None:
    def post() -> int:
        return httpx.post(ours, json=message(1, 5), headers=HEADERS, trust_env=False).status_code

    with table_away("inbound"):
        assert post() == 503
    assert post() == 200
    assert len(received()) == 1
