"""Limits: how many tries in a window, counted before anything expensive is done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from actions.staff.models import Attempt
from actions.store.clock import now
from actions.store.crypto import lookup_hash
from actions.store.errors import TooMany

KEEP = timedelta(days=1)


def spend(session: Session, scope: str, key: str, limit: int, window: timedelta) -> None:
    """Count one try of `key` at `scope`. Raises TooMany when `limit` tries in `window` were already made."""
    key_hash = lookup_hash(f"limit:{scope}", key)
    moment = now()
    made = session.scalar(
        select(func.count()).where(Attempt.scope == scope, Attempt.key_hash == key_hash, Attempt.at > moment - window)
    )
    if (made or 0) >= limit:
        raise TooMany
    session.add(Attempt(scope=scope, key_hash=key_hash, at=moment))


def give_back(session: Session, scope: str, key: str) -> None:
    """Take the newest try of `key` off the count: it was an honest one."""
    newest = (
        select(Attempt.id)
        .where(Attempt.scope == scope, Attempt.key_hash == lookup_hash(f"limit:{scope}", key))
        .order_by(Attempt.id.desc())
        .limit(1)
    )
    session.execute(delete(Attempt).where(Attempt.id.in_(newest.scalar_subquery())))


def forget_old(session: Session) -> int:
    """Drop tries older than a day. Returns how many."""
    return session.execute(delete(Attempt).where(Attempt.at < now() - KEEP)).rowcount
