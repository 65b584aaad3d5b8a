"""The turn: what the steps read and what they leave behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.conversations import threads
from actions.conversations.models import Conversation, Inbound
from actions.conversations.say import Say
from actions.conversations.status import Outcome
from actions.interviews.engine import State
from actions.store.engine import Session
from bot.turn.guard import Guarded
from bot.turn.understanding import Understanding


@dataclass(frozen=True)
class Prepared:
    """What was known before the write transaction: read from the database, then asked of Rasa without holding it."""

    episode: threads.Episode
    guarded: Guarded | None = None
    effect: dict[str, Any] | None = None
    understanding: Understanding | None = None
    asked_rasa: bool = False
    touches_case: bool = False
    receipt_hash: str | None = None
    receipt_fault: str | None = None


@dataclass
class Turn:
    """One inbound message on its way through the steps."""

    session: Session
    conversation: Conversation
    row: Inbound
    body: dict[str, Any]
    prepared: Prepared
    interview: State | None = None
    says: list[Say] = field(default_factory=list)
    topic: str | None = None

    @property
    def origin(self) -> str:
        """A name for whatever this message brings about, so that it happens once."""
        return f"inbound:{self.row.id}"

    def say(self, *says: Say) -> None:
        """Add replies."""
        self.says.extend(says)


__all__ = ["Outcome", "Prepared", "Turn"]
