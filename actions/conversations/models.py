"""The rows of a conversation: conversation, inbound, outbound."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from actions.conversations.status import InboundStatus, OutboundStatus, Owner
from actions.store.clock import now
from actions.store.crypto import new_data_key
from actions.store.tables import Moment, Table, new_id

_UNRESOLVED = text("status IN ('waiting', 'working')")
_UNSENT = text("status IN ('queued', 'sending')")


class Conversation(Table):
    """One citizen on one channel. The channel's address is kept hashed (to find it) and sealed (to write to it)."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel", "address_hash"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(16))
    address_hash: Mapped[str] = mapped_column(String(64))
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    data_key: Mapped[bytes] = mapped_column(LargeBinary, default=new_data_key)
    language: Mapped[str] = mapped_column(String(2), default="km")
    language_chosen: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[str] = mapped_column(String(8), default=Owner.BOT)
    case_id: Mapped[str | None] = mapped_column(String(32))  # the case this chat is talking into; see cases.handoff
    context: Mapped[bytes | None] = mapped_column(LargeBinary)
    last_seq: Mapped[int] = mapped_column(Integer, default=0)
    episode_id: Mapped[str] = mapped_column(String(32), default=new_id)
    episode_turns: Mapped[int] = mapped_column(Integer, default=0)
    episode_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Inbound(Table):
    """One message from a citizen, stored before anybody thinks about it."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_inbound_transcript", "conversation_id", "seq"),
        Index(
            "ix_inbound_unresolved",
            "conversation_id",
            "position",
            sqlite_where=_UNRESOLVED,
            postgresql_where=_UNRESOLVED,
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    source: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(String(16), default=InboundStatus.WAITING)
    outcome: Mapped[str | None] = mapped_column(String(32))
    topic: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    not_before: Mapped[datetime] = mapped_column(Moment, default=now)
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment, default=now)
    handled_at: Mapped[datetime | None] = mapped_column(Moment)


class Outbound(Table):
    """One reply to a citizen, written in the same commit as the thing it answers, sent later."""

    __tablename__ = "outbound"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index(
            "ix_outbound_unsent",
            "channel",
            "conversation_id",
            "seq",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    channel: Mapped[str] = mapped_column(String(16))
    seq: Mapped[int] = mapped_column(Integer)
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    case_message_id: Mapped[int | None] = mapped_column(BigInteger)  # staff words stay with their case, under its key
    body: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(16), default=OutboundStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    maybe_repeated: Mapped[bool] = mapped_column(default=False)
    failure: Mapped[str | None] = mapped_column(String(64))
    not_before: Mapped[datetime] = mapped_column(Moment, default=now)
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
