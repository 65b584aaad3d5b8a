"""Sessions: signed-in browsers. The cookie holds a random id, we hold only its keyed hash; ending is at once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from actions.audit.chain import record
from actions.staff.models import Staff, StaffSession
from actions.store.clock import now
from actions.store.crypto import lookup_hash
from actions.store.errors import NotFound

IDLE, ABSOLUTE, KEEP = timedelta(minutes=30), timedelta(hours=8), timedelta(days=30)
HANDLE = 16


@dataclass(frozen=True)
class SignedIn:
    """Who is behind a cookie, the secret their forms must carry, and the handle of this session."""

    staff: Staff
    csrf: str
    handle: str


@dataclass(frozen=True)
class OpenSession:
    """One of a person's living sessions, as they see it in a list."""

    handle: str
    created_at: datetime
    seen_at: datetime


def start(session: Session, staff: Staff) -> str:
    """A new session with a new id, recorded. Returns the token for the cookie (256 bits); it is not kept."""
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(id_hash=_hash(token), staff_id=staff.id, csrf=secrets.token_urlsafe(32)))
    record(session, f"staff:{staff.id}", "staff.signed_in", staff.id)
    return token


def find(session: Session, token: str, seen: bool = True) -> SignedIn | None:
    """Who holds this token, if the session lives: not ended, seen within 30 minutes, begun within 8 hours.

    `seen` is False for a page that refreshes itself: that is no sign of a person.
    """
    row = session.get(StaffSession, _hash(token))
    if row is None or not _lives(row):
        return None
    staff = session.get_one(Staff, row.staff_id)
    if not staff.active:
        return None
    if seen:
        row.seen_at = now()
    return SignedIn(staff, row.csrf, row.id_hash[:HANDLE])


def csrf_matches(signed_in: SignedIn, given: str) -> bool:
    """Whether a form carries its session's secret."""
    return hmac.compare_digest(signed_in.csrf.encode(), given.encode())


def end(session: Session, token: str) -> None:
    """Sign out: the token opens nothing any more. A token that is unknown or ended changes nothing."""
    row = session.get(StaffSession, _hash(token))
    if row is not None and row.ended_at is None:
        row.ended_at = now()
        record(session, f"staff:{row.staff_id}", "staff.signed_out", row.staff_id)


def end_all(session: Session, staff_id: str) -> int:
    """End every session of a person (new password, account switched off). Returns how many."""
    result = session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
        .values(ended_at=now())
        .execution_options(synchronize_session="fetch")
    )
    return result.rowcount


def own(session: Session, staff_id: str) -> list[OpenSession]:
    """A person's living sessions, the most recently used first."""
    rows = session.scalars(
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.seen_at.desc())
    )
    return [OpenSession(row.id_hash[:HANDLE], row.created_at, row.seen_at) for row in rows if _lives(row)]


def end_own(session: Session, staff_id: str, handle: str) -> None:
    """End one of one's own sessions. Raises NotFound for a handle that is not one of theirs."""
    rows = session.scalars(
        select(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
    )
    row = next((row for row in rows if row.id_hash[:HANDLE] == handle), None)
    if row is None:
        raise NotFound
    row.ended_at = now()
    record(session, f"staff:{staff_id}", "staff.session_ended", staff_id)


def forget_old(session: Session) -> int:
    """Drop sessions begun more than 30 days ago. Returns how many."""
    return session.execute(delete(StaffSession).where(StaffSession.created_at < now() - KEEP)).rowcount


def _hash(token: str) -> str:
    return lookup_hash("staff session", token)


def _lives(row: StaffSession) -> bool:
    moment = now()
    return row.ended_at is None and moment - row.seen_at <= IDLE and moment - row.created_at <= ABSOLUTE
