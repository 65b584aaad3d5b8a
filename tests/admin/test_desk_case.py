"""The case page: from claim to close, once each, and never a note to a citizen."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from actions.cases.status import Audience
from actions.conversations.models import Conversation, Outbound
from actions.conversations.outbox import opened
from actions.store.engine import reading
from tests.admin.scene import STORY, Browser, Role, Scene, origin_in

CANARY = "canary-7731 ask the inspector first"


def said_to(conversation_id: str) -> list[str]:
    with reading() as session:
        conversation = session.get_one(Conversation, conversation_id)
        rows = session.scalars(select(Outbound).order_by(Outbound.seq))
        return [opened(conversation, row)[0].key for row in rows]


@pytest.fixture
def dara(scene: Scene) -> Browser:
    return scene.signed_in("dara")


def send(browser: Browser, case_id: str, form: str, text: str):
    page = browser.get(f"/case/{case_id}").text
    return browser.post(f"/case/{case_id}/{form}", text=text, origin=origin_in(page, form))


def test_a_case_is_claimed_answered_noted_and_closed(scene: Scene, dara: Browser) -> None:
    case_id, conversation_id = scene.chat()
    assert dara.post(f"/case/{case_id}/claim").headers["location"] == f"/case/{case_id}?done=claimed"
    assert send(dara, case_id, "reply", "We called the branch.\r\nGo there today.").status_code == 303
    assert send(dara, case_id, "note", CANARY).status_code == 303
    assert send(dara, case_id, "close", "Your card is ready.").status_code == 303
    assert scene.thread(case_id) == [
        ("story", "I want to talk to a person"),
        ("claimed", ""),
        ("reply", "We called the branch.\nGo there today."),
        ("note", CANARY),
        ("closed", "Your card is ready."),
    ]
    assert scene.case(case_id).state == "closed"
    assert said_to(conversation_id) == ["person.joined", "case.reply", "case.closed", "person.assistant_back"]


def test_an_internal_note_never_reaches_the_citizen(scene: Scene, dara: Browser) -> None:
    case_id, conversation_id = scene.chat()
    dara.post(f"/case/{case_id}/claim")
    send(dara, case_id, "note", CANARY)
    assert CANARY in dara.get(f"/case/{case_id}").text
    assert CANARY not in str(scene.thread(case_id, Audience.CITIZEN))
    assert said_to(conversation_id) == ["person.joined"]


def test_before_the_claim_the_story_is_not_shown(scene: Scene, dara: Browser) -> None:
    case_id = scene.complaint()
    page = dara.get(f"/case/{case_id}").text
    assert STORY not in page and "Take this case" in page and "Phnom Penh" in page
    dara.post(f"/case/{case_id}/claim")
    page = dara.get(f"/case/{case_id}").text
    assert STORY in page and "Take this case" not in page


def test_the_story_is_questions_and_answers_in_the_readers_language(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff, scene.complaint(urgent=True)) if dara.staff else ""
    dara.post("/account/language", language="km")
    page = dara.get(f"/case/{case_id}").text
    for words in ("ប្តឹងអំពី", "ថៅកែ ឬកន្លែងធ្វើការ", "ភ្នំពេញ", "បន្ទាន់", STORY):
        assert words in page


def test_every_look_is_in_the_trail_before_the_words_are_shown(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    before = len(scene.acts("case.view"))
    dara.get(f"/case/{case_id}")
    dara.get(f"/case/{case_id}/pulse")
    assert len(scene.acts("case.view")) == before + 1
    assert scene.acts("case.view")[-1] == (f"staff:{dara.staff.id if dara.staff else ''}", "case.view", case_id)


def test_a_form_sent_twice_posts_once(scene: Scene, dara: Browser) -> None:
    case_id, conversation_id = scene.chat()
    dara.post(f"/case/{case_id}/claim")
    for form in ("reply", "note", "close"):
        origin = origin_in(dara.get(f"/case/{case_id}").text, form)
        for _ in range(2):
            assert dara.post(f"/case/{case_id}/{form}", text=f"The {form}.", origin=origin).status_code == 303
    kinds = [kind for kind, _ in scene.thread(case_id)]
    assert kinds == ["story", "claimed", "reply", "note", "closed"]
    assert said_to(conversation_id).count("case.reply") == 1


def test_two_clicks_at_the_same_moment_post_once(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    origin = origin_in(dara.get(f"/case/{case_id}").text, "reply")
    start, answers = threading.Barrier(2), []

    def click() -> None:
        start.wait(10)
        answers.append(dara.post(f"/case/{case_id}/reply", text="Once.", origin=origin).status_code)

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(30)
    assert answers == [303, 303] and scene.thread(case_id).count(("reply", "Once.")) == 1


def test_when_two_claim_one_case_the_second_is_told_who_has_it(scene: Scene, dara: Browser) -> None:
    vanna, case_id = scene.signed_in("vanna"), scene.complaint()
    assert dara.post(f"/case/{case_id}/claim").status_code == 303
    answer = vanna.post(f"/case/{case_id}/claim")
    assert answer.status_code == 409 and "Dara has this case." in answer.text and STORY not in answer.text
    assert dara.post(f"/case/{case_id}/claim").status_code == 303
    assert vanna.get(f"/case/{case_id}").status_code == 404


def test_words_are_not_lost_when_they_cannot_be_sent(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    long = "word " * 601
    answer = send(dara, case_id, "reply", long)
    assert answer.status_code == 422 and long.strip() in answer.text and "too long" in answer.text
    assert send(dara, case_id, "reply", "  \n ").status_code == 422
    stale = dara.post(f"/case/{case_id}/reply", text="Kept words.", origin="reopen:1")
    assert stale.status_code == 422 and "Kept words." in stale.text
    send(dara, case_id, "close", "The end.")
    late = dara.post(f"/case/{case_id}/reply", text="Too late.", origin="form:" + "b" * 32)
    assert late.status_code == 409 and "Your words were not sent" in late.text
    assert [kind for kind, _ in scene.thread(case_id)] == ["story", "claimed", "closed"]


def test_words_are_not_lost_when_the_session_has_ended(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    origin = origin_in(dara.get(f"/case/{case_id}").text, "reply")
    dara.post("/sign-out")
    answer = dara.post(f"/case/{case_id}/reply", text="Kept words.", origin=origin)
    assert answer.status_code == 401 and "Kept words." in answer.text
    assert [kind for kind, _ in scene.thread(case_id)] == ["story", "claimed"]


def test_nobody_answers_a_case_that_nobody_has(scene: Scene) -> None:
    chief, case_id = scene.signed_in("chief", Role.SUPERVISOR), scene.complaint()
    page = chief.get(f"/case/{case_id}").text
    assert STORY in page and "Send to the citizen" not in page and "Take this case" in page
    answer = chief.post(f"/case/{case_id}/reply", text="Hello.", origin="form:" + "c" * 32)
    assert answer.status_code == 409 and [kind for kind, _ in scene.thread(case_id)] == ["story"]


def test_a_supervisor_is_warned_about_whose_case_it_is(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    page = scene.signed_in("chief", Role.SUPERVISOR).get(f"/case/{case_id}").text
    assert "Dara has this case. Speak with them before you answer." in page
    assert "Speak with them" not in dara.get(f"/case/{case_id}").text


def test_the_pulse_moves_when_the_citizen_writes(scene: Scene, dara: Browser) -> None:
    case_id = scene.claimed(dara.staff) if dara.staff else ""
    before = dara.get(f"/case/{case_id}/pulse").json()["changed"]
    assert before in dara.get(f"/case/{case_id}").text.replace("data-since", "since")
    scene.citizen_writes(case_id, "Are you there?")
    assert dara.get(f"/case/{case_id}/pulse").json()["changed"] > before
    assert "Are you there?" not in dara.get(f"/case/{case_id}/pulse").text


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "</textarea><b>",
        "javascript:alert(1)",
    ],
)
def test_hostile_words_are_shown_as_words(scene: Scene, dara: Browser, words: str) -> None:
    case_id = scene.claimed(dara.staff, scene.complaint(story=words)) if dara.staff else ""
    send(dara, case_id, "reply", words)
    send(dara, case_id, "note", words + "!" * 3000)
    page = dara.get(f"/case/{case_id}").text
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>" not in page.split("<main")[1]
    assert page.count("49") == page.count("2049") or "{{" in page or words != "{{ 7*7 }}"


def test_the_queue_shows_no_word_of_the_story(scene: Scene, dara: Browser) -> None:
    case_id = scene.complaint(urgent=True)
    page = dara.get("/queue?view=waiting").text
    assert STORY not in page and "Urgent" in page and f"/case/{case_id}/claim" in page
    assert page.count('class="count"') == 4
    rows = dara.get("/queue/rows?view=waiting").text
    assert "<html" not in rows and rows.strip() in page


def test_the_queue_sorts_a_case_into_the_views_it_belongs_to(scene: Scene, dara: Browser) -> None:
    mine, waiting, other = scene.claimed(dara.staff or scene.person("x")), scene.complaint(), scene.complaint()
    scene.claimed(scene.person("vanna"), other)
    seen = {view: dara.get(f"/queue?view={view}").text for view in ("waiting", "mine", "open", "closed")}
    held = {view: {case for case in (mine, waiting, other) if f'"/case/{case}' in page} for view, page in seen.items()}
    assert held == {"waiting": {waiting}, "mine": {mine}, "open": {mine, waiting}, "closed": set()}
    assert "Vanna" in seen["open"]


def test_a_long_queue_has_pages(scene: Scene, dara: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("admin.queue.routes.PAGE", 2)
    for _ in range(3):
        scene.complaint()
    first, second = dara.get("/queue?view=waiting").text, dara.get("/queue?view=waiting&page=2").text
    assert first.count("/claim") == 2 and "page=2" in first and second.count("/claim") == 1
