"""The named outcomes: every inbound message and every reply ends in one of these."""

from __future__ import annotations

from enum import StrEnum


class Owner(StrEnum):
    """Who answers in a conversation."""

    BOT = "bot"
    QUEUE = "queue"
    STAFF = "staff"


class InboundStatus(StrEnum):
    """Where an inbound message is on its way."""

    WAITING = "waiting"
    WORKING = "working"
    HANDLED = "handled"
    SET_ASIDE = "set_aside"


class Outcome(StrEnum):
    """How an inbound message ended."""

    ANSWERED = "answered"
    TALKED = "talked"
    SAFETY = "safety"
    SUGGESTED = "suggested"
    OFFERED_PERSON = "offered_person"
    INTERVIEW = "interview"
    CASE_OPENED = "case_opened"
    TO_STAFF = "to_staff"
    CASE_SHOWN = "case_shown"
    CONTROL = "control"
    KIND_NOT_READ = "kind_not_read"
    NOT_UNDERSTOOD_NOW = "not_understood_now"  # Rasa late, dead, empty or wrong: an honest fallback was said
    STALE_BUTTON = "stale_button"
    POISON = "poison"  # raised again and again: set aside with an apology and a person offered


class OutboundStatus(StrEnum):
    """Where a reply is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    AVAILABLE = "available"  # web: the widget fetches it
    SENT = "sent"
    FAILED = "failed"


UNRESOLVED = (InboundStatus.WAITING, InboundStatus.WORKING)
UNSENT = (OutboundStatus.QUEUED, OutboundStatus.SENDING)
