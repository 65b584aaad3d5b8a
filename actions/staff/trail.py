"""The trail as its readers see it: pages of acts with the names of who did them, and whether the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import verify
from actions.audit.models import AuditRow
from actions.staff.people import names

PAGE = 100
_STAFF = "staff:"


@dataclass(frozen=True)
class Act:
    """One row of the trail. `name` is set when a member of staff did it; `actor` otherwise says what did."""

    id: int
    at: datetime
    actor: str
    name: str | None
    act: str
    target: str
    target_name: str | None  # set when it was done to a member of staff


@dataclass(frozen=True)
class Check:
    """The result of walking the whole chain."""

    rows: int  # id of the newest row
    broken_at: int | None  # id of the first row that does not fit; None when all fit


def acts(session: Session, before: int | None = None, limit: int = PAGE) -> list[Act]:
    """Acts, newest first; `before` pages back from the id of the oldest one already seen."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.id < before)
    rows = list(session.scalars(query))
    known = names(session, {_staff_id(row.actor) or "" for row in rows} | {row.target for row in rows})
    return [
        Act(
            row.id, row.at, row.actor, known.get(_staff_id(row.actor) or ""), row.act, row.target, known.get(row.target)
        )
        for row in rows
    ]


def check(session: Session) -> Check:
    """Walk the chain from its beginning."""
    newest = session.scalar(select(AuditRow.id).order_by(AuditRow.id.desc()).limit(1))
    return Check(newest or 0, verify(session))


def _staff_id(actor: str) -> str | None:
    return actor.removeprefix(_STAFF) if actor.startswith(_STAFF) else None
