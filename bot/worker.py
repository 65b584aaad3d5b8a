"""The worker: claims inbound messages, runs their turns, sends replies, sweeps what a dead process left behind."""

from __future__ import annotations

import asyncio
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import structlog

from actions.conversations import inbox, outbox
from actions.conversations.inbox import ATTEMPTS, Claim
from actions.library import library
from actions.staff import limits, sessions
from actions.store import logs
from actions.store.engine import reading, unit
from actions.store.heartbeat import beat
from actions.store.settings import settings
from actions.store.tuning import settle
from bot.telegram import polling, sender
from bot.turn.run import run, set_aside

log = structlog.get_logger()

BUSY_PAUSE, IDLE_PAUSE, IDLE_AFTER = 0.015, 0.06, 5.0  # seconds between looks at the inbox
SWEEP_EVERY, TIDY_EVERY = 5.0, 3600.0


class Worker:
    """One worker process: a claim loop feeding a few threads, the channels' senders, and the sweeps."""

    def __init__(self, name: str, threads: int) -> None:
        self.name = name
        self.stop = asyncio.Event()
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="turn")
        self._free = asyncio.Semaphore(threads)
        self._turns: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until told to stop; turns under way are finished first."""
        await asyncio.to_thread(self._take_back)
        jobs = [asyncio.create_task(job) for job in self._jobs()]
        await self.stop.wait()
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, *self._turns, return_exceptions=True)
        self._pool.shutdown()

    def _jobs(self):
        yield self._claim_forever()
        yield self._every(SWEEP_EVERY, self._sweep)
        yield self._every(TIDY_EVERY, _tidy)
        if settings().telegram_token.get_secret_value():
            yield sender.run(self.stop, self.name)
            if settings().telegram_mode == "polling":
                yield polling.run(self.stop)

    async def _claim_forever(self) -> None:
        last_work = 0.0
        while not self.stop.is_set():
            claims: list[Claim] = []
            try:
                claims = await asyncio.to_thread(self._claim)
            except Exception:  # the database may be gone for a moment: rows stay, we look again
                log.exception("claiming failed")
                await asyncio.sleep(1)
            for claim in claims:
                await self._free.acquire()
                task = asyncio.create_task(self._turn(claim))
                self._turns.add(task)
                task.add_done_callback(self._turns.discard)
            if claims:
                last_work = time.monotonic()
            else:
                await asyncio.sleep(BUSY_PAUSE if time.monotonic() - last_work < IDLE_AFTER else IDLE_PAUSE)

    def _claim(self) -> list[Claim]:
        with reading() as session:
            ids = inbox.claimable(session, self._threads)
        if not ids:
            return []
        with unit() as session:
            return inbox.claim(session, ids, self.name)

    async def _turn(self, claim: Claim) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._pool, take, claim, self.name)
        finally:
            self._free.release()

    def _take_back(self) -> None:
        with unit() as session:
            inbox.sweep(session, self.name)

    def _sweep(self) -> None:
        with unit() as session:
            stale = inbox.sweep(session) + outbox.sweep(session)
            beat(session, self.name)
        if stale:
            log.warning("claims of a dead process put back", count=stale)

    async def _every(self, seconds: float, job) -> None:
        while not self.stop.is_set():
            try:
                await asyncio.to_thread(job)
            except Exception:
                log.exception("sweep failed")
            await asyncio.sleep(seconds)


def take(claim: Claim, worker: str) -> None:
    """Run one claimed turn; a failing one is put back for later, and set aside when its tries are used up."""
    try:
        if claim.attempts > ATTEMPTS:
            set_aside(claim, worker)
        else:
            run(claim, worker)
    except Exception:
        log.exception("turn failed", inbound=claim.inbound_id, attempts=claim.attempts)
        with unit() as session:
            used_up = inbox.release(session, claim, worker)
        if used_up:
            set_aside(claim, worker)


def _tidy() -> None:
    with unit() as session:
        limits.forget_old(session)
        sessions.forget_old(session)


async def _main() -> None:
    library()
    settle()
    worker = Worker(settings().worker_name, settings().worker_threads)
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stop, worker.stop.set)
    await worker.run()


def main() -> None:
    """Start this process's worker."""
    logs.set_up(settings().worker_name, settings().log_level)
    asyncio.run(_main())


if __name__ == "__main__":
    main()
