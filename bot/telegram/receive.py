"""Receive: the one way an update enters the house, from the webhook and from polling alike. It never thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prometheus_client import Counter

from actions.conversations import inbox, threads
from actions.conversations.status import Owner
from actions.store.engine import unit
from bot.telegram.client import CHANNEL
from bot.telegram.parse import NotParsed, parse

UPDATES = Counter("assistant_telegram_updates_total", "Telegram updates by what became of them", ["fate"])


@dataclass(frozen=True)
class Received:
    """What became of an update, and the courtesies it asks for (see `asides`)."""

    fate: str  # "stored", "repeated", or the reason it was ignored
    callback: str | None = None  # a button press to answer
    typing: int | None = None  # a chat in which the assistant starts to work
    group: int | None = None  # a group to refuse and leave


def receive(update: Any) -> Received:
    """Store a decoded update once and commit. Raises only when the database does: then Telegram must send it again."""
    parsed = parse(update)
    if isinstance(parsed, NotParsed):
        received = Received(parsed.reason.value, callback=parsed.callback, group=parsed.group)
    else:
        with unit() as session:
            conversation = threads.start(session, CHANNEL, parsed.address)
            stored = inbox.store(session, conversation, parsed.arrival)
            ours = conversation.owner == Owner.BOT
        if stored.new:
            received = Received("stored", parsed.callback, int(parsed.address) if ours else None)
        else:
            received = Received("repeated")
    UPDATES.labels(received.fate).inc()
    return received


def set_aside(reason: str) -> None:
    """Count something that came in place of an update and cannot be one."""
    UPDATES.labels(reason).inc()
