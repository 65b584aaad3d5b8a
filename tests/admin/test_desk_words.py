"""The words of the staff pages: twins in both languages, nothing missing, nothing of one language in the other."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions.cases.queue import View
from actions.cases.status import Audience, CaseKind, CaseState, MessageKind
from actions.library import library
from actions.staff.permissions import Role
from admin.words import Words
from tests.admin.scene import Browser, Scene

ADMIN = Path(__file__).resolve().parents[2] / "admin"
PREFIX = "staff."
NAMED = {
    "view": View,
    "kind": CaseKind,
    "state": CaseState,
    "message": MessageKind,
    "audience": Audience,
    "role": Role,
    "queue.empty": View,
    "language": ("km", "en"),
    "channel": ("telegram", "web", "page", "console", "phone"),
    "subject": ("employer", "facility", "nssf", "other", "person"),
    "thread.by": ("reply", "note", "closed"),
    "event": ("claimed", "reopened", "left"),
    "done": ("claimed", "reply", "note", "closed", "password"),
}


def texts(language: str) -> dict[str, str]:
    return {key: words for key, words in library().catalogues[language].items() if key.startswith(PREFIX)}


def used() -> set[str]:
    found = set()
    for path in [*ADMIN.rglob("*.html"), *ADMIN.rglob("*.py")]:
        source = path.read_text()
        found |= set(re.findall(r"""\bt\(\s*["']([\w.]+[\w])["']\s*[,)]""", source))
        found |= set(re.findall(r'"(nav\.\w+)"', source))
    return found


def test_both_languages_have_the_same_keys_with_the_same_placeholders() -> None:
    khmer, english = texts("km"), texts("en")
    assert set(khmer) == set(english)
    for key in khmer:
        assert sorted(re.findall(r"{(\w+)}", khmer[key])) == sorted(re.findall(r"{(\w+)}", english[key])), key


def test_every_text_a_page_asks_for_exists() -> None:
    assert len(used()) > 90
    assert {f"{PREFIX}{key}" for key in used()} - set(texts("km")) == set()


def test_every_named_value_has_a_label() -> None:
    wanted = {f"{PREFIX}{kind}.{value}" for kind, values in NAMED.items() for value in values}
    assert wanted - set(texts("km")) == set()


def test_every_reason_and_every_error_has_words() -> None:
    house = [*(ADMIN.parent / "actions" / "staff").glob("*.py"), ADMIN.parent / "actions" / "cases" / "thread.py"]
    raised = set()
    for path in [*house, *ADMIN.rglob("*.py")]:
        raised |= set(re.findall(r'(?:BadInput|Conflict)\("(\w+)"\)', path.read_text()))
    raised -= {"language"}  # our own select offers no other: the general page is enough
    assert len(raised) > 12 and {f"staff.wrong.{reason}" for reason in raised} - set(texts("km")) == set()
    codes = (
        "not_found",
        "forbidden",
        "form",
        "signed_out",
        "too_many",
        "too_long",
        "bad_input",
        "conflict",
        "unexpected",
    )
    for code in (*codes, "taken", "closed"):
        assert {f"staff.error.{code}", f"staff.error.{code}.next"} <= set(texts("km")), code


def test_every_act_the_house_writes_down_has_a_name() -> None:
    acts = set()
    for path in (ADMIN.parent).glob("a[cd]*/**/*.py"):
        acts |= set(re.findall(r'"((?:case|chat|staff|trail)\.[a-z_]+)"', path.read_text()))
    acts -= {"staff.id", "staff.po", "trail.html"}
    shown = {key.removeprefix("staff.act.") for key in texts("km") if key.startswith("staff.act.")}
    assert {act for act in acts if act.startswith(("staff.", "trail.", "chat."))} <= shown
    assert {f"case.{kind}" for kind in MessageKind} <= shown


def test_khmer_texts_are_khmer_and_english_texts_english() -> None:
    for key, words in texts("km").items():
        plain = re.sub(r"{\w+}", "", words)
        assert not re.search(r"[A-Za-z]", plain), key
        assert not re.search(r"[០-៩]", plain), key
        assert re.search(r"[ក-៓]", plain), key
    for key, words in texts("en").items():
        assert not re.search(r"[\u1780-\u17ff]", words), key


def test_times_are_on_a_phnom_penh_clock_with_latin_digits() -> None:
    late = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)
    assert Words("km").moment(late) == "25 វិច្ឆិកា 2026, 01:05"
    assert Words("en").moment(late) == "25 Nov 2026, 01:05"


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_whole_in_both_languages(scene: Scene, role: Role, language: str) -> None:
    browser = scene.signed_in("dara", role, language)
    case_id = scene.claimed(scene.person("other"), scene.complaint(urgent=True))
    if role == Role.OFFICER and browser.staff:
        case_id = scene.claimed(browser.staff)
    scene.complaint(language="en", channel="telegram")
    paths = [
        "/queue",
        "/queue?view=open",
        "/queue?view=closed",
        f"/case/{case_id}",
        "/account",
        "/people",
        "/trail",
        "/nope",
    ]
    for path in paths:
        check(browser, path, language)


def check(browser: Browser, path: str, language: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in (200, 403, 404), path
    assert f'<html lang="{language}">' in answer.text
    shown = re.sub(r"<[^>]+>", " ", answer.text.split("<body>")[1])
    assert "staff." not in shown and "{" not in shown and "None" not in shown, path
    shown = re.sub(r"<[^>]+>", " ", answer.text.split("<main")[1])
    if language == "en":
        assert not re.search(r"[\u1780-\u17ff]", re.sub("ខ្មែរ", "", shown)), path


def test_a_person_changes_the_language_and_stays_on_the_page(scene: Scene) -> None:
    browser = scene.signed_in("dara")
    came_from = {"Referer": "http://desk.test/queue?view=open", "Origin": "http://desk.test"}
    answer = browser.client.post("/account/language", data={"csrf": browser.csrf, "language": "km"}, headers=came_from)
    assert answer.headers["location"] == "/queue"
    assert "បញ្ជីរឿង" in browser.get("/queue").text
    assert browser.post("/account/language", language="xx").status_code == 422


def test_the_sign_in_page_changes_its_language_without_signing_in(scene: Scene) -> None:
    browser = scene.browser()
    assert "ចូលផ្ទាំងការងារ" in browser.get("/sign-in").text
    assert browser.get("/sign-in?language=en").headers["location"] == "/sign-in"
    assert "<h1>Sign in</h1>" in browser.get("/sign-in").text
