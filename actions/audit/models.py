"""The audit row: who did what to what, chained to the row before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.clock import now
from actions.store.tables import Moment, Table


class AuditRow(Table):
    """One act. Rows are only ever added; the database itself refuses UPDATE and DELETE (see the first migration)."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str] = mapped_column(String(48))
    act: Mapped[str] = mapped_column(String(48))
    target: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
