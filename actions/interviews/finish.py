"""Finishing: what a complete interview turns into — a case, a worked-out amount, a case shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from actions.cases.intake import NewCase, Opened, open_case
from actions.cases.status import CaseKind
from actions.conversations.models import Conversation
from actions.conversations.say import Say
from actions.interviews.asking import receipt_said
from actions.interviews.engine import SKIPPED, UNKNOWN, State, kept, told, urgent, visible
from actions.store.clock import local

GOES_ON = ("children", "months_paid", "service_months", "age")


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
    """The answers as facts for the rule, under the names the rule has for them, with facts kept along the way."""
    found: dict[str, Any] = {}
    for question in visible(state):
        value = state.answers.get(question.id, SKIPPED)
        if question.unknown and value == UNKNOWN:
            value = SKIPPED if question.otherwise is None else question.otherwise
        if value != SKIPPED:
            found[question.input] = value
    return found | kept(state)


def remembered(state: State) -> dict[str, Any]:
    """What the talk goes on with: the answers under the names sentences have for them.

    After "what am I entitled to" the months of the last year stand for the months paid, as the calculators count them.
    """
    facts = dict(told(state)) | kept(state)
    if state.definition.finish != "entitlements":
        return facts
    facts["months_paid"] = facts.get("recent_months")
    return {name: facts[name] for name in GOES_ON if facts.get(name) is not None}
