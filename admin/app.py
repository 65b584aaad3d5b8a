"""The staff application: `admin.app:app` for uvicorn, `create_app()` for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from actions.store import logs
from actions.store.settings import ROOT, settings
from admin import errors, pages
from admin.account import routes as account
from admin.auth import routes as auth
from admin.case import routes as case
from admin.desk import refuse_unguarded
from admin.people import routes as people
from admin.queue import routes as queue
from admin.security import Shield
from admin.trail import routes as trail

FONTS = ROOT / "node_modules" / "@fontsource" / "noto-sans-khmer" / "files"
PARTS = (auth, queue, case, people, account, trail)


@asynccontextmanager
async def _start(app: FastAPI) -> AsyncIterator[None]:
    refuse_unguarded(app.routes)
    yield


def create_app() -> FastAPI:
    """A new staff application. Raises RuntimeError when a route names no permission."""
    app = FastAPI(title="NSSF desk", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_start)
    app.router.redirect_slashes = False
    for part in PARTS:
        app.router.routes.extend(part.router.routes)
    if FONTS.is_dir():
        app.mount("/static/fonts", StaticFiles(directory=FONTS), name="fonts")
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    errors.handle_errors(app)
    app.add_middleware(Shield, refuse=errors.problem)
    refuse_unguarded(app.routes)
    return app


logs.set_up("admin", settings().log_level)
app = create_app()
