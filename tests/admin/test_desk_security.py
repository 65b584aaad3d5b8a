"""What surrounds every page: headers, origins, form secrets, sizes, and failures that tell nothing."""

from __future__ import annotations

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from actions.store.crypto import lookup_hash
from admin.app import create_app
from admin.desk import PUBLIC, SAFE, route
from admin.security import BODY_LIMIT, HEADERS
from tests.admin.scene import HOST, OWN_PAGE, Browser, Role, Scene, csrf_in

UNSAFE = sorted(
    (method, found.path)
    for found in create_app().routes
    if isinstance(found, APIRoute)
    for method in found.methods
    if method not in SAFE
)


def address(path: str) -> str:
    return path.format(case_id="0" * 32, staff_id="0" * 32)


def dressed(answer) -> bool:
    return all(answer.headers.get(name) == value for name, value in HEADERS.items())


@pytest.fixture
def dara(scene: Scene) -> Browser:
    return scene.signed_in("dara", Role.SUPERVISOR)


def test_every_answer_carries_every_header(scene: Scene, dara: Browser) -> None:
    answers = {
        path: (dara.get(path), code)
        for path, code in {
            "/queue": 200,
            "/": 303,
            "/people": 403,
            "/no-such-page": 404,
            "/sign-out": 404,  # it only takes a form
            "/trail?before=x": 403,
            "/queue?page=x": 422,
            "/health": 200,
            "/static/desk.css": 200,
            "/static/none.css": 404,
            "/static/../app.py": 404,
        }.items()
    }
    for path, (answer, code) in answers.items():
        assert (answer.status_code in (code, 405), dressed(answer)) == (True, True), path
        kept = path == "/static/desk.css"
        assert (answer.headers["cache-control"] == "no-store") != kept, path
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_a_failure_is_a_dressed_page_and_its_words_go_nowhere(
    scene: Scene, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    app, router = create_app(), APIRouter()

    def broken() -> None:
        raise ValueError("canary-5512 the citizen's words")

    route(router, "GET", "/broken", needs=PUBLIC)(broken)
    app.router.routes.extend(router.routes)
    answer = Scene(app).browser().get("/broken")
    said = answer.text + caplog.text + "".join(capsys.readouterr())
    assert answer.status_code == 500 and dressed(answer) and "canary-5512" not in said
    assert "មានបញ្ហានៅខាងយើង" in answer.text


@pytest.mark.parametrize(("method", "path"), UNSAFE)
def test_no_form_is_taken_without_its_secret_or_from_elsewhere(
    scene: Scene, dara: Browser, method: str, path: str
) -> None:
    dara.client.cookies.set("door", "d")
    mine = lookup_hash("sign-in form", "d") if path == "/sign-in" else dara.csrf
    other = scene.signed_in("vanna").csrf
    fields = {"text": "x", "origin": "form:" + "a" * 32, "language": "km"}
    tries = {
        "no secret": {"data": fields, "headers": OWN_PAGE},
        "empty secret": {"data": {**fields, "csrf": ""}, "headers": OWN_PAGE},
        "another's secret": {"data": {**fields, "csrf": other}, "headers": OWN_PAGE},
        "secret in the address": {"data": fields, "headers": OWN_PAGE, "params": {"csrf": mine}},
        "no origin": {"data": {**fields, "csrf": mine}},
        "null origin": {"data": {**fields, "csrf": mine}, "headers": {"Origin": "null"}},
        "wrong origin": {"data": {**fields, "csrf": mine}, "headers": {"Origin": "http://evil.test"}},
        "almost our origin": {"data": {**fields, "csrf": mine}, "headers": {"Origin": HOST + ".evil.test"}},
        "from another site": {
            "data": {**fields, "csrf": mine},
            "headers": {**OWN_PAGE, "Sec-Fetch-Site": "cross-site"},
        },
        "from a sibling site": {
            "data": {**fields, "csrf": mine},
            "headers": {**OWN_PAGE, "Sec-Fetch-Site": "same-site"},
        },
        "json": {"json": {**fields, "csrf": mine}, "headers": OWN_PAGE},
        "plain text": {"content": f"csrf={mine}", "headers": {**OWN_PAGE, "Content-Type": "text/plain"}},
    }
    before = scene.acts()
    codes = {name: dara.client.request(method, address(path), **sent).status_code for name, sent in tries.items()}
    assert codes == dict.fromkeys(tries, 403)
    assert [act for act in scene.acts() if act not in before and act[1] != "staff.refused"] == []
    assert dara.get("/account").status_code == 200


@pytest.mark.parametrize(("method", "path"), UNSAFE)
def test_nothing_is_done_by_looking(dara: Browser, scene: Scene, method: str, path: str) -> None:
    before = scene.acts()
    assert dara.get(address(path), params={"csrf": dara.csrf}).status_code in (200, 303, 403, 404, 405)
    assert [act for act in scene.acts() if act not in before and act[1] != "staff.refused"] == []


def test_more_than_64_kib_is_not_read(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    path, big = f"/case/{case_id}/reply", "x" * (BODY_LIMIT + 1)

    def pieces():
        yield f"csrf={dara.csrf}&text=".encode()
        for _ in range(20):
            yield b"x" * 4096

    form = {**OWN_PAGE, "Content-Type": "application/x-www-form-urlencoded"}
    answers = [
        dara.post(path, text=big),
        dara.client.post(path, content=pieces(), headers=form),
        dara.client.post(path, content=b"x", headers={**form, "Content-Length": "-1"}),
    ]
    assert [answer.status_code for answer in answers] == [413, 413, 413]
    assert all(dressed(answer) for answer in answers)
    assert "Nothing was sent" in answers[1].text or "គ្មានអ្វីត្រូវបានផ្ញើទេ" in answers[0].text


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\x00", b"text=%FF%FE&csrf=%00", b"a=1&" * 2000, b"--x\r\nbroken multipart"],
)
def test_broken_forms_are_refused_and_break_nothing(dara: Browser, body: bytes) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"):
        answer = dara.client.post("/account/language", content=body, headers={**OWN_PAGE, "Content-Type": kind})
        assert 400 <= answer.status_code < 500 and dressed(answer)


def test_an_uploaded_file_is_no_text(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    sent = {"data": {"csrf": dara.csrf}, "files": {"text": ("a.txt", b"words"), "csrf": ("b.txt", b"words")}}
    assert 400 <= dara.client.post(f"/case/{case_id}/reply", **sent, headers=OWN_PAGE).status_code < 500


@pytest.mark.parametrize("path", ["/case/" + "9" * 5000, "/case/%00", "/case/..%2f..%2fetc", "/people/%E1%9E%80/reset"])
def test_odd_addresses_are_not_found(dara: Browser, path: str) -> None:
    assert dara.get(path).status_code in (404, 405)


def test_the_sign_in_form_has_a_secret_tied_to_its_browser(scene: Scene) -> None:
    one, two = scene.browser(), scene.browser()
    assert csrf_in(one.get("/sign-in").text) == csrf_in(one.get("/sign-in").text) != csrf_in(two.get("/sign-in").text)


def test_no_page_has_a_script_or_a_style_inside(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    for path in ("/queue", f"/case/{case_id}", "/account", "/no-such-page"):
        text = dara.get(path).text
        assert "<style" not in text and " style=" not in text and " on" + "click" not in text
        assert text.count("<script") == 1 and "<script src=" in text
