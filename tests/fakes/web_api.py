"""A small server that keeps the Web API contract strictly, for the widget's tests."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import UUID4, BaseModel, ConfigDict, model_validator

from bot.web.widget import pages

LONGEST = 4000  # characters of one message
THINKS = 0.15  # seconds the bot takes, so that its typing state can be seen
PHNOM_PENH = timezone(timedelta(hours=7))
SAYS = {
    "km": {
        "answer": "នេះជាចម្លើយសាកល្បង។", "source": "ប្រភព៖ ច្បាប់ស្តីពីរបបសន្តិសុខសង្គម",
        "more": "ប្រាប់បន្ថែម", "person": "សុំមន្ត្រី", "wait": "មន្ត្រីនឹងឆ្លើយអ្នក។",
        "unknown": "រកការសន្ទនានេះមិនឃើញទេ។", "too_long": "សារវែងពេក។ សូមសរសេរខ្លីជាងនេះ។", "bad": "សារនេះអានមិនបាន។",
    },
    "en": {
        "answer": "This is a trial answer.", "source": "Source: Law on Social Security Schemes",
        "more": "Tell me more", "person": "Ask for a person", "wait": "A person will answer you.",
        "unknown": "This conversation is not known.", "too_long": "The message is too long. Please shorten it.",
        "bad": "This message cannot be read.",
    },
}  # fmt: skip


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Tongue(Strict):
    language: Literal["km", "en"]


class Said(Strict):
    """One message of the citizen: its own words, or a button's token."""

    id: UUID4
    text: str | None = None
    button: str | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Said:
        """Refuses a message with both or neither, and one without words."""
        if (self.text is None) == (self.button is None) or not (self.text or self.button or "").strip():
            raise ValueError("either text or button")
        return self


class Refused(Exception):
    def __init__(self, status: int, code: str, language: str) -> None:
        self.status, self.code, self.language = status, code, language


@dataclass
class Conversation:
    """All that is known of one conversation, and a condition that is told of every change."""

    language: str
    owner: str = "bot"
    typing: int = 0
    ended: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def state(self) -> dict[str, Any]:
        """What a state event carries."""
        return {"typing": self.typing > 0, "owner": self.owner, "language": self.language}

    def after(self, seq: int) -> list[dict[str, Any]]:
        """The messages behind a number."""
        return [message for message in self.messages if message["seq"] > seq]

    def add(self, who: str, blocks: list[tuple[str, str]], keys: tuple[str, ...] = (), own: str | None = None) -> int:
        """Appends a message with buttons for `keys`; gives its number."""
        seq = len(self.messages) + 1
        message: dict[str, Any] = {
            "seq": seq, "from": who, "at": datetime.now(PHNOM_PENH).isoformat(timespec="seconds"),
            "language": self.language, "blocks": [{"kind": kind, "text": text} for kind, text in blocks], "buttons": [],
        }  # fmt: skip
        if own:
            message["id"] = own
        for key in keys:
            token, label = secrets.token_urlsafe(8), SAYS[self.language][key]
            self.buttons[token] = (key, label)
            message["buttons"].append({"token": token, "label": label})
        self.messages.append(message)
        return seq

    async def tell(self) -> None:
        """Wakes everybody who waits for a change."""
        async with self.changed:
            self.changed.notify_all()


app = FastAPI()
app.include_router(pages.router)
app.add_middleware(
    CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"],
    allow_headers=["Authorization", "Content-Type", "Accept-Language", "Last-Event-ID"], max_age=600,
)  # fmt: skip
conversations: dict[str, Conversation] = {}
thinking: set[asyncio.Task[None]] = set()


def _refusal(status: int, code: str, language: str) -> JSONResponse:
    body = {"code": code, "message": SAYS[language][code]}
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})


