"""The account page: own password, own language, own sessions."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from actions.staff import accounts, sessions
from actions.staff.permissions import Permission
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, TooMany
from admin.desk import LANGUAGE_COOKIE, desk_of, route, set_cookie, sign_in_browser
from admin.pages import go, page

router = APIRouter()
Text = Annotated[str, Form()]
NEEDS = Permission.OWN_ACCOUNT
A_YEAR = 365 * 24 * 3600
_PLACE = re.compile(r"/(?:case/[0-9a-f]{32}|queue|people|trail|account)")


@route(router, "GET", "/account", needs=NEEDS)
def show(request: Request, done: str = "") -> Response:
    """Own account."""
    return _page(request, done="password" if done == "password" else "")


@route(router, "POST", "/account/password", needs=NEEDS)
def change_password(request: Request, current: Text = "", new: Text = "", again: Text = "") -> Response:
    """Change one's password; every session ends, and this browser gets a new one."""
    address = request.client.host if request.client else ""
    try:
        token = accounts.change_password(desk_of(request).staff.id, new, again, address, current)
    except (BadInput, TooMany) as error:
        return _page(request, error.status, problem=str(error))
    response = go("/account?done=password")
    sign_in_browser(response, token)
    return response


@route(router, "POST", "/account/language", needs=NEEDS, first=True)
def choose_language(request: Request, language: Text = "") -> Response:
    """The language of one's pages; back to the page one was on."""
    with unit() as session:
        accounts.choose_language(session, desk_of(request).staff.id, language)
    came_from = _PLACE.match(urlsplit(request.headers.get("referer", "")).path)
    response = go(came_from.group() if came_from else "/")
    set_cookie(response, LANGUAGE_COOKIE, language, A_YEAR)
    return response


@route(router, "POST", "/account/sessions/end", needs=NEEDS)
def end_session(request: Request, handle: Text = "") -> Response:
    """End one of one's sessions on another machine."""
    with unit() as session:
        sessions.end_own(session, desk_of(request).staff.id, handle)
    return go("/account")


def _page(request: Request, status: int = 200, problem: str = "", done: str = "") -> Response:
    desk = desk_of(request)
    with reading() as session:
        own = sessions.own(session, desk.staff.id)
    here = desk.signed_in.handle if desk.signed_in else ""
    return page(request, "account.html", status, sessions=own, here_session=here, problem=problem, done=done)
