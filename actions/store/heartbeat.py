"""Heartbeats: each process says it lives, so that a page or a check can tell what is healthy."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.store.clock import now
from actions.store.tables import Moment, Table


class Heartbeat(Table):
    """The last sign of life of one process."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


def beat(session: Session, process: str) -> None:
    """This process lives."""
    session.merge(Heartbeat(process=process, at=now()))


def ages(session: Session) -> dict[str, float]:
    """Seconds since each process was last heard."""
    moment = now()
    return {row.process: (moment - row.at).total_seconds() for row in session.scalars(select(Heartbeat))}
