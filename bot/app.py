"""The citizens' web program: demo page, widget API, plain pages and the Telegram webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import generate_latest
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from actions.library import library
from actions.store import logs
from actions.store.engine import Unavailable, reading
from actions.store.errors import BadInput, HouseError
from actions.store.heartbeat import ages
from actions.store.settings import settings
from actions.store.tuning import settle
from bot.telegram import webhook
from bot.web import plain, routes
from bot.web.headers import SecurityHeaders
from bot.web.stream import Hub
from bot.web.widget import pages

BIGGEST_BODY = 64 * 1024
log = structlog.get_logger()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    library()  # read and checked now, so that no citizen waits for it or meets its faults
    app.state.hub = Hub()
    settle()
    yield
    app.state.hub.close()


def make_app() -> FastAPI:
    """The application, with every route and every answer's headers."""
    app = FastAPI(title="NSSF assistant", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    app.include_router(pages.router)
    app.include_router(routes.router)
    app.include_router(plain.router)
    app.include_router(webhook.router())
    app.add_api_route("/health", health, include_in_schema=False)
    app.add_api_route("/metrics", metrics, include_in_schema=False)
    app.add_exception_handler(HouseError, _house_error)
    app.add_exception_handler(RequestValidationError, _bad_input)
    app.add_exception_handler(Unavailable, _store_away)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=BIGGEST_BODY)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings().widget_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Accept-Language", "Last-Event-ID"],
        expose_headers=["Retry-After"],
        max_age=600,
    )
    app.add_middleware(SecurityHeaders)
    return app


def health() -> dict[str, Any]:
    """Whether this process reaches the database, and which workers were heard lately."""
    with reading() as session:
        return {"status": "ok", "workers": {name: round(age, 1) for name, age in ages(session).items()}}


def metrics(request: Request) -> Response:
    """Prometheus counters, for this machine only."""
    if request.client is None or request.client.host not in ("127.0.0.1", "::1"):
        return Response(status_code=404)
    return PlainTextResponse(generate_latest().decode())


def _language(request: Request) -> str:
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "km"


def _house_error(request: Request, fault: Exception) -> Response:
    code, status = getattr(fault, "code", "unexpected"), getattr(fault, "status", 500)
    return JSONResponse({"code": code, "message": library().message(f"error.{code}", _language(request))}, status)


def _bad_input(request: Request, _fault: Exception) -> Response:
    return _house_error(request, BadInput())


def _store_away(request: Request, _fault: Exception) -> Response:
    """The database is locked or gone: nothing was stored, so say "again", and the outboxes will."""
    log.error("store away", route=request.url.path)
    message = library().message("error.try_again", _language(request))
    return JSONResponse({"code": "try_again", "message": message}, 503, headers={"Retry-After": "3"})


logs.set_up("web", settings().log_level)
app = make_app()
