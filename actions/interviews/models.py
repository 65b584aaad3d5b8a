"""The row of an interview under way: its answers sealed under the conversation's key, found again days later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.conversations.models import Conversation
from actions.interviews.engine import State
from actions.store.clock import now
from actions.store.crypto import seal, unseal
from actions.store.tables import Moment, Table


class InterviewRow(Table):
    """At most one interview per conversation."""

    __tablename__ = "interview"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    state: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)


def load(session: Session, conversation: Conversation) -> State | None:
    """The interview this conversation is in, or None."""
    row = session.get(InterviewRow, conversation.id)
    return State(row.name, unseal(conversation.data_key, row.state)) if row else None


def save(session: Session, conversation: Conversation, state: State) -> None:
    """Keep the interview where it is now."""
    session.merge(
        InterviewRow(conversation_id=conversation.id, name=state.name, state=seal(conversation.data_key, state.answers))
    )


def drop(session: Session, conversation: Conversation) -> None:
    """The interview is over: its answers go."""
    row = session.get(InterviewRow, conversation.id)
    if row:
        session.delete(row)
