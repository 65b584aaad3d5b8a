"""Asides: courtesies nobody waits for: answering a button press, showing "typing", refusing a group. Best effort."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.receive import Received
from bot.telegram.words import said

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100  # beyond that courtesies are dropped, never messages
TYPING_LASTS = 4.0  # seconds Telegram shows it, a little less
REMEMBERED = 10_000


class Asides:
    """Runs courtesies in the background of the running event loop."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._tasks: set[asyncio.Task[None]] = set()
        self._typing: dict[int, float] = {}
        self._refused: dict[int, None] = {}

    def consider(self, received: Received) -> None:
        """Start what a received update asks for; returns at once and never raises."""
        if received.callback:
            self._start(self.bot.answer_callback_query(received.callback))
        if received.typing is not None and self._first_in_a_while(received.typing):
            self._start(self.bot.send_chat_action(received.typing, ChatAction.TYPING))
        if received.group is not None and received.group not in self._refused:
            _remember(self._refused, received.group, None)
            self._start(self._refuse(received.group))

    async def close(self) -> None:
        """Let what is under way end, for a second at most."""
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=1.0)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _refuse(self, group: int) -> None:
        refusal = [await asyncio.to_thread(said, "telegram.private_only", language) for language in ("km", "en")]
        try:
            await self.bot.send_message(group, "\n\n".join(refusal))
        finally:
            await self.bot.leave_chat(group)

    def _first_in_a_while(self, chat: int) -> bool:
        moment = time.monotonic()
        if moment - self._typing.pop(chat, -TYPING_LASTS) < TYPING_LASTS:
            return False
        _remember(self._typing, chat, moment)
        return True

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        if len(self._tasks) >= MOST_AT_ONCE:
            work.close()
            return
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except TelegramError as error:
        log.info("courtesy not delivered: %s", type(error).__name__)
    except Exception as error:
        log.warning("courtesy failed: %s", type(error).__name__)


def _remember(known: dict[int, Any], key: int, value: Any) -> None:
    known[key] = value
    if len(known) > REMEMBERED:
        known.pop(next(iter(known)))
