"""The people page: who may sign in, adding them, switching accounts off and on, one-time passwords."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from actions.staff import people
from actions.staff.models import Staff
from actions.staff.permissions import Permission, Role
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, Conflict
from admin.desk import desk_of, route
from admin.pages import go, page

router = APIRouter()
Text = Annotated[str, Form()]
NEEDS = Permission.MANAGE_PEOPLE


@route(router, "GET", "/people", needs=NEEDS)
def show(request: Request) -> Response:
    """Everybody, and the form to add somebody."""
    return _page(request)


@route(router, "POST", "/people", needs=NEEDS)
def add(request: Request, username: Text = "", name: Text = "", role: Text = "") -> Response:
    """Add a person; the one-time password is shown once, on the answer to this request."""
    try:
        password = people.add(desk_of(request).staff.id, username, name, role)
    except (BadInput, Conflict) as error:
        typed = {"username": username, "name": name, "role": role}
        return _page(request, error.status, problem=str(error), typed=typed)
    return page(request, "one_time_password.html", name=name, username=people.canonical(username), password=password)


@route(router, "POST", "/people/{staff_id}/reset", needs=NEEDS)
def reset(request: Request, staff_id: str) -> Response:
    """A new one-time password for somebody, shown once."""
    try:
        password = people.reset(desk_of(request).staff.id, staff_id)
    except BadInput as error:
        return _page(request, error.status, problem=str(error))
    person = _person(staff_id)
    return page(request, "one_time_password.html", name=person.name, username=person.username, password=password)


@route(router, "POST", "/people/{staff_id}/deactivate", needs=NEEDS)
def deactivate(request: Request, staff_id: str) -> Response:
    """Switch an account off."""
    try:
        with unit() as session:
            people.deactivate(session, desk_of(request).staff.id, staff_id)
    except (BadInput, Conflict) as error:
        return _page(request, error.status, problem=str(error))
    return go("/people")


@route(router, "POST", "/people/{staff_id}/reactivate", needs=NEEDS)
def reactivate(request: Request, staff_id: str) -> Response:
    """Switch an account on again."""
    with unit() as session:
        people.reactivate(session, desk_of(request).staff.id, staff_id)
    return go("/people")


def _person(staff_id: str) -> Staff:
    with reading() as session:
        return people.get(session, staff_id)


def _page(request: Request, status: int = 200, problem: str = "", typed: dict[str, str] | None = None) -> Response:
    with reading() as session:
        everybody = people.listing(session)
    return page(
        request,
        "people.html",
        status,
        people=everybody,
        roles=list(Role),
        problem=problem,
        typed=typed or {"username": "", "name": "", "role": Role.OFFICER},
    )
