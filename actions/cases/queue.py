"""The queue: what waits, who has it, and taking it, so that two people never answer the same case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actions.audit.chain import line_up, record
from actions.cases import thread
from actions.cases.models import Case, Grant
from actions.cases.status import OPEN, CaseState, MessageKind
from actions.conversations import outbox
from actions.conversations.models import Conversation
from actions.conversations.say import Say
from actions.conversations.status import Owner
from actions.staff.models import Staff
from actions.staff.permissions import Permission, may
from actions.store.clock import now
from actions.store.errors import Conflict, NotFound


class View(StrEnum):
    """A way of looking at the queue."""

    WAITING = "waiting"  # nobody has it
    MINE = "mine"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Row:
    """One case as the queue shows it: no words of the citizen."""

    id: str
    kind: str
    subject: str
    province: str | None
    language: str
    channel: str
    urgent: bool
    state: CaseState
    created_at: datetime
    due_at: datetime
    overdue: bool
    assignee: str | None
    mine: bool
    may_open: bool


def listing(session: Session, staff: Staff, view: View, limit: int = 100, offset: int = 0) -> list[Row]:
    """Cases of a view, the most pressing first."""
    query = (
        select(Case, Staff.name, Grant.staff_id)
        .outerjoin(Staff, Staff.id == Case.assignee_id)
        .outerjoin(Grant, (Grant.case_id == Case.id) & (Grant.staff_id == staff.id))
        .where(_condition(view, staff))
        .order_by(Case.urgent.desc(), Case.due_at)
        .limit(limit)
        .offset(offset)
    )
    any_case = may(staff.role, Permission.SEE_ANY_CASE)
    return [
        Row(
            id=case.id,
            kind=case.kind,
            subject=case.subject,
            province=case.province,
            language=case.language,
            channel=case.channel,
            urgent=case.urgent,
            state=CaseState(case.state),
            created_at=case.created_at,
            due_at=case.due_at,
            overdue=overdue(case),
            assignee=name,
            mine=case.assignee_id == staff.id,
            may_open=bool(granted) or any_case,
        )
        for case, name, granted in session.execute(query)
    ]


def overdue(case: Case) -> bool:
    """Whether the citizen should have had our reply by now."""
    return case.state in (CaseState.NEW, CaseState.CLAIMED, CaseState.CITIZEN_WROTE) and case.due_at < now()


def pulse(session: Session, staff: Staff, case_id: str) -> datetime:
    """When a case last changed, for somebody who may open it. No words, so it is not written down as a view."""
    query = select(Case.changed_at, Grant.staff_id).outerjoin(
        Grant, (Grant.case_id == Case.id) & (Grant.staff_id == staff.id)
    )
    found = session.execute(query.where(Case.id == case_id)).one_or_none()
    if found is None or not (found.staff_id or may(staff.role, Permission.SEE_ANY_CASE)):
        raise NotFound
    return found.changed_at


def counts(session: Session, staff: Staff) -> dict[View, int]:
    """How many cases each view holds."""
    return {view: session.scalar(select(func.count(Case.id)).where(_condition(view, staff))) or 0 for view in View}


def _condition(view: View, staff: Staff):
    is_open = Case.state.in_([state.value for state in OPEN])
    return {
        View.WAITING: is_open & Case.assignee_id.is_(None),
        View.MINE: is_open & (Case.assignee_id == staff.id),
        View.OPEN: is_open,
        View.CLOSED: Case.state == CaseState.CLOSED,
    }[view]


def claim(session: Session, staff: Staff, case_id: str) -> Case:
    """Take a case nobody has. Raises Conflict with the name of who was first, NotFound without the permission."""
    line_up(session)
    if not may(staff.role, Permission.CLAIM_CASE):
        raise NotFound
    taken = session.execute(
        update(Case)
        .where(Case.id == case_id, Case.assignee_id.is_(None), Case.state != CaseState.CLOSED)
        .values(assignee_id=staff.id, state=CaseState.CLAIMED, changed_at=now())
        .execution_options(synchronize_session=False)
    ).rowcount
    case = session.get(Case, case_id, populate_existing=True)
    if case is None:
        raise NotFound
    if not taken:
        if case.assignee_id == staff.id:
            return case
        holder = session.get(Staff, case.assignee_id) if case.assignee_id else None
        raise Conflict(holder.name if holder else "")
    session.merge(Grant(case_id=case.id, staff_id=staff.id))
    thread.post(session, case, MessageKind.CLAIMED, {}, thread.new_origin(), staff)
    _tell_citizen(session, case)
    return case


def _tell_citizen(session: Session, case: Case) -> None:
    conversation = thread.chat_of(session, case)
    if conversation and conversation.case_id == case.id and conversation.owner == Owner.QUEUE:
        conversation.owner = Owner.STAFF
        outbox.put(session, conversation, [Say("person.joined", {}, (thread.LEAVE,))])


def leave(session: Session, conversation: Conversation, case: Case, origin: str) -> None:
    """The citizen goes back to the assistant; the case stays and staff see that they left the chat."""
    thread.post(session, case, MessageKind.LEFT, {}, origin)
    record(session, "citizen", "chat.left", case.id)
    thread.give_back(session, conversation)
