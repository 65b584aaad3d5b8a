"""Widget sessions: an opaque token in a header opens one conversation. No cookies; the token is never in an address."""

from __future__ import annotations

import secrets

from actions.conversations import threads
from actions.conversations.models import Conversation
from actions.store.engine import Session
from actions.store.errors import HouseError

CHANNEL = "web"
LONGEST_TOKEN = 128


class UnknownToken(HouseError):
    """No such conversation on this device (any more)."""

    code, status = "unknown_token", 401


def start(session: Session, language: str) -> tuple[str, Conversation]:
    """A new conversation and the token that opens it. Only a keyed hash of the token is kept."""
    token = secrets.token_urlsafe(32)
    conversation = threads.start(session, CHANNEL, token, language, keep_address=False)
    return token, conversation


def find(session: Session, authorization: str) -> Conversation:
    """The conversation behind an Authorization header. Raises UnknownToken."""
    kind, _, token = authorization.partition(" ")
    fits = kind.lower() == "bearer" and 0 < len(token) <= LONGEST_TOKEN
    conversation = threads.find(session, CHANNEL, token) if fits else None
    if conversation is None:
        raise UnknownToken
    return conversation
