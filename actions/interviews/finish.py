"""Finishing: what a complete interview turns into — a case, a worked-out amount, a case shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from actions.cases.intake import NewCase, Opened, open_case
from actions.cases.status import CaseKind
from actions.conversations.models import Conversation
from actions.conversations.say import Say
from actions.interviews.asking import receipt_said
from actions.interviews.engine import SKIPPED, State, told, urgent
from actions.store.clock import local


def open_complaint(
    session: Session,
    state: State,
    origin: str,
    channel: str,
    language: str,
    conversation: Conversation | None = None,
    receipt: str | None = None,
) -> Opened:
    """The case a finished complaint becomes, exactly once per origin."""
    province = state.answers.get("province")
    return open_case(
        session,
        NewCase(
            kind=CaseKind.COMPLAINT,
            subject=state.answers["subject"],
            origin=origin,
            language=language,
            channel=channel,
            body={"interview": state.name, "answers": [list(pair) for pair in told(state)]},
            province=None if province == SKIPPED else province,
            urgent=urgent(state),
            receipt=receipt,
        ),
        conversation,
    )


def complaint_said(opened: Opened) -> list[Say]:
    """The receipt and the promise, for the chat."""
    due = local(opened.case.due_at).date().isoformat()
    return [receipt_said(opened.receipt, due)] if opened.receipt else [Say("complaint.already_received")]


def facts_of(state: State) -> dict[str, Any]:
    """The answers of a calculator, as facts for the rule."""
    return dict(told(state))
