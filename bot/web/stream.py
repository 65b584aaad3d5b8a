"""Streams: one look at the database per tick serves every open widget of this process."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import structlog

from actions.conversations import threads, transcript
from actions.conversations.transcript import Pulse
from actions.store.engine import reading
from bot.web.render import message

TICK, TICK_ALONE, KEEP_ALIVE = 0.03, 0.2, 15.0
AT_ONCE = 400  # ids per query, below every database's limit
log = structlog.get_logger()
in_thread = asyncio.to_thread


class Hub:
    """Who watches which conversation. The database is the truth; a tick only says that something changed."""

    def __init__(self) -> None:
        self._watchers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._pulses: dict[str, Pulse] = {}
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self.closing = asyncio.Event()

    def nudge(self) -> None:
        """A message has just been stored here: look again at once, not at the next idle tick."""
        self._wake.set()

    def watch(self, conversation_id: str) -> asyncio.Event:
        """An event that is set whenever the conversation's pulse changes."""
        changed = asyncio.Event()
        self._watchers[conversation_id].add(changed)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._tick_while_watched())
        return changed

    def leave(self, conversation_id: str, changed: asyncio.Event) -> None:
        """Stop watching."""
        self._watchers[conversation_id].discard(changed)
        if not self._watchers[conversation_id]:
            del self._watchers[conversation_id]
            self._pulses.pop(conversation_id, None)

    async def pulse(self, conversation_id: str) -> Pulse | None:
        """The conversation's pulse now; None when it was ended."""
        return (await in_thread(_look, [conversation_id])).get(conversation_id)

    def latest(self, conversation_id: str) -> Pulse | None:
        """The pulse of the last tick, for whoever was woken by it; None when the conversation was ended."""
        return self._pulses.get(conversation_id)

    def close(self) -> None:
        """Let every stream end: the process is stopping."""
        self.closing.set()
        for watchers in self._watchers.values():
            for changed in watchers:
                changed.set()

    async def _tick_while_watched(self) -> None:
        while self._watchers and not self.closing.is_set():
            try:
                self._compare(await in_thread(_look, list(self._watchers)))
            except Exception:
                log.exception("looking for news failed")
                await asyncio.sleep(1)
            busy = any(pulse.typing for pulse in self._pulses.values())
            await self._pause(TICK if busy else TICK_ALONE)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()

    def _compare(self, pulses: dict[str, Pulse]) -> None:
        for conversation_id, watchers in self._watchers.items():
            pulse = pulses.get(conversation_id)
            if pulse != self._pulses.get(conversation_id):
                for changed in watchers:
                    changed.set()
            if pulse:
                self._pulses[conversation_id] = pulse
            else:
                self._pulses.pop(conversation_id, None)


def _look(conversation_ids: list[str]) -> dict[str, Pulse]:
    found: dict[str, Pulse] = {}
    with reading() as session:
        for start in range(0, len(conversation_ids), AT_ONCE):
            found |= transcript.pulses(session, conversation_ids[start : start + AT_ONCE])
    return found


def news(conversation_id: str, after: int) -> list[dict[str, Any]]:
    """The messages after a seq, as the widget shows them."""
    with reading() as session:
        conversation = threads.get(session, conversation_id)
        return [message(session, line) for line in transcript.lines(session, conversation, after)]


async def wait(hub: Hub, conversation_id: str, after: int, seconds: float) -> None:
    """Wait until something after `after` is there, at most `seconds` (long poll)."""
    changed = hub.watch(conversation_id)
    try:
        async with asyncio.timeout(seconds):
            while not hub.closing.is_set():
                pulse = await hub.pulse(conversation_id)
                if pulse is None or pulse.last_seq > after:
                    return
                await changed.wait()
                changed.clear()
    except TimeoutError:
        return
    finally:
        hub.leave(conversation_id, changed)


async def events(hub: Hub, conversation_id: str, after: int) -> AsyncIterator[str]:
    """Server-sent events: messages from `after` on, and the state of the talk whenever it changes."""
    changed, state = hub.watch(conversation_id), None
    try:
        pulse = await hub.pulse(conversation_id)
        while pulse is not None and not hub.closing.is_set():
            told = []
            if pulse.last_seq > after:
                for item in await in_thread(news, conversation_id, after):
                    after = item["seq"]
                    told.append(f"id: {after}\nevent: message\ndata: {json.dumps(item, ensure_ascii=False)}\n\n")
            if (pulse.typing, pulse.owner, pulse.language) != state:
                state = (pulse.typing, pulse.owner, pulse.language)
                data = json.dumps({"typing": pulse.typing, "owner": pulse.owner, "language": pulse.language})
                told.append(f"event: state\ndata: {data}\n\n")
            if told:
                yield "".join(told)
            try:
                async with asyncio.timeout(KEEP_ALIVE):
                    await changed.wait()
            except TimeoutError:
                yield ": here\n\n"
            changed.clear()
            pulse = hub.latest(conversation_id) or await hub.pulse(conversation_id)
    finally:
        hub.leave(conversation_id, changed)
