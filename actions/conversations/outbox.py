"""The outbox: replies are rows first; senders claim them per chat, in order, and record how each one ended."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actions.conversations import threads
from actions.conversations.models import Conversation, Inbound, Outbound
from actions.conversations.say import Button, Say
from actions.conversations.status import UNSENT, OutboundStatus
from actions.store.clock import now
from actions.store.crypto import seal, unseal

TRIES = 48
LONGEST_PAUSE = timedelta(minutes=5)
STALE = timedelta(minutes=2)
PULLED = ("web", "console")  # channels whose citizens fetch their messages; nothing is pushed


@dataclass(frozen=True)
class Outgoing:
    """A reply a sender now holds. `tokens` go with the buttons of `say`; `case_message_id` points to staff words."""

    outbound_id: int
    conversation_id: str
    address: str
    language: str
    say: Say | None
    tokens: tuple[str, ...]
    case_message_id: int | None
    attempts: int


def put(
    session: Session,
    conversation: Conversation,
    says: Iterable[Say],
    inbound: Inbound | None = None,
) -> list[int]:
    """Queue replies, in order, in the caller's transaction. Returns their ids.

    A Say with the value `_case_message` shows that case message's words, opened only at the channel's edge.
    """
    says = list(says)
    if not says:
        return []
    rows = []
    for seq, say in zip(threads.take_seqs(session, conversation.id, len(says)), says, strict=True):
        tokens = [f"{seq:x}-{secrets.token_urlsafe(9)}" for _ in say.buttons]
        rows.append(
            Outbound(
                conversation_id=conversation.id,
                channel=conversation.channel,
                seq=seq,
                inbound_id=inbound.id if inbound else None,
                case_message_id=say.values.get("_case_message"),
                body=seal(conversation.data_key, {"say": say.to_json(), "tokens": tokens}),
                language=conversation.language,
                status=OutboundStatus.AVAILABLE if conversation.channel in PULLED else OutboundStatus.QUEUED,
            )
        )
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def button_of(session: Session, conversation: Conversation, token: str) -> Button | None:
    """The button behind a token; None for a token that is not this conversation's. The token names the reply it
    stands under; what it does stays sealed there."""
    seq, _, _ = token.partition("-")
    if not re.fullmatch(r"[0-9a-f]{1,8}", seq):
        return None
    row = session.scalar(
        select(Outbound).where(Outbound.conversation_id == conversation.id, Outbound.seq == int(seq, 16))
    )
    if row is None:
        return None
    say, tokens = opened(conversation, row)
    pressed = (
        button
        for button, own in zip(say.buttons, tokens, strict=True)
        if hmac.compare_digest(own.encode(), token.encode())
    )
    return next(pressed, None)


def opened(conversation: Conversation, row: Outbound) -> tuple[Say, tuple[str, ...]]:
    """The stored reply and its button tokens."""
    body = unseal(conversation.data_key, row.body)
    return Say.from_json(body["say"]), tuple(body["tokens"])


def sendable(session: Session, channel: str, limit: int) -> list[int]:
    """Ids of the first unsent reply of each chat that is due (a read). A chat with one in flight has none."""
    line = (
        select(
            Outbound.id,
            Outbound.status,
            Outbound.not_before,
            func.row_number().over(partition_by=Outbound.conversation_id, order_by=Outbound.seq).label("place"),
        )
        .where(Outbound.channel == channel, Outbound.status.in_([status.value for status in UNSENT]))
        .subquery()
    )
    heads = select(line.c.id).where(
        line.c.place == 1, line.c.status == OutboundStatus.QUEUED, line.c.not_before <= now()
    )
    return list(session.scalars(heads.order_by(line.c.id).limit(limit)))


def claim(session: Session, ids: list[int], sender: str) -> list[Outgoing]:
    """Claim what is still queued among `ids`."""
    free = select(Outbound.id).where(Outbound.id.in_(ids), Outbound.status == OutboundStatus.QUEUED)
    claimed = session.scalars(
        update(Outbound)
        .where(Outbound.id.in_(free.with_for_update(skip_locked=True)))
        .values(status=OutboundStatus.SENDING, claimed_by=sender, claimed_at=now(), attempts=Outbound.attempts + 1)
        .returning(Outbound.id)
        .execution_options(synchronize_session=False)
    ).all()
    rows = session.execute(
        select(Outbound, Conversation)
        .join(Conversation, Conversation.id == Outbound.conversation_id)
        .where(Outbound.id.in_(claimed))
        .order_by(Outbound.id)
    ).all()
    return [_outgoing(row.Outbound, row.Conversation) for row in rows]


def _outgoing(row: Outbound, conversation: Conversation) -> Outgoing:
    say, tokens = opened(conversation, row)
    return Outgoing(
        outbound_id=row.id,
        conversation_id=row.conversation_id,
        address=threads.address_of(conversation),
        language=row.language,
        say=say,
        tokens=tokens,
        case_message_id=row.case_message_id,
        attempts=row.attempts,
    )


def sent(session: Session, outbound_id: int) -> None:
    """The channel accepted it."""
    _mark(session, outbound_id, status=OutboundStatus.SENT, sent_at=now(), claimed_by=None)


def failed(session: Session, outbound_id: int, reason: str) -> None:
    """It will never arrive; `reason` is a short code such as "blocked"."""
    _mark(session, outbound_id, status=OutboundStatus.FAILED, failure=reason, claimed_by=None)


def again(session: Session, outgoing: Outgoing, reason: str, after: float | None = None) -> None:
    """Try later: after `after` seconds if the channel said so, else twice as long each time, 48 tries in all."""
    if outgoing.attempts >= TRIES:
        failed(session, outgoing.outbound_id, f"gave_up:{reason}"[:64])
        return
    pause = timedelta(seconds=after) if after else min(timedelta(seconds=2 ** min(outgoing.attempts, 9)), LONGEST_PAUSE)
    _mark(
        session,
        outgoing.outbound_id,
        status=OutboundStatus.QUEUED,
        not_before=now() + pause,
        failure=reason[:64],
        claimed_by=None,
    )


def fail_all(session: Session, conversation_id: str, reason: str) -> int:
    """A chat that can no longer be reached: every unsent reply ends with the same reason. Returns how many."""
    result = session.execute(
        update(Outbound)
        .where(Outbound.conversation_id == conversation_id, Outbound.status.in_([s.value for s in UNSENT]))
        .values(status=OutboundStatus.FAILED, failure=reason, claimed_by=None)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount


def sweep(session: Session, sender: str | None = None) -> int:
    """Put back what a dead sender held. It may have been sent already, so it is marked maybe repeated."""
    mine = Outbound.claimed_by == sender if sender else Outbound.claimed_at < now() - STALE
    result = session.execute(
        update(Outbound)
        .where(Outbound.status == OutboundStatus.SENDING, mine)
        .values(status=OutboundStatus.QUEUED, claimed_by=None, maybe_repeated=True)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount


def _mark(session: Session, outbound_id: int, **values: Any) -> None:
    session.execute(
        update(Outbound).where(Outbound.id == outbound_id).values(**values).execution_options(synchronize_session=False)
    )
