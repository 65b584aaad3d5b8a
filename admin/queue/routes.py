"""The queue page, and the part of it that refreshes itself."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from actions.cases.queue import View, counts, listing
from actions.staff.permissions import Permission
from actions.store.engine import reading
from admin.desk import desk_of, route
from admin.pages import page

router = APIRouter()
PAGE, LAST_PAGE = 50, 1000
VIEWS = frozenset(View)
Place = Annotated[int, Query(alias="page")]


@route(router, "GET", "/queue", needs=Permission.SEE_QUEUE)
def show(request: Request, view: str = "", place: Place = 1) -> Response:
    """The queue. Without a view: one's own cases if there are any, else what waits."""
    return page(request, "queue.html", **_rows(request, view, place))


@route(router, "GET", "/queue/rows", needs=Permission.SEE_QUEUE, seen=False)
def rows(request: Request, view: str = View.WAITING, place: Place = 1) -> Response:
    """The rows alone, for the page that refreshes itself."""
    return page(request, "queue_rows.html", **_rows(request, view, place))


def _rows(request: Request, view: str, place: int) -> dict[str, Any]:
    staff = desk_of(request).staff
    place = min(max(place, 1), LAST_PAGE)
    with reading() as session:
        held = counts(session, staff)
        chosen = View(view) if view in VIEWS else (View.MINE if held[View.MINE] else View.WAITING)
        found = listing(session, staff, chosen, limit=PAGE + 1, offset=(place - 1) * PAGE)
    return {
        "rows": found[:PAGE],
        "counts": held,
        "view": chosen,
        "views": list(View),
        "place": place,
        "more": len(found) > PAGE,
    }