@app.middleware("http")
async def never_kept(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Nothing of a conversation may stay in a cache."""
    response = await go_on(request)
    if request.url.path.startswith("/api/") and "cache-control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


@app.exception_handler(Refused)
async def refused(request: Request, error: Refused) -> JSONResponse:
    """The contract's error body."""
    return _refusal(error.status, error.code, error.language)


@app.exception_handler(RequestValidationError)
async def bad(request: Request, error: RequestValidationError) -> JSONResponse:
    """The contract's error body for what cannot be read."""
    return _refusal(422, "bad", "en" if request.headers.get("accept-language", "").startswith("en") else "km")


async def known(
    authorization: Annotated[str, Header()] = "", accept_language: Annotated[str, Header()] = "km"
) -> Conversation:
    """The conversation of the bearer token; 401 without one."""
    conversation = conversations.get(authorization.removeprefix("Bearer "))
    if not authorization.startswith("Bearer ") or conversation is None:
        raise Refused(401, "unknown", "en" if accept_language.startswith("en") else "km")
    return conversation


Known = Annotated[Conversation, Depends(known)]


@app.post("/api/conversations", status_code=201)
async def begin(tongue: Tongue) -> dict[str, str]:
    """A new conversation."""
    token = secrets.token_urlsafe(32)
    conversations[token] = Conversation(tongue.language)
    return {"token": token, "language": tongue.language}


@app.post("/api/messages", status_code=202)
async def say(said: Said, conversation: Known, response: Response) -> dict[str, Any]:
    """Takes one message once; a repeat gives the same number."""
    name = str(said.id)
    if name in conversation.taken:
        response.status_code = 200
        return {"id": name, "seq": conversation.taken[name]}
    if len(said.text or "") > LONGEST:
        raise Refused(413, "too_long", conversation.language)
    if said.button is not None and said.button not in conversation.buttons:
        raise Refused(422, "bad", conversation.language)
    key, text = conversation.buttons[said.button] if said.button else ("", said.text or "")
    conversation.taken[name] = conversation.add("you", [("text", text)], own=name)
    conversation.typing += 1
    await conversation.tell()
    task = asyncio.create_task(_think(conversation, key))
    thinking.add(task)
    task.add_done_callback(thinking.discard)
    return {"id": name, "seq": conversation.taken[name]}


async def _think(conversation: Conversation, key: str) -> None:
    await asyncio.sleep(THINKS)
    words = SAYS[conversation.language]
    conversation.typing -= 1
    if key == "person":
        conversation.owner = "queue"
        conversation.add("bot", [("text", words["wait"])])
    else:
        conversation.add("bot", [("text", words["answer"]), ("source", words["source"])], ("more", "person"))
    await conversation.tell()


@app.get("/api/messages")
async def read(
    conversation: Known,
    after: Annotated[int, Query(ge=0)] = 0,
    wait: Annotated[int, Query(ge=0, le=25)] = 0,
) -> dict[str, Any]:
    """Messages behind `after`; waits up to `wait` seconds for the first change."""
    before = conversation.state()

    def news() -> bool:
        return bool(conversation.after(after)) or conversation.state() != before or conversation.ended

    async with conversation.changed:
        with suppress(TimeoutError):
            await asyncio.wait_for(conversation.changed.wait_for(news), wait)
    return {"messages": conversation.after(after), **conversation.state()}


@app.get("/api/stream", response_class=EventSourceResponse)
async def stream(
    conversation: Known, last_event_id: Annotated[int, Header(ge=0)] = 0
) -> AsyncIterator[ServerSentEvent]:
    """The state at once, then messages behind the last one seen and every change, until the conversation ends."""
    last, told = last_event_id, None
    while not conversation.ended:
        for message in conversation.after(last):
            last = message["seq"]
            yield ServerSentEvent(event="message", id=str(last), data=message)
        if conversation.state() != told:
            told = conversation.state()
            yield ServerSentEvent(event="state", data=told)
        async with conversation.changed:
            if not conversation.after(last) and conversation.state() == told and not conversation.ended:
                await conversation.changed.wait()


@app.post("/api/language")
async def speak(tongue: Tongue, conversation: Known) -> dict[str, str]:
    """Changes the language of what follows."""
    conversation.language = tongue.language
    await conversation.tell()
    return {"language": tongue.language}


@app.post("/api/end", status_code=204)
async def end(conversation: Known, authorization: Annotated[str, Header()]) -> None:
    """Quick exit: the token opens nothing any more."""
    del conversations[authorization.removeprefix("Bearer ")]
    conversation.ended = True
    await conversation.tell()


@app.get("/complaint")
@app.get("/case")
async def plain(request: Request) -> HTMLResponse:
    """Stands where the plain pages stand."""
    return HTMLResponse("<!doctype html><html lang=en><title>Form</title><h1>Form</h1>")
