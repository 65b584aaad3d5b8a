"""The inbox: store once, claim one at a time per conversation and in order, resolve with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from actions.conversations import threads
from actions.conversations.models import Conversation, Inbound
from actions.conversations.status import UNRESOLVED, InboundStatus, Outcome
from actions.store.clock import now
from actions.store.crypto import seal, unseal

ATTEMPTS = 5
STALE = timedelta(seconds=30)


@dataclass(frozen=True)
class Arrival:
    """What a door hands over: where it came from, its id there, its place in line, and what it says."""

    channel: str
    source: str  # unique space of external ids, such as "telegram" or "web:<conversation>"
    external_id: str
    position: int  # order within the conversation
    kind: str  # text | button | command | media | start
    body: dict[str, Any] = field(
        default_factory=dict
    )  # {"text": …} | {"button": token} | {"command": …} | {"media": …}


@dataclass(frozen=True)
class Stored:
    """The row an arrival became; `new` is False when it had arrived before."""

    inbound_id: int
    seq: int
    new: bool


@dataclass(frozen=True)
class Claim:
    """A message this worker may now handle."""

    inbound_id: int
    conversation_id: str
    attempts: int


def _insert(dialect: Any) -> Any:
    return (
        dialect.insert(Inbound)
        .values({column: bindparam(column) for column in _STORED})
        .on_conflict_do_nothing(index_elements=["source", "external_id"])
        .returning(Inbound.id)
    )


# Statements of every turn are built once: building them costs more than running them.
_STORED = (
    "conversation_id", "source", "external_id", "position", "kind", "body", "seq", "status", "attempts", "not_before",
    "received_at",
)  # fmt: skip
_INSERT = {"sqlite": _insert(sqlite), "postgresql": _insert(postgresql)}
_SAME = select(Inbound.id, Inbound.seq).where(
    Inbound.source == bindparam("source"), Inbound.external_id == bindparam("external_id")
)
_UNRESOLVED = select(func.count()).where(
    Inbound.conversation_id == bindparam("conversation"), Inbound.status.in_([status.value for status in UNRESOLVED])
)
_LINE = (
    select(
        Inbound.id,
        Inbound.status,
        Inbound.not_before,
        func.row_number()
        .over(partition_by=Inbound.conversation_id, order_by=(Inbound.position, Inbound.id))
        .label("place"),
        func.max(case((Inbound.status == InboundStatus.WORKING, 1), else_=0))
        .over(partition_by=Inbound.conversation_id)
        .label("busy"),
    )
    .where(Inbound.status.in_([status.value for status in UNRESOLVED]))
    .subquery()
)
_CLAIMABLE = (
    select(_LINE.c.id)
    .where(
        _LINE.c.place == 1,
        _LINE.c.busy == 0,
        _LINE.c.status == InboundStatus.WAITING,
        _LINE.c.not_before <= bindparam("now"),
    )
    .order_by(_LINE.c.id)
    .limit(bindparam("most"))
)
_FREE = (  # on PostgreSQL a row another worker is just taking is passed over, not waited for
    select(Inbound.id)
    .where(Inbound.id.in_(bindparam("ids", expanding=True)), Inbound.status == InboundStatus.WAITING)
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(Inbound)
    .where(Inbound.id.in_(_FREE))
    .values(
        status=InboundStatus.WORKING,
        claimed_by=bindparam("worker"),
        claimed_at=bindparam("at"),
        attempts=Inbound.attempts + 1,
    )
    .returning(Inbound.id, Inbound.conversation_id, Inbound.attempts)
    .execution_options(synchronize_session=False)
)
_HELD = (
    select(Inbound, Conversation)
    .join(Conversation, Conversation.id == Inbound.conversation_id)
    .where(
        Inbound.id == bindparam("id"),
        Inbound.status == InboundStatus.WORKING,
        Inbound.claimed_by == bindparam("worker"),
        Inbound.attempts == bindparam("attempts"),
    )
)


def store(session: Session, conversation: Conversation, arrival: Arrival) -> Stored:
    """Store an arrival once. A second delivery finds the first row and changes nothing."""
    moment, [seq] = now(), threads.take_seqs(session, conversation.id)
    row = {
        "conversation_id": conversation.id,
        "source": arrival.source,
        "external_id": arrival.external_id,
        "position": arrival.position,
        "kind": arrival.kind,
        "body": seal(conversation.data_key, arrival.body),
        "seq": seq,
        "status": InboundStatus.WAITING,
        "attempts": 0,
        "not_before": moment,
        "received_at": moment,
    }
    new_id = session.connection().scalar(_INSERT[session.get_bind().dialect.name], row)
    if new_id is not None:
        return Stored(new_id, seq, new=True)
    found = session.execute(_SAME, {"source": arrival.source, "external_id": arrival.external_id}).one()
    return Stored(found.id, found.seq, new=False)


def unresolved(session: Session, conversation_id: str) -> int:
    """How many of a conversation's messages are not yet handled (0 means we are not typing)."""
    return session.scalar(_UNRESOLVED, {"conversation": conversation_id}) or 0


def claimable(session: Session, limit: int) -> Sequence[int]:
    """Ids of the first waiting message of each conversation in which nothing is being worked on (a read)."""
    return session.scalars(_CLAIMABLE, {"now": now(), "most": limit}).all()


def claim(session: Session, ids: Sequence[int], worker: str) -> list[Claim]:
    """Claim what is still waiting among `ids`; a row another worker took first is simply not in the answer."""
    rows = session.execute(_CLAIM, {"ids": list(ids), "worker": worker, "at": now()}).all()
    return [Claim(row.id, row.conversation_id, row.attempts) for row in rows]


def read(conversation: Conversation, row: Inbound) -> dict[str, Any]:
    """The body of a message, opened."""
    return unseal(conversation.data_key, row.body)


def holds(session: Session, claim: Claim, worker: str) -> tuple[Inbound, Conversation] | None:
    """The claimed row and its conversation, if this worker still holds it; None when a sweep gave it to another."""
    this = {"id": claim.inbound_id, "worker": worker, "attempts": claim.attempts}
    found = session.execute(_HELD, this).one_or_none()
    return (found[0], found[1]) if found else None


def resolve(row: Inbound, outcome: Outcome, topic: str | None = None) -> None:
    """The message has ended, and how."""
    row.status = InboundStatus.SET_ASIDE if outcome == Outcome.POISON else InboundStatus.HANDLED
    row.outcome, row.topic, row.handled_at = outcome, topic, now()


def release(session: Session, claim: Claim, worker: str) -> bool:
    """Give a message back for another try, later each time. True when its tries are used up."""
    held = holds(session, claim, worker)
    if held is None:
        return False
    row, _ = held
    if row.attempts >= ATTEMPTS:
        return True
    row.status, row.claimed_by = InboundStatus.WAITING, None
    row.not_before = now() + timedelta(seconds=2**row.attempts)
    return False


def sweep(session: Session, worker: str | None = None) -> int:
    """Put back what a dead worker held: all of `worker`'s own claims at its start, and any that went stale."""
    mine = Inbound.claimed_by == worker if worker else Inbound.claimed_at < now() - STALE
    result = session.execute(
        update(Inbound)
        .where(Inbound.status == InboundStatus.WORKING, mine)
        .values(status=InboundStatus.WAITING, claimed_by=None)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount
