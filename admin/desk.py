"""The desk: how a route names what it needs, and who is asking. A route that names nothing stops the start."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Mount

from actions.staff import sessions
from actions.staff.models import Staff
from actions.staff.permissions import Permission, may
from actions.staff.sessions import SignedIn
from actions.store.crypto import lookup_hash
from actions.store.engine import reading, unit
from actions.store.errors import Forbidden, NotFound
from actions.store.settings import settings
from admin.words import LANGUAGES, Words

SAFE = frozenset({"GET", "HEAD"})
STATIC = ("/static/fonts", "/static")
LANGUAGE_COOKIE = "language"
EIGHT_HOURS = 8 * 3600
_ID = re.compile(r"[0-9a-f]{32}")


class Public:
    """The mark of a route that anybody may call."""


PUBLIC = Public()


class DeskError(Exception):
    """Something that happens at this door only; `code` names its page."""

    code, status = "unexpected", 500


class SignedOut(DeskError):
    """Nobody is signed in here, or not any more."""

    code, status = "signed_out", 401


class FirstPassword(DeskError):
    """This person has to replace a one-time password before anything else."""

    code, status = "first_password", 303


class BadForm(DeskError):
    """The form did not come from one of our own pages, or that page is too old."""

    code, status = "form", 403


@dataclass(frozen=True)
class Desk:
    """Who is asking, and in which language they are answered."""

    words: Words
    csrf: str
    signed_in: SignedIn | None = None

    @property
    def staff(self) -> Staff:
        """The person who is signed in. Raises SignedOut on a public page without one."""
        if self.signed_in is None:
            raise SignedOut
        return self.signed_in.staff

    def may(self, permission: str) -> bool:
        """Whether this person's role permits something."""
        return self.signed_in is not None and may(self.signed_in.staff.role, Permission(permission))


class Guard:
    """Stands before one route: signed in, own form, first password replaced, permitted — in this order."""

    def __init__(self, needs: Permission | Public, seen: bool, first: bool) -> None:
        self.needs, self.seen, self.first = needs, seen, first

    async def __call__(self, request: Request) -> None:
        given: Any = ""
        if request.method not in SAFE:
            given = (await request.form()).get("csrf", "")
        await run_in_threadpool(self._admit, request, given if isinstance(given, str) else "")

    def _admit(self, request: Request, given: str) -> None:
        if isinstance(self.needs, Public):
            desk = request.state.desk = guest(request)
            if request.method not in SAFE and not hmac.compare_digest(desk.csrf.encode(), given.encode()):
                raise BadForm
            return
        signed_in = recognise(request, self.seen)
        if signed_in is None:
            raise SignedOut
        if request.method not in SAFE and not sessions.csrf_matches(signed_in, given):
            raise BadForm
        if signed_in.staff.must_change_password and not self.first:
            raise FirstPassword
        if not may(signed_in.staff.role, self.needs):
            raise Forbidden
        if not all(_ID.fullmatch(str(value)) for value in request.path_params.values()):
            raise NotFound  # before the database is asked: to it, some characters are an error


def route(
    router: APIRouter, method: str, path: str, *, needs: Permission | Public, seen: bool = True, first: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a page and what it needs.

    `seen` is False for a page that refreshes itself (it keeps no session alive). `first` is True for the few pages a
    person with a one-time password may use.
    """

    def register(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        guard = Guard(needs, seen, first)
        router.add_api_route(path, endpoint, methods=[method], dependencies=[Depends(guard)], response_model=None)
        return endpoint

    return register


def guard_of(found: BaseRoute) -> Guard | None:
    """The guard of a route, if it has one."""
    if not isinstance(found, APIRoute):
        return None
    guards = [rule.dependency for rule in found.dependencies if isinstance(rule.dependency, Guard)]
    return guards[0] if guards else None


def refuse_unguarded(routes: Iterable[BaseRoute]) -> None:
    """Raises RuntimeError naming every route that does not say what it needs. Only the static files need not."""
    names = [
        getattr(found, "path", repr(found))
        for found in routes
        if guard_of(found) is None and not (isinstance(found, Mount) and found.path in STATIC)
    ]
    if names:
        raise RuntimeError(f"these routes name no permission: {', '.join(names)}")


def desk_of(request: Request) -> Desk:
    """Who is asking, as the guard found them; a guest where no guard stood (an unknown address)."""
    desk = getattr(request.state, "desk", None)
    return desk if desk is not None else guest(request)


def guest(request: Request) -> Desk:
    """Nobody yet: the language of the last choice, and the secret of the sign-in form in this browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    door = request.cookies.get(cookie_name("door"))
    csrf = lookup_hash("sign-in form", door) if door else secrets.token_hex(32)
    return Desk(Words(chosen if chosen in LANGUAGES else "km"), csrf)


def recognise(request: Request, seen: bool = False) -> SignedIn | None:
    """The person behind the request's cookie, if their session lives; the request's desk is then theirs."""
    token = brought(request)
    if token is None:
        return None
    with unit() if seen else reading() as session:
        found = sessions.find(session, token, seen)
    if found is not None:
        request.state.desk = Desk(Words(found.staff.language), found.csrf, found)
    return found


def brought(request: Request) -> str | None:
    """The session token the browser brings. Two of them mean that somebody planted one: neither is believed."""
    name = f"{cookie_name('staff')}="
    crumbs = [crumb.strip() for line in request.headers.getlist("cookie") for crumb in line.split(";")]
    tokens = [crumb.removeprefix(name) for crumb in crumbs if crumb.startswith(name)]
    return tokens[0] if len(tokens) == 1 and tokens[0] else None


def cookie_name(name: str) -> str:
    """The name of one of our cookies; behind https it carries the prefix that ties it to this host alone."""
    return f"__Host-{name}" if settings().staff_cookie_secure else name


def set_cookie(response: Response, name: str, value: str, max_age: int | None = None) -> None:
    """Set one of our cookies: unreadable to scripts, sent from our own pages only."""
    response.set_cookie(
        name, value, max_age=max_age, path="/", secure=settings().staff_cookie_secure, httponly=True, samesite="strict"
    )


def sign_in_browser(response: Response, token: str) -> None:
    """Give the browser its session; it is gone with the browser, or after 8 hours."""
    set_cookie(response, cookie_name("staff"), token, EIGHT_HOURS)


def sign_out_browser(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(
        cookie_name("staff"), path="/", secure=settings().staff_cookie_secure, httponly=True, samesite="strict"
    )
