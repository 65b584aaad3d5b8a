"""The trail page: acts, newest first, and whether the chain is whole."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from actions.audit.chain import record
from actions.staff import trail
from actions.staff.permissions import Permission
from actions.store.engine import reading, unit
from admin.desk import desk_of, route
from admin.pages import page

router = APIRouter()


@route(router, "GET", "/trail", needs=Permission.READ_TRAIL)
def show(request: Request, before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> Response:
    """A page of the trail. Reading it is an act too; the chain is walked on the first page."""
    with unit() as session:
        record(session, f"staff:{desk_of(request).staff.id}", "trail.view", "trail")
    with reading() as session:
        acts = trail.acts(session, before)
        check = trail.check(session) if before is None else None
    older = acts[-1].id if len(acts) == trail.PAGE else None
    return page(request, "trail.html", acts=acts, check=check, older=older)
