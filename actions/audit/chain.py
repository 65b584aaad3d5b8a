"""The chain: each act's row carries a hash over itself and the row before it, so a change to the past shows."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from actions.audit.models import AuditRow
from actions.store.clock import now

GENESIS = "0" * 64
LOCK = 1286


def _digest(previous: str, at: datetime, actor: str, act: str, target: str) -> str:
    line = "\x1f".join((previous, at.isoformat(timespec="microseconds"), actor, act, target))
    return hashlib.sha256(line.encode()).hexdigest()


def line_up(session: Session) -> None:
    """Wait for one's turn at the chain, before any row of a case or its conversation is touched.

    Whoever works on cases begins with this: rows locked first and the chain second, in one order here and another
    there, is how two of them would wait for each other for ever. SQLite's writer lock already makes one line of us.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def record(session: Session, actor: str, act: str, target: str) -> None:
    """Add one act to the chain, in the caller's transaction. Ids only, never words."""
    line_up(session)
    session.flush()
    last = session.scalar(select(AuditRow.digest).order_by(AuditRow.id.desc()).limit(1))
    previous, at = last or GENESIS, now()
    session.add(
        AuditRow(
            at=at,
            actor=actor,
            act=act,
            target=target,
            previous=previous,
            digest=_digest(previous, at, actor, act, target),
        )
    )
    session.flush()


def verify(session: Session) -> int | None:
    """Walk the whole chain. None when it is sound, else the id of the first row that does not fit."""
    previous = GENESIS
    for row in session.scalars(select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=1000)):
        fits = row.previous == previous and row.digest == _digest(previous, row.at, row.actor, row.act, row.target)
        if not fits:
            return row.id
        previous = row.digest
    return None
