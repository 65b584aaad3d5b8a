"""Pace: Telegram's limits, kept beforehand: 30 messages a second in all, one a second in a chat, and its own pauses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

PER_SECOND = 28  # Telegram allows 30; the network shortens some of our distances
CHAT_DISTANCE = 1.0  # seconds between the end of one message to a chat and the start of the next
PATIENCE = 5.0  # seconds a claimed reply may wait for its turn; above that it goes back to the outbox
REMEMBERED = 5_000


class NotNow(Exception):
    """Telegram has asked for a longer pause than a claimed reply should sit through."""

    def __init__(self, seconds: float) -> None:
        super().__init__("not now")
        self.seconds = seconds


class Pace:
    """One per bot and process. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = 0.0
        self._chats: dict[str, float] = {}
        self._told: dict[str, float] = {}  # chats Telegram has asked us to leave in peace, and until when

    async def turn(self, chat: str) -> None:
        """Wait until a message to this chat may start. Raises NotNow when that is more than PATIENCE away."""
        while (pause := max(self._chats.get(chat, 0.0), self._next) - self._clock()) > 0:
            if pause > PATIENCE:
                raise NotNow(pause)
            await asyncio.sleep(pause)
        self._next = self._clock() + 1 / PER_SECOND

    def resting(self) -> bool:
        """Whether everybody has to wait: nothing should be claimed now."""
        return self._next - self._clock() > PATIENCE

    def done(self, chat: str) -> None:
        """A message to this chat has been answered for."""
        moment = self._clock()
        if len(self._chats) > REMEMBERED:
            self._chats = {one: until for one, until in self._chats.items() if until > moment}
        self._chats[chat] = max(self._chats.get(chat, 0.0), moment + CHAT_DISTANCE)

    def told(self, chat: str, seconds: float) -> None:
        """Telegram said: not before `seconds`. When it says so of a second chat meanwhile, it means us: all wait."""
        moment = self._clock()
        self._told = {one: until for one, until in self._told.items() if until > moment}
        self._told[chat] = self._chats[chat] = moment + seconds
        if len(self._told) > 1:
            self._next = max(self._next, *self._told.values())
