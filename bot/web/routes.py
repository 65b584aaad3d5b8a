"""The widget's API: start, say, listen. It stores and answers; it never thinks."""

from __future__ import annotations

import time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from actions.conversations import inbox, threads
from actions.conversations.inbox import Arrival
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, TooLong, TooMany
from bot.turn.guard import LONGEST_STORED
from bot.web import sessions, stream

router = APIRouter(prefix="/api", tags=["widget"])
Authorization = Annotated[str, Header(alias="Authorization")]
MOST_UNRESOLVED = 20
LONGEST_WAIT = 25


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Language(_Body):
    """A language choice."""

    language: str = Field(pattern="^(km|en)$")


class NewMessage(_Body):
    """One message: words, or the token of a pressed button."""

    id: UUID
    text: str | None = None
    button: str | None = Field(default=None, max_length=64)


@router.post("/conversations", status_code=201)
def start(body: Language) -> dict[str, str]:
    """A new conversation; the token opens it from this device."""
    with unit() as session:
        token, conversation = sessions.start(session, body.language)
        return {"token": token, "language": conversation.language}


@router.post("/messages", status_code=202)
def say(request: Request, response: Response, body: NewMessage, authorization: Authorization = "") -> dict[str, Any]:
    """Store a message once. The same id again answers 200 with the first answer."""
    if (body.text is None) == (body.button is None):
        raise BadInput
    if body.text is not None and not body.text.strip():
        raise BadInput
    if body.text is not None and len(body.text) > LONGEST_STORED:
        raise TooLong
    with unit() as session:
        conversation = sessions.find(session, authorization)
        if inbox.unresolved(session, conversation.id) >= MOST_UNRESOLVED:
            raise TooMany
        stored = inbox.store(
            session,
            conversation,
            Arrival(
                channel=sessions.CHANNEL,
                source=f"web:{conversation.id}",
                external_id=str(body.id),
                position=time.time_ns() // 1000,
                kind="text" if body.button is None else "button",
                body={"text": body.text} if body.button is None else {"button": body.button},
            ),
        )
    request.app.state.hub.nudge()
    if not stored.new:
        response.status_code = 200
    return {"id": str(body.id), "seq": stored.seq}


@router.get("/messages")
async def messages(
    request: Request,
    after: Annotated[int, Query(ge=0)] = 0,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0,
    authorization: Authorization = "",
) -> dict[str, Any]:
    """Messages after a seq; with `wait`, holds the answer until there is one (long poll)."""
    conversation_id = await _conversation_id(authorization)
    hub: stream.Hub = request.app.state.hub
    if wait:
        await stream.wait(hub, conversation_id, after, wait)
    pulse = await hub.pulse(conversation_id)
    if pulse is None:
        raise sessions.UnknownToken
    return {
        "messages": await stream.in_thread(stream.news, conversation_id, after),
        "typing": pulse.typing,
        "owner": pulse.owner,
        "language": pulse.language,
    }


@router.get("/stream")
async def listen(
    request: Request,
    last_event_id: Annotated[int, Header(ge=0)] = 0,
    authorization: Authorization = "",
) -> StreamingResponse:
    """Server-sent events from the last id the widget has seen."""
    conversation_id = await _conversation_id(authorization)
    return StreamingResponse(
        stream.events(request.app.state.hub, conversation_id, last_event_id),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


@router.post("/language")
def language(body: Language, authorization: Authorization = "") -> dict[str, str]:
    """Choose the language of what comes next."""
    with unit() as session:
        conversation = sessions.find(session, authorization)
        threads.choose_language(conversation, body.language)
    return {"language": body.language}


@router.post("/end", status_code=204)
def end(authorization: Authorization = "") -> Response:
    """Quick exit: the token opens nothing any more."""
    with unit() as session:
        threads.end(session, sessions.find(session, authorization))
    return Response(status_code=204)


async def _conversation_id(authorization: str) -> str:
    def look() -> str:
        with reading() as session:
            return sessions.find(session, authorization).id

    return await stream.in_thread(look)
