"""Intake: a finished complaint, or a wish for a person, becomes a case exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import line_up, record
from actions.cases import receipts, thread
from actions.cases.models import Case
from actions.cases.status import CaseKind, MessageKind
from actions.conversations.models import Conversation
from actions.conversations.status import Owner
from actions.store.clock import local, now

FIRST_REPLY_DAYS, URGENT_REPLY_DAYS = 3, 1  # the desk's own promise in working days, not a legal limit
SATURDAY = 5


@dataclass(frozen=True)
class NewCase:
    """What a door knows about a case to open. `origin` names the inbound or form it came from."""

    kind: CaseKind
    subject: str
    origin: str
    language: str
    channel: str
    body: dict[str, Any]
    province: str | None = None
    urgent: bool = False
    receipt: str | None = None  # given when the door must be able to show the same one again


@dataclass(frozen=True)
class Opened:
    """The case, and the receipt to show now and never again. No receipt when it had been opened before."""

    case: Case
    receipt: str | None


def due(opened: datetime, urgent: bool) -> datetime:
    """When the citizen has our first reply: the desk's promise, counted in working days in Phnom Penh."""
    moment, left = local(opened), URGENT_REPLY_DAYS if urgent else FIRST_REPLY_DAYS
    while left:
        moment += timedelta(days=1)
        left -= moment.weekday() < SATURDAY
    return moment


def open_case(session: Session, new: NewCase, conversation: Conversation | None = None) -> Opened:
    """Open a case once per origin, with its first message, in the caller's transaction."""
    line_up(session)
    if found := session.scalar(select(Case).where(Case.opened_by == new.origin)):
        return Opened(found, new.receipt)
    receipt, moment = new.receipt or receipts.make(), now()
    case = Case(
        kind=new.kind,
        subject=new.subject,
        province=new.province,
        language=new.language,
        channel=new.channel,
        urgent=new.urgent,
        receipt_hash=receipts.hashed(receipt),
        conversation_id=conversation.id if conversation else None,
        opened_by=new.origin,
        due_at=due(moment, new.urgent),
        created_at=moment,
    )
    session.add(case)
    session.flush()
    record(session, "citizen", "case.opened", case.id)
    thread.post(session, case, MessageKind.STORY, new.body, new.origin)
    return Opened(case, receipt)


def hand_over(session: Session, conversation: Conversation, new: NewCase) -> Opened:
    """A wish for a person: a case, and from now on the citizen's words go to it instead of to the assistant."""
    opened = open_case(session, new, conversation)
    conversation.owner, conversation.case_id = Owner.QUEUE, opened.case.id
    return opened
