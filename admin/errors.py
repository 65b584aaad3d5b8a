"""Errors as pages: what happened and what to do next, in the reader's language; absent and not-yours look the same."""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from actions.audit.chain import record
from actions.store.engine import refuse
from actions.store.errors import BadInput, Forbidden, HouseError, NotFound
from admin.desk import SAFE, BadForm, DeskError, FirstPassword, SignedOut, desk_of, recognise
from admin.pages import go, page

CODES = {404: "not_found", 405: "not_found", 413: "too_long", 429: "too_many", 403: "forbidden"}
_ID = re.compile(r"[0-9a-f]{32}")


def problem(request: Request, status: int, code: str, holder: str = "", words: str = "") -> Response:
    """The page for one kind of error. `holder` is who has a case; `words` are what was typed and would be lost."""
    return page(request, "error.html", status, code=code, holder=holder, words=words)


def handle_errors(app: FastAPI) -> None:
    """Teach the application to answer every error with a page."""
    app.add_exception_handler(HouseError, _known)
    app.add_exception_handler(DeskError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _known(request: Request, error: Exception) -> Response:
    if isinstance(error, FirstPassword):
        return go("/first-password")
    if isinstance(error, SignedOut):
        if request.method in SAFE:
            return go(_sign_in_from(request))
        typed = (await request.form()).get("text", "")
        return problem(request, error.status, error.code, words=typed if isinstance(typed, str) else "")
    if isinstance(error, (Forbidden, NotFound, BadForm)):
        await run_in_threadpool(_remember, request)
    code, status = (error.code, error.status) if isinstance(error, (HouseError, DeskError)) else ("unexpected", 500)
    return problem(request, status, code)


async def _http(request: Request, error: Exception) -> Response:
    if getattr(request.state, "desk", None) is None:  # an unknown address has no guard to say who asks
        await run_in_threadpool(recognise, request)
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem(request, status, CODES.get(status, BadInput.code))


async def _invalid(request: Request, _error: Exception) -> Response:
    return problem(request, BadInput.status, BadInput.code)


def _sign_in_from(request: Request) -> str:
    path = request.url.path
    return "/sign-in" if path == "/" else f"/sign-in?next={quote(path)}"


def _remember(request: Request) -> None:
    """A refusal goes to the trail, with the case's id when one was asked for, and else with the page."""
    desk = desk_of(request)
    if desk.signed_in is None:
        return
    asked = next((value for value in request.path_params.values() if _ID.fullmatch(str(value))), None)
    target = asked or f"{request.method} {getattr(request.scope.get('route'), 'path', '')}"
    refuse(record, f"staff:{desk.staff.id}", "staff.refused", target[:64])
