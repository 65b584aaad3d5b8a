"""The transcript: both sides of a conversation in one line, for the widget and for the staff's packet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from actions.conversations.inbox import read
from actions.conversations.models import Conversation, Inbound, Outbound
from actions.conversations.outbox import button_of, opened
from actions.conversations.say import Say
from actions.conversations.status import UNRESOLVED


@dataclass(frozen=True)
class Line:
    """One message. Own messages have `body`; replies have `say` or `case_message_id`."""

    seq: int
    at: datetime
    language: str
    external_id: str | None = None
    body: dict[str, Any] | None = None
    say: Say | None = None
    tokens: tuple[str, ...] = ()
    case_message_id: int | None = None


def _after(table: type[Inbound] | type[Outbound]) -> Any:
    return (
        select(table)
        .where(table.conversation_id == bindparam("conversation"), table.seq > bindparam("after"))
        .order_by(table.seq)
        .limit(bindparam("most"))
    )


_INBOUND, _OUTBOUND = _after(Inbound), _after(Outbound)
_BUSY = (
    select(Inbound.conversation_id)
    .where(Inbound.status.in_([status.value for status in UNRESOLVED]))
    .where(Inbound.conversation_id.in_(bindparam("ids", expanding=True)))
    .distinct()
)
_ALIVE = select(Conversation.id, Conversation.last_seq, Conversation.owner, Conversation.language).where(
    Conversation.id.in_(bindparam("ids", expanding=True)), Conversation.ended_at.is_(None)
)


def lines(session: Session, conversation: Conversation, after: int = 0, limit: int = 200) -> list[Line]:
    """Messages with a seq above `after`, in order, at most `limit`."""
    this = {"conversation": conversation.id, "after": after, "most": limit}
    inbound, outbound = session.scalars(_INBOUND, this), session.scalars(_OUTBOUND, this)
    own = [
        Line(row.seq, row.received_at, conversation.language, row.external_id, body=_own(session, conversation, row))
        for row in inbound
    ]
    replies = []
    for row in outbound:
        say, tokens = opened(conversation, row)
        replies.append(
            Line(row.seq, row.created_at, row.language, say=say, tokens=tokens, case_message_id=row.case_message_id)
        )
    return sorted(own + replies, key=lambda line: line.seq)[:limit]


def _own(session: Session, conversation: Conversation, row: Inbound) -> dict[str, Any]:
    body = read(conversation, row)
    button = button_of(session, conversation, body["button"]) if "button" in body else None
    return body | {"label": button.label} if button else body


@dataclass(frozen=True)
class Pulse:
    """What an open stream watches: the newest seq, whether we are working on an answer, and who answers."""

    last_seq: int
    typing: bool
    owner: str
    language: str


def pulses(session: Session, conversation_ids: list[str]) -> dict[str, Pulse]:
    """The pulse of each living conversation among `conversation_ids` (two queries, however many there are)."""
    these = {"ids": conversation_ids}
    busy = set(session.scalars(_BUSY, these))
    return {
        row.id: Pulse(row.last_seq, row.id in busy, row.owner, row.language) for row in session.execute(_ALIVE, these)
    }
