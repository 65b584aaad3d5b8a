"""Access: the only ways to obtain a case. Absent and not-yours are the same NotFound."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import line_up, record
from actions.cases import passes, receipts
from actions.cases.models import Case, Grant
from actions.cases.status import OPEN, CaseState
from actions.conversations.models import Conversation
from actions.staff.models import Staff
from actions.staff.permissions import Permission, may
from actions.store.errors import NotFound


def for_staff(session: Session, staff: Staff, case_id: str, act: str = "case.view") -> Case:
    """The case, if this member of staff holds a grant or may see any case. The view is recorded first."""
    line_up(session)
    case = session.get(Case, case_id)
    granted = case and session.get(Grant, (case_id, staff.id))
    if case is None or not (granted or may(staff.role, Permission.SEE_ANY_CASE)):
        raise NotFound
    record(session, f"staff:{staff.id}", act, case.id)
    return case


def unclaimed(session: Session, staff: Staff, case_id: str) -> Case:
    """A case that is open to be claimed by this member of staff."""
    line_up(session)
    case = session.get(Case, case_id)
    if case is None or case.assignee_id or case.state == CaseState.CLOSED or not may(staff.role, Permission.CLAIM_CASE):
        raise NotFound
    return case


def for_receipt(session: Session, receipt_hash: str, asker: str) -> Case:
    """The case behind a receipt that `receipts.check` let this asker try."""
    line_up(session)
    case = session.scalar(select(Case).where(Case.receipt_hash == receipt_hash))
    if case is None:
        raise NotFound
    receipts.was_right(session, asker)
    record(session, "receipt", "case.view", case.id)
    return case


def for_pass(session: Session, sealed: str) -> Case:
    """The case a page was opened for: a pass is made when the receipt is proven and lasts half an hour."""
    line_up(session)
    case = session.get(Case, passes.case_of(sealed) or "")
    if case is None:
        raise NotFound
    return case


def proven(session: Session, case_id: str) -> Case:
    """A case whose receipt this citizen has already shown (the id comes from a sealed button, never from outside)."""
    line_up(session)
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound
    record(session, "receipt", "case.joined", case.id)
    return case


def for_conversation(session: Session, conversation: Conversation) -> Case | None:
    """The open case this chat is talking into, or None."""
    line_up(session)
    if conversation.case_id is None:
        return None
    case = session.get(Case, conversation.case_id)
    return case if case and case.conversation_id == conversation.id else None


def all_for_conversation(session: Session, conversation: Conversation) -> list[Case]:
    """Open cases that began in this chat, newest first."""
    query = select(Case).where(Case.conversation_id == conversation.id, Case.state.in_([s.value for s in OPEN]))
    return list(session.scalars(query.order_by(Case.created_at.desc())))
