"""The named states of a case and the kinds of its messages."""

from __future__ import annotations

from enum import StrEnum


class CaseKind(StrEnum):
    """Why the case exists."""

    COMPLAINT = "complaint"
    PERSON = "person"  # the citizen asked for a person


class CaseState(StrEnum):
    """Where a case stands. Derived from its thread, kept on the row so that the queue can be listed."""

    NEW = "new"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CITIZEN_WROTE = "citizen_wrote"
    CLOSED = "closed"


class MessageKind(StrEnum):
    """What a case message is."""

    STORY = "story"
    CITIZEN = "citizen"
    REPLY = "reply"
    NOTE = "note"
    CLAIMED = "claimed"
    CLOSED = "closed"
    REOPENED = "reopened"
    LEFT = "left"  # the citizen went back to the assistant


class Audience(StrEnum):
    """Who may read a case message. Staff of the case always may."""

    CITIZEN = "citizen"
    STAFF = "staff"


AUDIENCE = {
    MessageKind.STORY: Audience.CITIZEN,
    MessageKind.CITIZEN: Audience.CITIZEN,
    MessageKind.REPLY: Audience.CITIZEN,
    MessageKind.NOTE: Audience.STAFF,
    MessageKind.CLAIMED: Audience.STAFF,
    MessageKind.CLOSED: Audience.CITIZEN,
    MessageKind.REOPENED: Audience.CITIZEN,
    MessageKind.LEFT: Audience.STAFF,
}
OPEN = (CaseState.NEW, CaseState.CLAIMED, CaseState.ANSWERED, CaseState.CITIZEN_WROTE)
