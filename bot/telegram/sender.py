"""The sender: claims replies per chat, sends them with no database session open, and records how each one ended."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken

from actions.answers.spoken import spoken
from actions.conversations import outbox
from actions.conversations.outbox import Outgoing
from actions.store.engine import reading, unit
from bot.metrics import SENT
from bot.telegram import setup
from bot.telegram.client import CHANNEL, open_bot
from bot.telegram.delivery import Delivery, End, Outcome
from bot.telegram.pace import Pace
from bot.telegram.render import Part, render
from bot.telegram.waiting import wait_or_stop

log = logging.getLogger(__name__)

AT_ONCE = 48  # replies under way; each is another chat's
ACTIVE, IDLE = 0.05, 0.2  # seconds between looks at the outbox
ACTIVE_FOR = 5.0
REFUSED_PAUSE = 30.0
LONGEST_PAUSE = 300.0  # between tries, when Telegram does not say how long
LAST_WORDS = 20.0  # seconds the replies under way have at the end


@dataclass(frozen=True)
class _Ready:
    outgoing: Outgoing
    parts: list[Part]
    trouble: str = ""


async def run(stop: asyncio.Event, name: str) -> None:
    """Send Telegram replies until `stop`. `name` is this sender's; it takes its own unfinished claims back first."""
    async with open_bot() as bot:
        if await _accepted(bot, stop):
            await setup.announce(bot)
            await _Sender(bot, name).run(stop)


async def _accepted(bot: Bot, stop: asyncio.Event) -> bool:
    """Wait until Telegram accepts our token. Before that no reply is claimed, so none uses up its tries."""
    pause = 1.0
    while not stop.is_set():
        try:
            await bot.initialize()
            return True
        except InvalidToken:  # its text holds the token
            log.error("Telegram refuses the bot token; nothing is sent until it is replaced")
            pause = REFUSED_PAUSE
        except Exception as error:
            log.warning("Telegram cannot be reached yet: %s", type(error).__name__)
            pause = min(pause * 2, REFUSED_PAUSE)
        await wait_or_stop(stop, pause)
    return False


class _Sender:
    def __init__(self, bot: Bot, name: str) -> None:
        self.name = f"telegram:{name}"[:64]
        self.bot = bot
        self.pace = Pace()
        self.delivery = Delivery(bot, self.pace)
        self.under_way: set[asyncio.Task[Outcome]] = set()
        self.ended: list[Outcome] = []
        self.swept = False
        self.resting_until = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        try:
            await self._until(stop)
        finally:  # also when the worker cancels us: what is on the wire must not be sent a second time
            await self._finish()

    async def _until(self, stop: asyncio.Event) -> None:
        active_until = 0.0
        while not stop.is_set():
            try:
                if await self._step():
                    active_until = time.monotonic() + ACTIVE_FOR
                pause = ACTIVE if self.under_way or time.monotonic() < active_until else IDLE
            except Exception as error:  # the database is away: what has ended stays in `ended` until it is back
                log.error("sender waits for the database: %s", type(error).__name__)
                pause = 1.0
            await wait_or_stop(stop, pause)

    async def _step(self) -> bool:
        """Record what has ended, then claim more; says whether there was anything to do."""
        if not self.swept:
            await asyncio.to_thread(_sweep, self.name)
            self.swept = True
        worked = await self._record()
        room = AT_ONCE - len(self.under_way)
        if room <= 0 or self.pace.resting() or time.monotonic() < self.resting_until:
            return worked
        ready = await asyncio.to_thread(_claim, self.name, room)
        for one in ready:
            if one.trouble:
                self.ended.append(Outcome(one.outgoing, End.AGAIN, one.trouble))
                continue
            task = asyncio.create_task(self.delivery.deliver(one.outgoing, one.parts))
            self.under_way.add(task)
            task.add_done_callback(self._ended)
        return worked or bool(ready)

    def _ended(self, task: asyncio.Task[Outcome]) -> None:
        self.under_way.discard(task)
        if not task.cancelled():
            self.ended.append(task.result())

    async def _record(self) -> bool:
        batch = list(self.ended)
        if not batch:
            return False
        await asyncio.to_thread(_record, batch)
        del self.ended[: len(batch)]
        for outcome in batch:
            SENT.labels(CHANNEL, outcome.reason or outcome.end.value).inc()
            if outcome.reason == "token_refused":
                self.resting_until = time.monotonic() + REFUSED_PAUSE
        return True

    async def _finish(self) -> None:
        """Let what is on the wire end and record it; the rest is swept by the next sender of this name."""
        if self.under_way:
            await asyncio.wait(set(self.under_way), timeout=LAST_WORDS)
        late = list(self.under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        try:
            await self._record()
        except Exception as error:
            log.error("last replies not recorded: %s", type(error).__name__)


def _sweep(name: str) -> None:
    with unit() as session:
        outbox.sweep(session, name)


def _claim(name: str, room: int) -> list[_Ready]:
    """Claim due replies and put them into words; the session is closed before anything goes out."""
    with reading() as session:
        ids = outbox.sendable(session, CHANNEL, room)
    if not ids:
        return []
    with unit() as session:
        claimed = outbox.claim(session, ids, name)
    return [_worded(one) for one in claimed]


def _worded(outgoing: Outgoing) -> _Ready:
    if outgoing.say is None:
        return _Ready(outgoing, [])
    try:
        with reading() as session:
            words = spoken(session, outgoing.say, outgoing.language)
        return _Ready(outgoing, render(words, outgoing.tokens, headed=outgoing.case_message_id is not None))
    except Exception as error:  # one reply that cannot be worded must not hold up the others
        log.error("reply not worded: %s", type(error).__name__)
        return _Ready(outgoing, [], f"not_worded_{type(error).__name__}")


def _record(batch: list[Outcome]) -> None:
    with unit() as session:
        for outcome in batch:
            outgoing, reason = outcome.outgoing, outcome.reason
            match outcome.end:
                case End.SENT:
                    outbox.sent(session, outgoing.outbound_id)
                case End.FAILED:
                    outbox.failed(session, outgoing.outbound_id, reason)
                case End.UNREACHABLE:
                    outbox.fail_all(session, outgoing.conversation_id, reason)
                case End.AGAIN:
                    pause = outcome.after or min(2.0**outgoing.attempts, LONGEST_PAUSE)
                    outbox.again(session, outgoing, reason, pause)
