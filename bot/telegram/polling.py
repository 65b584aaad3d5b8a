"""Polling: getUpdates in a loop, for machines without a public address; an update is confirmed after its commit."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Bot

from bot.telegram.asides import Asides
from bot.telegram.client import READ, open_bot
from bot.telegram.receive import receive
from bot.telegram.setup import ALLOWED_UPDATES
from bot.telegram.waiting import wait_or_stop, while_running

log = logging.getLogger(__name__)

LONG_POLL = 25  # seconds Telegram holds an empty answer back
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


async def run(stop: asyncio.Event) -> None:
    """Receive updates until `stop`. Network and database trouble is waited out, twice as long each time."""
    async with open_bot() as bot:
        asides = Asides(bot)
        try:
            await _poll(bot, asides, stop)
        finally:
            await asides.close()


async def _poll(bot: Bot, asides: Asides, stop: asyncio.Event) -> None:
    offset, pause, ready = 0, SHORTEST_PAUSE, False
    while not stop.is_set():
        try:
            if not ready:
                await bot.delete_webhook(drop_pending_updates=False)  # Telegram refuses polling while one is set
                ready = True
            updates = await while_running(stop, _fetch(bot, offset))
            for update in updates or ():
                received = await asyncio.to_thread(receive, update)
                offset = _after(update, offset)
                asides.consider(received)
            pause = SHORTEST_PAUSE
        except Exception as error:
            log.warning("polling waits %.1f s: %s", pause, type(error).__name__)
            ready = False
            await wait_or_stop(stop, pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _fetch(bot: Bot, offset: int) -> list[Any]:
    # The library's own get_updates refuses a whole batch for one update it cannot read, again and again. Telegram's
    # method names do not mind case; in lower case the library lets the raw answer through without complaint.
    return await bot.do_api_request(
        "getupdates",
        api_kwargs={"offset": offset, "timeout": LONG_POLL, "allowed_updates": list(ALLOWED_UPDATES)},
        read_timeout=LONG_POLL + READ,
    )


def _after(update: Any, offset: int) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return max(offset, number + 1) if isinstance(number, int) else offset
