"""The case page: look, claim, reply, note, close."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, Response

from actions.cases import access, queue
from actions.cases import thread as words_of_case
from actions.cases.status import Audience, CaseState, MessageKind
from actions.staff.people import names
from actions.staff.permissions import Permission
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, Conflict, NotFound
from admin.case import showing
from admin.desk import desk_of, route
from admin.errors import problem
from admin.pages import go, page

router = APIRouter()
Text = Annotated[str, Form()]
ORIGIN = re.compile(r"form:[0-9a-f]{32}")
POST = {
    MessageKind.REPLY: words_of_case.reply,
    MessageKind.NOTE: words_of_case.note,
    MessageKind.CLOSED: words_of_case.close,
}
DONE = frozenset({"claimed", *POST})


@route(router, "GET", "/case/{case_id}", needs=Permission.SEE_QUEUE)
def show(request: Request, case_id: str, done: str = "") -> Response:
    """The case: everything for who may open it, only its head for who could claim it."""
    return _page(request, case_id, done=done if done in DONE else "")


@route(router, "GET", "/case/{case_id}/pulse", needs=Permission.SEE_QUEUE, seen=False)
def pulse(request: Request, case_id: str) -> Response:
    """When the case last changed, for the page that watches for new words. It holds none."""
    with reading() as session:
        changed = queue.pulse(session, desk_of(request).staff, case_id)
    return JSONResponse({"changed": changed.isoformat()})


@route(router, "POST", "/case/{case_id}/claim", needs=Permission.CLAIM_CASE)
def claim(request: Request, case_id: str) -> Response:
    """Take a case nobody has; when somebody was first, say who."""
    try:
        with unit() as session:
            queue.claim(session, desk_of(request).staff, case_id)
    except Conflict as error:
        holder = str(error) if str(error) != Conflict.code else ""
        return problem(request, Conflict.status, "taken" if holder else "closed", holder=holder)
    return go(f"/case/{case_id}?done=claimed")


@route(router, "POST", "/case/{case_id}/reply", needs=Permission.ANSWER_CASE)
def reply(request: Request, case_id: str, text: Text = "", origin: Text = "") -> Response:
    """Words for the citizen."""
    return _post(request, case_id, MessageKind.REPLY, text, origin)


@route(router, "POST", "/case/{case_id}/note", needs=Permission.ANSWER_CASE)
def note(request: Request, case_id: str, text: Text = "", origin: Text = "") -> Response:
    """Words among staff."""
    return _post(request, case_id, MessageKind.NOTE, text, origin)


@route(router, "POST", "/case/{case_id}/close", needs=Permission.ANSWER_CASE)
def close(request: Request, case_id: str, text: Text = "", origin: Text = "") -> Response:
    """The last words for the citizen, and the end of the case."""
    return _post(request, case_id, MessageKind.CLOSED, text, origin)


def _post(request: Request, case_id: str, kind: MessageKind, text: str, origin: str) -> Response:
    staff, text = desk_of(request).staff, text.replace("\r\n", "\n")
    try:
        if not ORIGIN.fullmatch(origin):
            raise BadInput("origin")
        with unit() as session:
            case = access.for_staff(session, staff, case_id)
            if kind != MessageKind.NOTE and case.assignee_id is None:
                raise Conflict("unclaimed")
            if kind != MessageKind.NOTE and case.state == CaseState.CLOSED:
                thread = words_of_case.entries(session, case, Audience.STAFF)
                if not showing.said_already(thread, kind, staff.id, text):
                    raise Conflict("closed")
            else:
                POST[kind](session, case, staff, text, origin)
    except (BadInput, Conflict) as error:
        return _page(request, case_id, error.status, problem=str(error), kind=kind, typed=text)
    return go(f"/case/{case_id}?done={kind}")


def _page(
    request: Request,
    case_id: str,
    status: int = 200,
    done: str = "",
    problem: str = "",
    kind: MessageKind | None = None,
    typed: str = "",
) -> Response:
    """The page. After a refused form, `problem` says why and `typed` keeps the words in the form of that `kind`."""
    desk = desk_of(request)
    with unit() as session:  # a look at a case is written down before anything is shown
        try:
            case = access.for_staff(session, desk.staff, case_id)
            entries = words_of_case.entries(session, case, Audience.STAFF)
        except NotFound:
            case, entries = access.unclaimed(session, desk.staff, case_id), None
        known = names(session, {entry.author_id or "" for entry in entries or ()} | {case.assignee_id or ""})
    return page(
        request,
        "case.html",
        status,
        case=case,
        assignee=known.get(case.assignee_id or ""),
        thread=None if entries is None else showing.thread(entries, known, desk.staff.id, desk.words),
        overdue=queue.overdue(case),
        origins={name: words_of_case.new_origin() for name in POST},
        done=done,
        problem=problem,
        kind=kind,
        typed=typed,
    )
