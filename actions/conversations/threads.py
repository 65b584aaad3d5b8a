"""Threads: finding, starting and remembering a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.conversations.models import Conversation
from actions.store.clock import now
from actions.store.crypto import lookup_hash, new_data_key, seal, unseal
from actions.store.errors import NotFound
from actions.store.tables import new_id

EPISODE_TURNS = 40
EPISODE_IDLE = timedelta(minutes=30)
LANGUAGES = ("km", "en")


_FIND = select(Conversation).where(
    Conversation.channel == bindparam("channel"),
    Conversation.address_hash == bindparam("hash"),
    Conversation.ended_at.is_(None),
)
_TAKE = (
    update(Conversation)
    .where(Conversation.id == bindparam("conversation"))
    .values(last_seq=Conversation.last_seq + bindparam("count"))
    .returning(Conversation.last_seq)
)


def find(session: Session, channel: str, address: str) -> Conversation | None:
    """The living conversation behind a channel's address, if there is one."""
    return session.scalar(_FIND, {"channel": channel, "hash": lookup_hash(channel, address)})


def start(
    session: Session, channel: str, address: str, language: str = "km", keep_address: bool = True
) -> Conversation:
    """The conversation for an address, made if there is none. `keep_address` seals the address, for replies."""
    found = find(session, channel, address)
    if found:
        return found
    data_key = new_data_key()
    conversation = Conversation(
        channel=channel,
        address_hash=lookup_hash(channel, address),
        data_key=data_key,
        address=seal(data_key, address) if keep_address else None,
        language=language if language in LANGUAGES else "km",
    )
    try:
        with session.begin_nested():
            session.add(conversation)
    except IntegrityError:  # another process was first
        found = find(session, channel, address)
        if found is None:
            raise
        return found
    return conversation


def get(session: Session, conversation_id: str) -> Conversation:
    """The conversation with this id. Raises NotFound."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound
    return conversation


def take_seqs(session: Session, conversation_id: str, count: int = 1) -> range:
    """The next `count` places in the conversation's single line of messages, both ways."""
    last = session.connection().scalar(_TAKE, {"conversation": conversation_id, "count": count})
    if last is None:
        raise NotFound
    return range(last - count + 1, last + 1)


def address_of(conversation: Conversation) -> str:
    """The channel's address in clear, for the sender only."""
    return unseal(conversation.data_key, conversation.address) if conversation.address else ""


def context(conversation: Conversation) -> dict[str, Any]:
    """What the talk is about: last topic, facts, whether we just asked "did you mean"."""
    return unseal(conversation.data_key, conversation.context) if conversation.context else {}


def remember(conversation: Conversation, **changes: Any) -> None:
    """Change the context; a value of None forgets that entry."""
    merged = {key: value for key, value in (context(conversation) | changes).items() if value is not None}
    conversation.context = seal(conversation.data_key, merged) if merged else None


def choose_language(conversation: Conversation, language: str) -> None:
    """The citizen chose a language: it stays until they choose again."""
    if language in LANGUAGES:
        conversation.language, conversation.language_chosen = language, True


def hear_language(conversation: Conversation, heard: str) -> None:
    """Follow the language a message was written in, unless the citizen chose one. Romanised Khmer is Khmer."""
    if not conversation.language_chosen:
        conversation.language = "en" if heard == "en" else "km"


@dataclass(frozen=True)
class Episode:
    """A stretch of talk: the opaque id Rasa knows it by, its turns so far and when the last one was."""

    id: str
    turns: int
    at: datetime


def next_episode(conversation: Conversation) -> Episode:
    """The episode the next turn belongs to; a new one after 40 turns or 30 idle minutes."""
    moment = now()
    if conversation.episode_turns >= EPISODE_TURNS or moment - conversation.episode_at > EPISODE_IDLE:
        return Episode(new_id(), 1, moment)
    return Episode(conversation.episode_id, conversation.episode_turns + 1, moment)


def keep_episode(conversation: Conversation, episode: Episode) -> None:
    """The turn was taken: count it."""
    conversation.episode_id, conversation.episode_turns = episode.id, episode.turns
    conversation.episode_at = episode.at


def end(session: Session, conversation: Conversation) -> None:
    """The citizen leaves this device: the address opens nothing any more. Cases stay reachable by receipt."""
    conversation.ended_at = now()
    conversation.address_hash = lookup_hash("ended", new_id())
    conversation.address = None
