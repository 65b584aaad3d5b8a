"""The rows of a case: the case, its messages, and the grants that open it to staff."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.cases.status import CaseState
from actions.store.clock import now
from actions.store.crypto import new_data_key
from actions.store.tables import Moment, Table, new_id


class Case(Table):
    """A complaint or a request for a person. Words are in its messages, under the case's own key."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_queue", "state", "due_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(32))  # whom it is about: employer, facility, nssf, other, person
    province: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(2))
    channel: Mapped[str] = mapped_column(String(16))
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16), default=CaseState.NEW)
    data_key: Mapped[bytes] = mapped_column(LargeBinary, default=new_data_key)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    opened_by: Mapped[str] = mapped_column(String(96), unique=True)  # the inbound or form it came from: opened once
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseMessage(Table):
    """One message of a case, sealed under the case's key."""

    __tablename__ = "case_message"
    __table_args__ = (UniqueConstraint("case_id", "origin"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    audience: Mapped[str] = mapped_column(String(8))
    author_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    origin: Mapped[str] = mapped_column(String(96))  # the inbound, form or staff post it came from: added once
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Grant(Table):
    """Leave for one member of staff to open one case."""

    __tablename__ = "grant"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)
