"""The thread of a case: posting to it and reading it. Every post moves the case's state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import record
from actions.cases.models import Case, CaseMessage
from actions.cases.status import AUDIENCE, Audience, CaseState, MessageKind
from actions.conversations import outbox, threads
from actions.conversations.models import Conversation
from actions.conversations.say import Button, Say
from actions.conversations.status import Owner
from actions.staff.models import Staff
from actions.store.clock import now
from actions.store.crypto import seal, unseal
from actions.store.errors import BadInput, Conflict
from actions.store.tables import new_id

STORY_LIMIT = 4_000
REPLY_LIMIT = 3_000
LEAVE = Button("button.leave_person", {"do": "leave_person"})


@dataclass(frozen=True)
class Entry:
    """One message of a case, opened for its reader."""

    message_id: int
    kind: MessageKind
    audience: Audience
    at: datetime
    author_id: str | None
    body: dict[str, Any]  # {"text": …} or, for a story, {"answers": …}


def posted(session: Session, case: Case, origin: str) -> CaseMessage | None:
    """The message that came from `origin`, if it was posted already."""
    return session.scalar(select(CaseMessage).where(CaseMessage.case_id == case.id, CaseMessage.origin == origin))


def post(
    session: Session, case: Case, kind: MessageKind, body: dict[str, Any], origin: str, staff: Staff | None = None
) -> CaseMessage:
    """Add a message once per `origin`; a repeat returns the first."""
    if found := posted(session, case, origin):
        return found
    message = CaseMessage(
        case_id=case.id,
        kind=kind,
        audience=AUDIENCE[kind],
        author_id=staff.id if staff else None,
        body=seal(case.data_key, body),
        origin=origin,
    )
    session.add(message)
    case.changed_at = now()
    record(session, f"staff:{staff.id}" if staff else "citizen", f"case.{kind}", case.id)
    session.flush()
    return message


def entries(session: Session, case: Case, audience: Audience) -> list[Entry]:
    """The thread in order. Audience *staff* reads everything, *citizen* only what is meant for them."""
    query = select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.id)
    if audience == Audience.CITIZEN:
        query = query.where(CaseMessage.audience == Audience.CITIZEN)
    return [
        Entry(
            row.id,
            MessageKind(row.kind),
            Audience(row.audience),
            row.created_at,
            row.author_id,
            unseal(case.data_key, row.body),
        )
        for row in session.scalars(query)
    ]


def words(session: Session, case_message_id: int) -> str:
    """The text of a message meant for the citizen, for the channel's edge to show."""
    row = session.get(CaseMessage, case_message_id)
    case = row and session.get(Case, row.case_id)
    if row is None or case is None or row.audience != Audience.CITIZEN:
        return ""
    return unseal(case.data_key, row.body).get("text", "")


def citizen_wrote(session: Session, case: Case, text: str, origin: str) -> CaseMessage:
    """The citizen's words reach the case; a closed case opens again."""
    if case.state == CaseState.CLOSED:
        post(session, case, MessageKind.REOPENED, {}, f"reopen:{origin}")
        case.closed_at = None
    message = post(session, case, MessageKind.CITIZEN, {"text": _checked(text, STORY_LIMIT)}, origin)
    case.state = CaseState.CITIZEN_WROTE if case.assignee_id else CaseState.NEW
    return message


def reply(session: Session, case: Case, staff: Staff, text: str, origin: str) -> CaseMessage:
    """Staff words for the citizen: into the thread, and back on the channel they used. `origin` makes it once.

    Raises Conflict for a case that is closed or that nobody has claimed.
    """
    if seen := posted(session, case, origin):
        return seen
    if case.state == CaseState.CLOSED or case.assignee_id is None:
        raise Conflict
    message = post(session, case, MessageKind.REPLY, {"text": _checked(text, REPLY_LIMIT)}, origin, staff)
    case.state = CaseState.ANSWERED
    if conversation := chat_of(session, case):
        conversation.owner, conversation.case_id = Owner.STAFF, case.id
        outbox.put(session, conversation, [Say("case.reply", {"_case_message": message.id}, (LEAVE,))])
    return message


def note(session: Session, case: Case, staff: Staff, text: str, origin: str) -> CaseMessage:
    """Words among staff. They never leave the house."""
    return post(session, case, MessageKind.NOTE, {"text": _checked(text, REPLY_LIMIT)}, origin, staff)


def close(session: Session, case: Case, staff: Staff, text: str, origin: str) -> CaseMessage:
    """End the case with words for the citizen; their chat goes back to the assistant, which says so.

    Raises Conflict for a case that is closed already.
    """
    if seen := posted(session, case, origin):
        return seen
    if case.state == CaseState.CLOSED:
        raise Conflict
    message = post(session, case, MessageKind.CLOSED, {"text": _checked(text, REPLY_LIMIT)}, origin, staff)
    case.state, case.closed_at = CaseState.CLOSED, now()
    if conversation := chat_of(session, case):
        outbox.put(session, conversation, [Say("case.closed", {"_case_message": message.id})])
        if conversation.case_id == case.id:
            give_back(session, conversation)
    return message


def chat_of(session: Session, case: Case) -> Conversation | None:
    """The chat the case is answered in, while the citizen still has it."""
    conversation = session.get(Conversation, case.conversation_id) if case.conversation_id else None
    return conversation if conversation and conversation.ended_at is None else None


def attach(session: Session, case: Case, conversation: Conversation) -> None:
    """A citizen who proved the receipt writes from here: words go to the case, and replies come here."""
    case.conversation_id, conversation.case_id = conversation.id, case.id
    conversation.owner = Owner.STAFF if case.assignee_id else Owner.QUEUE
    session.flush()


def give_back(session: Session, conversation: Conversation) -> None:
    """The assistant answers in this chat again, and says so."""
    conversation.owner, conversation.case_id = Owner.BOT, None
    threads.remember(conversation, clarifying=None)
    outbox.put(session, conversation, [Say("person.assistant_back")])


def new_origin() -> str:
    """A fresh origin for a staff form: the page carries it, so that a form sent twice is one message."""
    return f"form:{new_id()}"


def _checked(text: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise BadInput("empty")
    if len(text) > limit:
        raise BadInput("too_long")
    return text
