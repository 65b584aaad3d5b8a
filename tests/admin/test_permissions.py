"""Permissions: every route names one, and each role gets through exactly the doors it should."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount

from actions.staff.models import Staff
from actions.staff.permissions import Permission, Role
from actions.store.crypto import lookup_hash
from actions.store.engine import unit
from admin.app import create_app
from admin.desk import PUBLIC, guard_of, refuse_unguarded, route
from tests.admin.scene import Browser, Scene, csrf_in, origin_in

WHO = ("nobody", "stranger", "holder", "supervisor", "auditor", "administrator")
# One letter per column of WHO. o: done or shown · s: sent to the sign-in page, or told to sign in · f: forbidden
# n: not found (absent and foreign look the same) · c: somebody else has it
DECLARED = {
    ("GET", "/health"): "oooooo",
    ("GET", "/sign-in"): "oooooo",
    ("POST", "/sign-in"): "oooooo",
    ("POST", "/sign-out"): "sooooo",
    ("GET", "/"): "sooooo",
    ("GET", "/first-password"): "sooooo",
    ("POST", "/first-password"): "sooooo",
    ("GET", "/queue"): "soooff",
    ("GET", "/queue/rows"): "soooff",
    ("GET", "/case/{case_id}"): "snooff",
    ("GET", "/case/{case_id}/pulse"): "snooff",
    ("POST", "/case/{case_id}/claim"): "scocff",
    ("POST", "/case/{case_id}/reply"): "snooff",
    ("POST", "/case/{case_id}/note"): "snooff",
    ("POST", "/case/{case_id}/close"): "snooff",
    ("GET", "/people"): "sffffo",
    ("POST", "/people"): "sffffo",
    ("POST", "/people/{staff_id}/reset"): "sffffo",
    ("POST", "/people/{staff_id}/deactivate"): "sffffo",
    ("POST", "/people/{staff_id}/reactivate"): "sffffo",
    ("GET", "/account"): "sooooo",
    ("POST", "/account/password"): "sooooo",
    ("POST", "/account/language"): "sooooo",
    ("POST", "/account/sessions/end"): "sooooo",
    ("GET", "/trail"): "sfffof",
}


@dataclass
class Cell:
    """One caller before one route, with a case somebody else holds (or they, if they are the holder)."""

    scene: Scene
    browser: Browser
    case_id: str
    other_id: str


def routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    return [(method, found) for found in app.routes if isinstance(found, APIRoute) for method in sorted(found.methods)]


def caller(scene: Scene, who: str) -> Cell:
    other = scene.person("other")
    if who == "nobody":
        browser = scene.browser()
        browser.csrf = csrf_in(browser.get("/sign-in").text)
    else:
        role = Role.OFFICER if who in ("stranger", "holder") else Role(who)
        browser = scene.signed_in(who, role)
    case_id = scene.claimed(browser.staff if who == "holder" and browser.staff else other)
    return Cell(scene, browser, case_id, other.id)


def asked(cell: Cell, method: str, path: str) -> tuple[str, str]:
    """The answer to one request, as (letter, text)."""
    address = path.format(case_id=cell.case_id, staff_id=cell.other_id)
    answer = cell.browser.get(address) if method == "GET" else cell.browser.post(address, **fields(cell, path))
    code, to = answer.status_code, answer.headers.get("location", "")
    if (code == 401 and path != "/sign-in") or (to.startswith("/sign-in") and path != "/sign-out"):
        return "s", answer.text
    return {403: "f", 404: "n", 409: "c"}.get(code, "o" if code < 500 else "!"), answer.text


def fields(cell: Cell, path: str) -> dict[str, str]:
    handle = cell.browser.get("/account").text if path == "/account/sessions/end" else ""
    if path == "/account/sessions/end" and cell.browser.staff:
        cell.scene.at_desk(cell.browser.staff)
        handle = re.findall(r'name="handle" value="(\w+)"', cell.browser.get("/account").text)[0]
    door = {}
    if path == "/sign-in":
        cell.browser.client.cookies.delete("door")
        cell.browser.client.cookies.set("door", "d" * 43)
        door = {"csrf": lookup_hash("sign-in form", "d" * 43)}
    return {
        **door,
        "text": "Words that are long enough.",
        "origin": "form:" + "a" * 32,
        "username": "newcomer",
        "name": "Newcomer",
        "role": "officer",
        "language": "en",
        "handle": handle,
        "password": "x",
        "new": "mango under the stairs",
        "again": "mango under the stairs",
        "current": "rain on a tin roof",
        # what a caller may claim about themselves changes nothing
        "staff_id": cell.other_id,
        "assignee_id": cell.other_id,
        "audience": "citizen",
        "verified": "true",
    }


def test_every_route_is_declared_here_and_no_other() -> None:
    assert {(method, found.path) for method, found in routes(create_app())} == set(DECLARED)


def test_every_route_names_what_it_needs() -> None:
    app = create_app()
    for _, found in routes(app):
        assert guard_of(found) is not None, found.path
    assert {found.path for found in app.routes if isinstance(found, Mount)} <= {"/static", "/static/fonts"}


def test_a_planted_route_that_names_nothing_stops_the_start() -> None:
    app = create_app()

    @app.get("/planted")
    def planted() -> str:
        return "open"

    with pytest.raises(RuntimeError, match="/planted"):
        refuse_unguarded(app.routes)
    with pytest.raises(RuntimeError, match="/planted"):
        Scene(app).browser().client.__enter__()


def test_a_planted_mount_or_included_router_stops_the_start() -> None:
    app, router = create_app(), APIRouter()
    router.add_api_route("/planted", lambda: "open")
    app.include_router(router)
    app.mount("/side", FastAPI())
    with pytest.raises(RuntimeError, match="/side"):
        refuse_unguarded(app.routes)


def test_a_route_cannot_be_registered_without_naming_its_need() -> None:
    with pytest.raises(TypeError, match="needs"):
        route(APIRouter(), "GET", "/planted")  # type: ignore[call-arg]
    router = APIRouter()
    route(router, "GET", "/planted", needs=PUBLIC)(lambda: "open")
    refuse_unguarded(router.routes)


@pytest.mark.parametrize("who", WHO)
def test_each_caller_gets_through_exactly_the_declared_doors(scene: Scene, who: str) -> None:
    cell = caller(scene, who)
    wrong = []
    for (method, path), letters in DECLARED.items():
        got, _ = asked(cell, method, path)
        if got != letters[WHO.index(who)]:
            wrong.append(f"{method} {path}: {got}, declared {letters[WHO.index(who)]}")
        cell = renewed(cell, who)
    assert not wrong, "\n".join(wrong)


def renewed(cell: Cell, who: str) -> Cell:
    """The same caller with a living session and an open case, whatever the last request did."""
    if cell.browser.staff:
        cell.browser = cell.scene.at_desk(cell.browser.staff)
        if cell.scene.case(cell.case_id).state == "closed":
            holder = cell.browser.staff if who == "holder" else cell.scene.person(f"holder{len(cell.case_id)}")
            cell.case_id = cell.scene.claimed(holder)
    return cell


@pytest.mark.parametrize(
    "path",
    [found for method, found in DECLARED if "{case_id}" in found and found != "/case/{case_id}/claim"],
)
def test_a_foreign_case_and_an_absent_one_give_the_same_bytes(scene: Scene, path: str) -> None:
    cell = caller(scene, "stranger")
    method = "GET" if ("GET", path) in DECLARED else "POST"
    foreign = asked(cell, method, path)
    absent = [
        asked(Cell(scene, cell.browser, made_up, cell.other_id), method, path) for made_up in ("0" * 32, "x", "ខ")
    ]
    assert foreign[0] == "n" and set(absent) == {foreign}


def test_a_refusal_is_in_the_trail_with_the_case_it_was_about(scene: Scene) -> None:
    cell = caller(scene, "stranger")
    asked(cell, "GET", "/case/{case_id}")
    asked(cell, "GET", "/people")
    me = f"staff:{cell.browser.staff.id}" if cell.browser.staff else ""
    assert scene.acts("staff.refused") == [
        (me, "staff.refused", cell.case_id),
        (me, "staff.refused", "GET /people"),
    ]


def test_a_role_taken_away_closes_the_next_page(scene: Scene) -> None:
    browser = scene.signed_in("chief", Role.SUPERVISOR)
    case_id = scene.claimed(scene.person("other"))
    assert browser.get(f"/case/{case_id}").status_code == 200
    with unit() as session:
        session.get_one(Staff, browser.staff.id if browser.staff else "").role = Role.OFFICER
    assert browser.get(f"/case/{case_id}").status_code == 404


def test_nothing_a_form_claims_about_its_sender_is_believed(scene: Scene) -> None:
    holder = scene.signed_in("dara")
    case_id = scene.claimed(holder.staff) if holder.staff else ""
    page = holder.get(f"/case/{case_id}").text
    sent = {"text": "Only for us.", "origin": origin_in(page, "note"), "audience": "citizen", "kind": "reply"}
    assert holder.post(f"/case/{case_id}/note", **sent, staff_id=scene.person("other").id).status_code == 303
    assert ("note", "Only for us.") in scene.thread(case_id)
    assert scene.case(case_id).assignee_id == holder.staff.id if holder.staff else False
    assert Permission.SEE_ANY_CASE.value not in page
