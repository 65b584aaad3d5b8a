"""Scene: what the tests of the Telegram door do and look at."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, text

from actions.conversations import outbox, threads
from actions.conversations.models import Conversation, Inbound, Outbound
from actions.conversations.say import Button, Say
from actions.store.engine import engine, reading, unit

SECRET = "webhook-secret-of-the-tests"


def queue(chat: int, *says: Say, language: str = "en") -> list[int]:
    """Put reply rows for a chat, as a turn leaves them. Returns their ids."""
    with unit() as session:
        conversation = threads.start(session, "telegram", str(chat), language)
        return outbox.put(session, conversation, says or [greeting(1)])


def greeting(number: int) -> Say:
    """A reply that can be told from the others by its number."""
    return Say("unit.days.other", {"value": number}, (Button("answer.confirm", {"do": "cancel"}),))


def replies(chat: int) -> list[Outbound]:
    """The reply rows of a chat, in order."""
    with reading() as session:
        conversation = threads.find(session, "telegram", str(chat))
        assert conversation is not None
        query = select(Outbound).where(Outbound.conversation_id == conversation.id).order_by(Outbound.seq)
        return list(session.scalars(query))


def statuses(chat: int) -> list[str]:
    """How the replies of a chat stand."""
    return [row.status for row in replies(chat)]


def conversation_of(chat: int) -> Conversation:
    """The conversation of a chat."""
    with reading() as session:
        found = threads.find(session, "telegram", str(chat))
        assert found is not None
        return found


async def until(met: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a condition; fails when it is not met in time."""
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(met):
        assert time.monotonic() < deadline, "the condition was not met in time"
        await asyncio.sleep(0.02)


async def while_it_runs(
    program: Callable[[asyncio.Event], Awaitable[None]], test: Callable[[], Awaitable[None]]
) -> None:
    """Run a program with a stop event beside `test`, then stop it and wait for its end."""
    stop = asyncio.Event()
    task = asyncio.ensure_future(program(stop))
    try:
        await test()
        assert not task.done(), "the program ended by itself"
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)


def received() -> list[Inbound]:
    """Every stored update, in the order of the line."""
    with reading() as session:
        return list(session.scalars(select(Inbound).order_by(Inbound.conversation_id, Inbound.position)))


def message(update_id: int, chat: int, said: str = "សួស្តី") -> dict[str, Any]:
    """A text update in a private chat."""
    person = {"id": chat, "is_bot": False, "first_name": "Citizen", "language_code": "km"}
    where = {"id": chat, "type": "private", "first_name": "Citizen"}
    body = {"message_id": update_id, "date": 1795500000, "chat": where, "from": person, "text": said}
    return {"update_id": update_id, "message": body}


@contextmanager
def table_away(name: str) -> Iterator[None]:
    """A database in trouble: one of its tables cannot be found meanwhile."""
    with engine().begin() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO away"))
    try:
        yield
    finally:
        with engine().begin() as connection:
            connection.execute(text(f"ALTER TABLE away RENAME TO {name}"))
