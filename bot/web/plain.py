"""The plain pages: complaining and reading one's case with HTML alone, without JavaScript and while Rasa is down."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.templating import Jinja2Templates

from actions.answers import compose
from actions.cases import access, passes, receipts, thread
from actions.cases.models import Case
from actions.cases.status import Audience, MessageKind
from actions.conversations.say import Say
from actions.interviews import asking, engine, finish
from actions.interviews.engine import Refused, State
from actions.library import library
from actions.library.places import provinces
from actions.store.clock import local
from actions.store.engine import Session, unit
from actions.store.errors import BadInput, HouseError, NotFound

HERE = Path(__file__).parent
CHANNEL = "page"
router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(HERE / "templates")
Lang = Annotated[str, Query(pattern="^(km|en)$")]
Field = Annotated[str, Form(max_length=20_000)]


def page(request: Request, name: str, language: str, status: int = 200, **values: Any) -> Response:
    """A page in a language; `t` turns a message id into words, `say` a Say into its blocks of text."""

    def t(key: str) -> str:
        return library().message(key, language)

    def say(key: str, **given: Any) -> list[str]:
        return [block.text for block in compose(Say(key, given), language).blocks]

    context = {"t": t, "say": say, "language": language, **values}
    return templates.TemplateResponse(request, name, context, status_code=status)


@router.get("/static/plain.css")
def style() -> Response:
    """The style of the plain pages."""
    return FileResponse(HERE / "static" / "plain.css", media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/complaint")
def form(request: Request, lang: Lang = "km") -> Response:
    """The complaint form, all questions on one page."""
    return _form(request, lang, secrets.token_urlsafe(24), {}, {})


@router.post("/complaint")
async def complain(request: Request) -> Response:
    """Take the complaint exactly once per form, however often it is sent, and show its receipt."""
    sent = {name: str(value) for name, value in (await request.form()).items()}
    language = sent.get("lang") if sent.get("lang") in ("km", "en") else "km"
    token = sent.get("form", "")
    if not 16 <= len(token) <= 64:
        token = secrets.token_urlsafe(24)
    state, faults = _read(sent)
    if faults:
        return _form(request, language, token, sent, faults, status=422)
    return await run_in_threadpool(_take, request, language, token, state)


def _take(request: Request, language: str, token: str, state: State) -> Response:
    origin = f"page:{hashlib.sha256(token.encode()).hexdigest()}"
    with unit() as session:
        receipt = receipts.make_for(token)
        opened = finish.open_complaint(session, state, origin, CHANNEL, language, receipt=receipt)
        due = {"kind": "date", "value": local(opened.case.due_at).date().isoformat()}
    return page(request, "received.html", language, receipt=asking.shown(receipt), due=due, urgent=engine.urgent(state))


def _read(sent: dict[str, str]) -> tuple[State, dict[str, str]]:
    """What was filled in, and a message id for every question whose answer does not fit."""
    state, faults = State("complaint"), {}
    for question in engine.visible(state):
        given = sent.get(question.id, "").strip()
        if question.kind == "confirm":
            continue
        result = (
            engine.skip(state, question) if not given and question.optional else engine.answer(state, question, given)
        )
        if isinstance(result, Refused):
            faults[question.id] = result.why
        else:
            state = result
    return state, faults


def _form(
    request: Request, language: str, token: str, sent: dict[str, str], faults: dict[str, str], status: int = 200
) -> Response:
    questions = [question for question in State("complaint").definition.questions if question.kind != "confirm"]
    places = [(place.name(language), place.name(language)) for place in provinces()]
    return page(
        request,
        "complaint.html",
        language,
        status,
        questions=questions,
        places=places,
        token=token,
        sent=sent,
        faults=faults,
    )


@router.get("/case")
def entry(request: Request, lang: Lang = "km") -> Response:
    """Where a receipt is typed in."""
    return page(request, "case_entry.html", lang, fault=None)


@router.post("/case")
def show(request: Request, lang: Field = "km", receipt: Field = "", sealed: Field = "") -> Response:
    """The case behind a receipt, or behind a pass given for one."""
    language = lang if lang in ("km", "en") else "km"
    asker = f"address:{request.client.host if request.client else ''}"
    try:
        receipt_hash = None if sealed else receipts.check(receipt, asker, receipts.PER_ADDRESS)
        with unit() as session:
            case = (
                access.for_receipt(session, receipt_hash, asker) if receipt_hash else access.for_pass(session, sealed)
            )
            return _case_page(request, session, case, language)
    except HouseError as fault:
        key = "receipt.not_found" if isinstance(fault, NotFound) else f"receipt.{fault.code}"
        return page(request, "case_entry.html", language, fault.status, fault=key)


@router.post("/case/message")
def write(request: Request, lang: Field = "km", sealed: Field = "", text: Field = "", origin: Field = "") -> Response:
    """The citizen's words reach the case, once per form."""
    language = lang if lang in ("km", "en") else "km"
    try:
        with unit() as session:
            case = access.for_pass(session, sealed)
            fault = None
            try:
                thread.citizen_wrote(session, case, text, f"page:{origin[:64]}")
            except BadInput as bad:
                fault = "interview.empty" if str(bad) == "empty" else "interview.story_too_long"
            return _case_page(request, session, case, language, fault)
    except NotFound:
        return page(request, "case_entry.html", language, 404, fault="receipt.pass_over")


def _case_page(request: Request, session: Session, case: Case, language: str, fault: str | None = None) -> Response:
    shown = [
        {"kind": entry.kind, "at": local(entry.at), "text": entry.body.get("text", "")}
        for entry in thread.entries(session, case, Audience.CITIZEN)
        if entry.kind in (MessageKind.CITIZEN, MessageKind.REPLY, MessageKind.CLOSED)
    ]
    values = {
        "opened": {"kind": "date", "value": local(case.created_at).date().isoformat()},
        "due": {"kind": "date", "value": local(case.due_at).date().isoformat()},
    }
    return page(
        request,
        "case.html",
        language,
        state=f"case.state.{case.state}",
        values=values,
        entries=shown,
        sealed=passes.make(case.id),
        origin=secrets.token_urlsafe(24),
        fault=fault,
    )
