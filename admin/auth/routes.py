"""Signing in and out, the first password, the way to one's first page, and the health of this door."""

from __future__ import annotations

import re
import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, Response

from actions.staff import accounts, sessions
from actions.staff.permissions import Permission
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, HouseError, TooMany
from admin.desk import (
    LANGUAGE_COOKIE,
    LANGUAGES,
    PUBLIC,
    brought,
    cookie_name,
    desk_of,
    recognise,
    route,
    set_cookie,
    sign_in_browser,
    sign_out_browser,
)
from admin.pages import PLACES, go, page

router = APIRouter()
_OWN_PATH = re.compile(r"/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?")
A_YEAR = 365 * 24 * 3600


@route(router, "GET", "/health", needs=PUBLIC)
def health() -> Response:
    """Whether this door can do its work: the database answers."""
    with reading() as session:
        accounts.ready(session)
    return JSONResponse({"status": "ok"})


@route(router, "GET", "/sign-in", needs=PUBLIC)
def show_sign_in(request: Request, next: str = "/", language: str = "") -> Response:
    """The sign-in page; `language` switches the language it is in."""
    if language in LANGUAGES:
        response: Response = go("/sign-in")
        set_cookie(response, LANGUAGE_COOKIE, language, A_YEAR)
        return response
    door = cookie_name("door")
    if door not in request.cookies:
        request.cookies[door] = made = secrets.token_urlsafe(32)
        response = _sign_in_page(request, next, fresh=True)
        set_cookie(response, door, made)
        return response
    return _sign_in_page(request, next, fresh=True)


@route(router, "POST", "/sign-in", needs=PUBLIC)
def sign_in(
    request: Request,
    username: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in: a session with a new id, whatever the browser brought along."""
    try:
        staff = accounts.verify(username, password, request.client.host if request.client else "")
    except (accounts.SignInRefused, TooMany) as error:
        return _sign_in_page(request, next, error)
    old = brought(request)
    with unit() as session:
        if old:
            sessions.end(session, old)
        token = sessions.start(session, staff)
    response = go(next if _OWN_PATH.fullmatch(next) else "/")
    sign_in_browser(response, token)
    set_cookie(response, LANGUAGE_COOKIE, staff.language, A_YEAR)
    return response


@route(router, "POST", "/sign-out", needs=Permission.OWN_ACCOUNT, first=True)
def sign_out(request: Request) -> Response:
    """Sign out here; the session ends in the house, not only in the browser."""
    with unit() as session:
        sessions.end(session, brought(request) or "")
    response = go("/sign-in")
    sign_out_browser(response)
    return response


@route(router, "GET", "/", needs=Permission.OWN_ACCOUNT)
def home(request: Request) -> Response:
    """To the page where this person's work begins."""
    desk = desk_of(request)
    return go(next(path for permission, path, _ in PLACES if desk.may(permission)))


@route(router, "GET", "/first-password", needs=Permission.OWN_ACCOUNT, first=True)
def show_first_password(request: Request) -> Response:
    """The page to replace a one-time password."""
    if not desk_of(request).staff.must_change_password:
        return go("/")
    return page(request, "first_password.html", problem=None)


@route(router, "POST", "/first-password", needs=Permission.OWN_ACCOUNT, first=True)
def set_first_password(
    request: Request, new: Annotated[str, Form()] = "", again: Annotated[str, Form()] = ""
) -> Response:
    """Replace a one-time password; all sessions end and one new one begins."""
    staff = desk_of(request).staff
    if not staff.must_change_password:
        return go("/")
    try:
        token = accounts.change_password(staff.id, new, again, request.client.host if request.client else "")
    except BadInput as error:
        return page(request, "first_password.html", error.status, problem=str(error))
    response = go("/")
    sign_in_browser(response, token)
    return response


def _sign_in_page(request: Request, next: str, error: HouseError | None = None, fresh: bool = False) -> Response:
    if fresh and recognise(request):
        return go("/")
    request.state.desk = None  # made again, now that the browser has its door cookie
    return page(
        request,
        "sign_in.html",
        error.status if error else 200,
        next=next if _OWN_PATH.fullmatch(next) else "/",
        problem="sign_in" if isinstance(error, accounts.SignInRefused) else error.code if error else None,
    )
