"""The webhook: Telegram's POST is checked, stored and committed, and only then answered 200."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from actions.store.settings import settings
from bot.telegram.asides import Asides
from bot.telegram.client import configured, open_bot
from bot.telegram.receive import receive, set_aside
from bot.telegram.secrecy import hide

log = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
SHORTEST_SECRET = 16
LARGEST_BODY = 64 * 1024
# SQLite lets one writer in at a time, and not in the order of asking: a short queue of our own is fair.
STORING_AT_ONCE = 4


def router() -> APIRouter:
    """The route for the web program. Its lifespan owns the client for courtesies; storing needs no client."""
    return _Door().routes


class _Door:
    def __init__(self) -> None:
        self.asides: Asides | None = None
        self.room = asyncio.Semaphore(STORING_AT_ONCE)
        self.routes = APIRouter(lifespan=self._open)
        self.routes.add_api_route(PATH, self.update, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def _open(self, _app: Any) -> AsyncIterator[None]:
        hide(settings().telegram_secret.get_secret_value())
        if not configured():
            yield
            return
        async with open_bot() as bot:
            self.asides = Asides(bot)
            try:
                yield
            finally:
                await self.asides.close()

    async def update(self, request: Request) -> Response:
        """403 without our secret, 413 above 64 KiB, 503 when it could not be stored, otherwise 200."""
        if not _is_telegram(request.headers.get(SECRET_HEADER, "")):
            set_aside("wrong_secret")
            return Response(status_code=403)
        body = await _read(request)
        if body is None:
            set_aside("too_large")
            return Response(status_code=413, headers={"Connection": "close"})  # the rest of it is not read either
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):  # it would be as broken the next time: 200 ends it
            set_aside("not_json")
            return Response(status_code=200)
        try:
            async with self.room:
                received = await run_in_threadpool(receive, update)
        except Exception as error:  # nothing but the store raises there, and what is not stored must come again
            log.error("update not stored: %s", type(error).__name__)
            set_aside("not_stored")
            return Response(status_code=503)
        if self.asides:
            self.asides.consider(received)
        return Response(status_code=200)


def _is_telegram(given: str) -> bool:
    secret = settings().telegram_secret.get_secret_value()
    known = len(secret) >= SHORTEST_SECRET
    return hmac.compare_digest(given.encode(), secret.encode()) and known


async def _read(request: Request) -> bytes | None:
    """The body, or None as soon as it is known to be too large, whatever its length header says."""
    declared = request.headers.get("Content-Length", "0")
    if declared.isdecimal() and int(declared) > LARGEST_BODY:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
