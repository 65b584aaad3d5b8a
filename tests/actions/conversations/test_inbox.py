"""The inbox: stored once, one at a time, in order, and every message ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from actions.conversations import inbox, threads
from actions.conversations.inbox import ATTEMPTS, STALE, Arrival, Claim
from actions.conversations.models import Inbound
from actions.conversations.status import InboundStatus, Outcome
from actions.store.clock import now
from actions.store.engine import reading, unit
from actions.store.settings import Settings


def arrive(external_id: str, position: int = 1, address: str = "one") -> int:
    with unit() as session:
        conversation = threads.start(session, "web", address)
        arrival = Arrival("web", f"web:{address}", external_id, position, "text", {"text": "សួស្តី"})
        return inbox.store(session, conversation, arrival).inbound_id


def take(worker: str = "worker-1", limit: int = 10) -> list[Claim]:
    with reading() as session:
        ids = inbox.claimable(session, limit)
    with unit() as session:
        return inbox.claim(session, ids, worker) if ids else []


def finish(claim: Claim, worker: str = "worker-1") -> None:
    with unit() as session:
        held = inbox.holds(session, claim, worker)
        assert held
        inbox.resolve(held[0], Outcome.ANSWERED)


def test_a_second_delivery_is_the_first_row(store: Settings) -> None:
    assert arrive("a") == arrive("a")
    with reading() as session:
        assert session.scalar(select(func.count(Inbound.id))) == 1


def test_many_deliveries_at_once_make_one_row_each(store: Settings) -> None:
    arrive("first")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(arrive, [str(number % 20) for number in range(100)]))
    with reading() as session:
        assert session.scalar(select(func.count(Inbound.id))) == 21


def test_one_conversation_is_worked_on_one_message_at_a_time_in_its_order(store: Settings) -> None:
    arrive("late", position=2)
    first = arrive("early", position=1)
    [claim] = take()
    assert claim.inbound_id == first
    assert take() == []
    finish(claim)
    assert len(take()) == 1


def test_two_workers_never_hold_the_same_message(store: Settings) -> None:
    for number in range(12):
        arrive("x", address=str(number))
    with ThreadPoolExecutor(4) as pool:
        held = [claim.inbound_id for claims in pool.map(lambda name: take(name, limit=12), "abcd") for claim in claims]
    assert len(held) == len(set(held)) == 12


def test_a_restarted_worker_takes_its_own_claims_back_at_once(store: Settings) -> None:
    arrive("a")
    take("worker-1")
    with unit() as session:
        assert inbox.sweep(session, "worker-2") == 0
        assert inbox.sweep(session, "worker-1") == 1
    assert len(take("worker-2")) == 1


def test_a_dead_workers_claims_go_stale_and_its_late_end_is_refused(store: Settings) -> None:
    arrive("a")
    [dead] = take("worker-1")
    with time_machine.travel(now() + STALE + timedelta(seconds=1)):
        with unit() as session:
            assert inbox.sweep(session) == 1
        [alive] = take("worker-2")
        with reading() as session:
            assert inbox.holds(session, dead, "worker-1") is None
        finish(alive, "worker-2")


@pytest.mark.parametrize("tries", [ATTEMPTS])
def test_a_message_that_fails_is_tried_again_later_and_not_for_ever(store: Settings, tries: int) -> None:
    arrive("a")
    moment = now()
    for attempt in range(1, tries + 1):
        with time_machine.travel(moment, tick=False):
            [claim] = take()
            assert claim.attempts == attempt
            with unit() as session:
                used_up = inbox.release(session, claim, "worker-1")
            assert used_up == (attempt == tries)
            assert take() == []
        moment += timedelta(minutes=5)


def test_what_a_citizen_wrote_is_sealed(store: Settings) -> None:
    arrive("a")
    with reading() as session:
        row = session.scalars(select(Inbound)).one()
        assert "សួស្តី".encode() not in row.body
        assert inbox.read(threads.get(session, row.conversation_id), row) == {"text": "សួស្តី"}
        assert row.status == InboundStatus.WAITING
