"""Security: what surrounds every answer and every request — headers, origin, size, and no naked failure."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.store.engine import Unavailable
from actions.store.settings import settings
from admin.desk import SAFE

BODY_LIMIT = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send "Origin: null" with our own forms, and the origin could not be checked.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATIC_CACHE, NO_CACHE = "private, max-age=86400", "no-store"
HTTPS_ONLY = "max-age=31536000"
Refuse = Callable[[Request, int, str], Response]
_log = structlog.get_logger("admin")


class Shield:
    """The outermost layer, in plain ASGI."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self.app, self.refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _dress(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        request = Request(scope, receive)
        try:
            if refused := _refusal(request):
                await self.refuse(request, *refused)(scope, receive, answer)
            else:
                await self.app(scope, _limited(receive), answer)
        except Exception as fault:
            _log.error("admin.failed", exc_info=fault)  # our log keeps its kind and place, never its words
            if started:
                raise
            status = 503 if isinstance(fault, Unavailable) else 500
            await self.refuse(request, status, "unexpected")(scope, receive, answer)


def _dress(headers: MutableHeaders, path: str, status: int) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    kept = path.startswith("/static/") and status in (200, 304)
    headers["Cache-Control"] = STATIC_CACHE if kept else NO_CACHE
    if settings().staff_cookie_secure:
        headers["Strict-Transport-Security"] = HTTPS_ONLY


def _refusal(request: Request) -> tuple[int, str] | None:
    if request.method in SAFE:
        return None
    if not _from_our_own_page(request.headers):
        return 403, "form"
    length = request.headers.get("content-length", "0")
    return (413, "too_long") if not length.isdecimal() or int(length) > BODY_LIMIT else None


def _from_our_own_page(headers: Headers) -> bool:
    """Browsers say where a request began: it must be this host, and neither of the two signs may speak against it."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    host = headers.get("host", "")
    return bool(host) and urlsplit(headers.get("origin", "")).netloc.casefold() == host.casefold()


def _limited(receive: Receive) -> Receive:
    total = 0

    async def receive_within_limit() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > BODY_LIMIT:
            raise HTTPException(413)
        return message

    return receive_within_limit
