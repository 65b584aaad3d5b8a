"""Signing in at the page: sessions, cookies, first passwords, and answers that tell a stranger nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from actions.staff import first
from actions.store.clock import now
from actions.store.crypto import lookup_hash
from actions.store.engine import unit
from actions.store.settings import settings
from tests.admin.scene import HOST, OWN_PAGE, PASSWORD, Browser, Role, Scene, csrf_in


def token(browser: Browser) -> str:
    return browser.client.cookies.get("staff") or ""


def test_a_person_signs_in_works_and_signs_out(scene: Scene) -> None:
    scene.person("dara")
    browser = scene.browser()
    assert browser.get("/queue").headers["location"] == "/sign-in?next=/queue"
    answer = scene.sign_in(browser, "dara", PASSWORD, next="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    page = browser.get("/queue")
    assert page.status_code == 200
    old = token(browser)
    browser.csrf = csrf_in(page.text)
    assert browser.post("/sign-out").headers["location"] == "/sign-in"
    assert token(browser) == ""
    browser.client.cookies.set("staff", old)
    assert browser.get("/queue").status_code == 303
    assert [act for _, act, _ in scene.acts("staff.")] == ["staff.signed_in", "staff.signed_out"]


def test_the_session_id_is_new_at_sign_in_whatever_the_browser_brought(scene: Scene) -> None:
    scene.person("dara")
    for planted in ("planted-by-somebody", token(scene.signed_in("vanna"))):
        browser = scene.browser()
        browser.client.cookies.set("staff", planted)
        browser.client.cookies.set("door", "d")
        form = {"csrf": lookup_hash("sign-in form", "d"), "username": "dara", "password": PASSWORD}
        answer = browser.client.post("/sign-in", data=form, headers=OWN_PAGE)
        assert answer.status_code == 303 and planted not in answer.headers["set-cookie"]
        other = scene.browser()
        other.client.cookies.set("staff", planted)
        assert other.get("/queue").status_code == 303


def test_of_two_session_cookies_neither_is_believed(scene: Scene) -> None:
    mine, planted = token(scene.signed_in("dara")), token(scene.signed_in("vanna"))
    for first_one, second_one in ((mine, planted), (planted, mine)):
        both = {"Cookie": f"staff={first_one}; staff={second_one}"}
        assert scene.browser().get("/queue", headers=both).status_code == 303
    assert scene.browser().get("/queue", headers={"Cookie": f"staff={mine}"}).status_code == 200


def test_a_session_id_in_the_address_opens_nothing(scene: Scene) -> None:
    known = token(scene.signed_in("dara"))
    assert scene.browser().get(f"/queue?staff={known}").headers["location"] == "/sign-in?next=/queue"


def test_a_stolen_session_is_dead_after_sign_out_password_change_and_switching_off(scene: Scene) -> None:
    chief = scene.signed_in("chief", Role.ADMINISTRATOR)
    dara = scene.person("dara")
    ways = (
        lambda owner: owner.post("/sign-out"),
        lambda owner: owner.post(
            "/account/password", current=PASSWORD, new="mango under the stairs", again="mango under the stairs"
        ),
        lambda owner: chief.post(f"/people/{dara.id}/deactivate"),
    )
    for way in ways:
        owner, thief = scene.at_desk(dara), scene.browser()
        thief.client.cookies.set("staff", token(owner))
        assert thief.get("/queue").status_code == 200
        assert way(owner).status_code == 303
        assert thief.get("/queue").status_code == 303


def test_an_idle_session_ends_to_the_second_and_a_refreshing_queue_does_not_keep_it(scene: Scene) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        browser = scene.signed_in("dara")
        clock.shift(timedelta(minutes=30))
        assert browser.get("/queue").status_code == 200
        clock.shift(timedelta(minutes=29))
        assert browser.get("/queue/rows?view=open").status_code == 200
        clock.shift(timedelta(seconds=61))
        assert browser.get("/queue").status_code == 303


def test_after_eight_hours_even_a_busy_person_signs_in_again(scene: Scene) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        browser = scene.signed_in("dara")
        for _ in range(16):
            clock.shift(timedelta(minutes=30))
            assert browser.get("/account").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert browser.get("/account").status_code == 303


def test_wrong_password_unknown_name_and_switched_off_account_get_the_same_bytes(scene: Scene) -> None:
    scene.person("dara")
    scene.person("gone", active=False)
    browser, answers = scene.browser(), []
    for username, password in (("dara", "wrong"), ("nobody-here", "wrong"), ("gone", PASSWORD), ("dara", "x" * 129)):
        answer = scene.sign_in(browser, username, password)
        answers.append((answer.status_code, answer.content, dict(answer.headers)))
    assert answers[0][0] == 401 and all(answer == answers[0] for answer in answers)


def test_the_sixth_try_in_a_minute_is_told_to_wait(scene: Scene) -> None:
    scene.person("dara")
    with time_machine.travel(now(), tick=False) as clock:
        browser = scene.browser()
        codes = [scene.sign_in(browser, "dara", "wrong").status_code for _ in range(6)]
        assert codes == [401] * 5 + [429]
        answer = scene.sign_in(browser, "dara", PASSWORD)
        assert answer.status_code == 429 and "រង់ចាំមួយនាទី" in answer.text
        clock.shift(timedelta(seconds=61))
        assert scene.sign_in(browser, "dara", PASSWORD).status_code == 303


def test_a_claimed_forwarded_address_changes_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.staff.passwords.matches", lambda kept, password: False)
    with time_machine.travel(now(), tick=False):
        browser = scene.browser()
        form = csrf_in(browser.get("/sign-in").text)
        codes = [
            browser.client.post(
                "/sign-in",
                data={"csrf": form, "username": f"name-{number}", "password": "x"},
                headers={**OWN_PAGE, "X-Forwarded-For": f"1.2.3.{number}", "Forwarded": f"for=1.2.3.{number}"},
            ).status_code
            for number in range(31)
        ]
    assert codes == [401] * 30 + [429]


def test_the_cookie_is_locked_down(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.person("dara")
    plain = scene.sign_in(scene.browser(), "dara", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in plain and "samesite=strict" in plain and "path=/" in plain and "domain" not in plain
    monkeypatch.setattr(settings(), "staff_cookie_secure", True)
    browser = Browser(scene.browser().client)
    browser.client.base_url = HOST.replace("http:", "https:")
    form = csrf_in(browser.get("/sign-in").text)
    fields = {"csrf": form, "username": "dara", "password": PASSWORD}
    answer = browser.client.post("/sign-in", data=fields, headers={**OWN_PAGE, "Origin": "https://desk.test"})
    secured = answer.headers["set-cookie"]
    assert answer.status_code == 303 and "__Host-staff=" in secured and "Secure" in secured
    assert answer.headers["strict-transport-security"]
    assert browser.get("/queue").status_code == 200


@pytest.mark.parametrize(
    "planted",
    ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "/a\r\nX: y", "/" + "a" * 30_000 + "!"],
)
def test_signing_in_leads_to_our_own_pages_only(scene: Scene, planted: str) -> None:
    scene.person("dara")
    assert scene.sign_in(scene.browser(), "dara", PASSWORD, next=planted).headers["location"] == "/"
    assert "evil" not in scene.browser().get("/sign-in", params={"next": planted}).text


@pytest.mark.parametrize("username", ["\x00", "ដារ៉ា", "x" * 5000, "a\u202eb", "' OR 1=1 --"])
def test_odd_usernames_are_refused_like_any_other(scene: Scene, username: str) -> None:
    assert scene.sign_in(scene.browser(), username, "x").status_code == 401


def test_the_first_sign_in_leads_to_a_new_password_and_nowhere_else(scene: Scene) -> None:
    told = first.first_accounts()[0]
    browser = scene.browser()
    assert scene.sign_in(browser, told.username, told.password).status_code == 303
    for path in ("/", "/queue", "/account"):
        assert browser.get(path).headers["location"] == "/first-password"
    page = browser.get("/first-password")
    browser.csrf = csrf_in(page.text)
    assert "សូមដាក់ពាក្យសម្ងាត់របស់អ្នក" in page.text
    assert browser.post("/case/" + "0" * 32 + "/claim").headers["location"] == "/first-password"
    poor = browser.post("/first-password", new="short", again="short")
    assert poor.status_code == 422 and "ពាក្យសម្ងាត់ខ្លីពេក" in poor.text
    old = token(browser)
    assert browser.post("/first-password", new=PASSWORD, again=PASSWORD).headers["location"] == "/"
    assert token(browser) not in ("", old)
    assert browser.get("/queue").status_code == 200
    assert [one.username for one in first.first_accounts()] == ["people"]


def test_a_person_ends_a_session_on_another_machine(scene: Scene) -> None:
    dara = scene.person("dara")
    here, there = scene.at_desk(dara), scene.at_desk(dara)
    page = here.get("/account").text
    assert page.count('name="handle"') == 1 and "This one" in page
    handle = page.split('name="handle" value="')[1].split('"')[0]
    assert here.post("/account/sessions/end", handle=handle).status_code == 303
    assert there.get("/account").status_code == 303 and here.get("/account").status_code == 200
    assert here.post("/account/sessions/end", handle="0" * 16).status_code == 404


def test_the_one_time_password_of_a_new_person_is_shown_once(scene: Scene) -> None:
    chief = scene.signed_in("chief", Role.ADMINISTRATOR)
    answer = chief.post("/people", username="sokha", name="សុខា", role="officer")
    password = answer.text.split('class="code big">')[1].split("<")[0]
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert password not in chief.get("/people").text
    assert scene.sign_in(scene.browser(), "sokha", password).status_code == 303
    again = chief.post("/people", username="sokha", name="Another", role="officer")
    assert again.status_code == 409 and "Another" in again.text


def test_the_door_says_it_is_healthy_only_when_the_database_answers(scene: Scene) -> None:
    assert scene.browser().get("/health").json() == {"status": "ok"}
    with unit() as session:
        session.connection().exec_driver_sql("ALTER TABLE staff RENAME TO hidden")
    assert scene.browser().get("/health").status_code == 503
