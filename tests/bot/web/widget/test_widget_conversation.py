"""What is said comes once, in order, and comes back after a reload."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.bot.web.widget.chat import Chat, message

pytestmark = pytest.mark.browser

KHMER = "ថៅកែអាចកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន?"


def scripted(page: Page, *messages: dict[str, Any], typing: bool = False, owner: str = "bot") -> None:
    """Lets the server's long poll say exactly `messages`, and refuses its stream."""

    def answer(route: Route) -> None:
        after = int(re.findall(r"after=(\d+)", route.request.url)[0])
        news = [each for each in messages if each["seq"] > after]
        route.fulfill(json={"messages": news, "typing": typing, "owner": owner, "language": "km"})

    page.route("**/api/messages?*", answer)
    page.route("**/api/stream", lambda route: route.abort())
    page.add_init_script("localStorage.setItem('nssf-chat.token', 'kept')")


def test_a_question_is_answered_in_the_panel(chat: Chat) -> None:
    chat.visit().open().ask(KHMER)
    expect(chat.own).to_have_count(1)
    expect(chat.own.first).to_contain_text(KHMER)
    expect(chat.own.first.locator(".state")).to_contain_text("បានផ្ញើ")
    assert chat.focused() == "textarea"


def test_a_topic_of_the_page_opens_the_chat_with_its_question(chat: Chat) -> None:
    chat.visit()
    topic = chat.page.locator(".chips button").first
    topic.click()
    expect(chat.panel).to_be_visible()
    expect(chat.own).to_have_count(1)
    expect(chat.own.first).to_contain_text(topic.inner_text())
    expect(chat.answers).to_have_count(1)


def test_a_quick_reply_is_a_button_and_says_its_label_once(chat: Chat) -> None:
    chat.visit().open().ask(KHMER)
    reply = chat.answers.last.get_by_role("button").first
    label = reply.inner_text()
    reply.click()
    expect(chat.own).to_have_count(2)
    expect(chat.own.last.locator(".bubble")).to_have_text(label)
    expect(chat.answers).to_have_count(2)
    expect(chat.answers.first.get_by_role("button")).to_have_count(0)
    expect(chat.answers.last.get_by_role("button").first).to_be_visible()


def test_a_reload_brings_the_conversation_back(chat: Chat) -> None:
    chat.visit().open().ask(KHMER)
    chat.ask("សម្រាលកូនបានលុយប៉ុន្មាន?")
    before = chat.log.locator(".message[data-seq] .bubble").all_inner_texts()
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.answers).to_have_count(2)
    assert chat.log.locator(".message[data-seq] .bubble").all_inner_texts() == before
    chat.ask("អរគុណ")
    expect(chat.own).to_have_count(3)


def test_two_posts_of_the_same_message_show_once(chat: Chat) -> None:
    posts: list[str] = []

    def lost_answer(route: Route) -> None:
        posts.append(json.loads(route.request.post_data or "{}")["id"])
        if len(posts) > 1:
            route.continue_()
            return
        route.fetch()  # the server takes it, but its answer never arrives
        route.abort()

    def silent(route: Route) -> None:
        if len(posts) > 1:
            route.continue_()
        else:
            route.abort()  # else the server's echo would tell that it has arrived, and nothing were sent again

    chat.page.route("**/api/messages", lost_answer)
    chat.page.route("**/api/stream", silent)
    chat.page.route("**/api/messages?*", silent)
    chat.visit().open().say(KHMER)
    expect(chat.own.locator(".state.sent")).to_have_count(1)
    assert len(posts) == 2 and posts[0] == posts[1]
    expect(chat.answers).to_have_count(1)
    expect(chat.own).to_have_count(1)


def test_the_servers_echo_counts_as_delivery_when_the_answer_was_lost(chat: Chat) -> None:
    posts: list[str] = []

    def lost_answer(route: Route) -> None:
        posts.append(route.request.url)
        route.fetch()
        route.abort()

    chat.visit().open().ask("សួស្តី")
    chat.page.route("**/api/messages", lost_answer)
    chat.ask(KHMER)
    expect(chat.own.last.locator(".state.sent")).to_be_visible()
    assert not any("out." in key for key in chat.kept())
    chat.page.unroute("**/api/messages")
    chat.ask("អរគុណ")
    assert len(posts) == 1
    expect(chat.own).to_have_count(3)


def test_a_message_the_server_repeats_is_shown_once_and_a_late_one_in_its_place(chat: Chat) -> None:
    first, second = message(1, "bot", ("text", "មួយ")), message(2, "bot", ("text", "ពីរ"))
    scripted(chat.page, second, first, second)
    chat.visit().open()
    expect(chat.answers.locator(".bubble")).to_have_text(["មួយ", "ពីរ"])


def test_replay_starts_after_the_last_seen_message(chat: Chat) -> None:
    streams: list[str | None] = []
    chat.visit().open().ask(KHMER)
    last = chat.answers.last.get_attribute("data-seq")

    def note(request: Request) -> None:
        if request.url.endswith("/api/stream"):
            streams.append(request.headers.get("last-event-id"))

    chat.page.on("request", note)
    with chat.page.expect_request("**/api/stream"):
        chat.page.context.set_offline(True)
        chat.page.evaluate("document.querySelector('nssf-chat').talk.line.abort.abort()")
        chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(1)
    assert streams[-1] == last


def test_messages_of_the_time_without_a_line_arrive_afterwards(chat: Chat) -> None:
    chat.page.route("**/api/stream", lambda route: route.abort())
    chat.page.route("**/api/messages?*", lambda route: route.abort())
    chat.visit().open().say(KHMER)
    expect(chat.own.locator(".state.sent")).to_have_count(1)
    expect(chat.page.locator("nssf-chat .trouble")).not_to_be_empty()
    expect(chat.answers).to_have_count(0)
    chat.page.unroute("**/api/messages?*")
    expect(chat.answers).to_have_count(1)
    expect(chat.page.locator("nssf-chat .trouble")).to_be_empty()


def test_long_poll_takes_over_when_the_stream_is_refused(chat: Chat) -> None:
    streams: list[str] = []

    def refuse(route: Route) -> None:
        streams.append(route.request.url)
        route.fulfill(status=502, body="no streams here")

    chat.page.route("**/api/stream", refuse)
    chat.visit().open()
    with chat.page.expect_request(lambda request: "wait=25" in request.url):
        chat.ask(KHMER)
    chat.ask("សម្រាលកូនបានលុយប៉ុន្មាន?")
    assert len(streams) == 2
    expect(chat.own).to_have_count(2)


def test_the_token_is_never_in_an_address(chat: Chat) -> None:
    requests: list[Request] = []
    chat.page.on("request", lambda request: requests.append(request))
    chat.visit().open().ask(KHMER)
    token = chat.kept()["nssf-chat.token"]
    assert all(token not in request.url for request in requests)
    said = [request for request in requests if "/api/messages" in request.url or "/api/stream" in request.url]
    assert said and all(request.headers["authorization"] == f"Bearer {token}" for request in said)
    assert all("cookie" not in request.headers for request in requests)


@pytest.mark.parametrize(
    "markup",
    ["<img src=x onerror=window.hurt=1>", "<script>window.hurt=1</script>", "**b** &lt;i&gt; [a](javascript:1)"],
)
def test_markup_in_a_message_is_shown_as_text(chat: Chat, markup: str) -> None:
    token = [{"token": "t", "label": markup}]
    scripted(
        chat.page, message(1, "bot", *((kind, markup) for kind in ("text", "source", "note", "odd")), buttons=token)
    )
    chat.visit().open()
    texts = chat.answers.last.locator(".bubble p")
    expect(texts).to_have_text([markup] * 4)
    expect(chat.answers.last.locator(".replies button")).to_have_text(markup)
    assert chat.log.locator("img, script, a, b, i").count() == 0
    assert chat.page.evaluate("window.hurt") is None


def test_kinds_of_blocks_look_different_and_keep_their_language(chat: Chat) -> None:
    kinds = [("text", "800,000 រៀល"), ("working", "400,000 × 2"), ("note", "សូមបញ្ជាក់"), ("source", "ប្រភព")]
    scripted(chat.page, message(1, "bot", *kinds, language="km"), message(2, "bot", ("text", "Hello"), language="en"))
    chat.visit("km").open()
    expect(chat.answers).to_have_count(2)
    looks = chat.answers.first.locator(".bubble p").evaluate_all(
        "all => all.map(p => { const s = getComputedStyle(p);"
        " return [s.fontSize, s.borderTopStyle, s.borderInlineStartWidth, s.backgroundColor].join(); })"
    )
    assert len(set(looks)) == 4
    assert chat.answers.last.locator(".bubble").get_attribute("lang") == "en"
    assert chat.answers.first.locator(".bubble").get_attribute("lang") == "km"


@pytest.mark.parametrize(("owner", "line"), [("queue", "មន្ត្រីម្នាក់នឹងឆ្លើយ"), ("staff", "កំពុងឆ្លើយអ្នក")])
def test_a_line_says_that_a_person_has_the_conversation(chat: Chat, owner: str, line: str) -> None:
    scripted(chat.page, message(1, "staff", ("text", "សួស្តី")), owner=owner, typing=True)
    chat.visit().open()
    expect(chat.page.locator("nssf-chat .banner")).to_contain_text(line)
    expect(chat.page.locator("nssf-chat .message.staff .who")).to_have_text("មន្ត្រី ប.ស.ស.")
    expect(chat.page.locator("nssf-chat .typing")).not_to_be_empty()


def test_an_answer_that_comes_while_the_panel_is_closed_is_counted(chat: Chat) -> None:
    scripted(chat.page, message(1, "you", ("text", "a"), id="x"), message(2, "staff", ("text", "b")))
    chat.visit()
    expect(chat.launcher.locator(".badge")).to_have_text("1")
    chat.open()
    expect(chat.launcher.locator(".badge")).to_be_empty()
    assert chat.kept()["nssf-chat.seq"] == "2"


def test_a_conversation_the_server_has_forgotten_starts_anew_with_the_same_words(chat: Chat) -> None:
    chat.page.goto("/")
    chat.page.evaluate("localStorage.setItem('nssf-chat.token', 'long-gone')")
    chat.visit().open()
    expect(chat.page.locator("nssf-chat .banner")).to_contain_text("បានចប់ហើយ")
    chat.ask(KHMER)
    assert chat.kept()["nssf-chat.token"] != "long-gone"


def test_words_refused_for_a_dead_token_go_into_a_new_conversation(chat: Chat) -> None:
    chat.page.goto("/")
    chat.page.evaluate("localStorage.setItem('nssf-chat.token', 'long-gone')")
    dead = {"authorization": "Bearer long-gone"}

    def unless_dead(route: Route) -> None:
        if route.request.headers.get("authorization") == dead["authorization"]:
            route.abort()  # so that only the message itself can find out
        else:
            route.continue_()

    chat.page.route("**/api/messages?*", unless_dead)
    chat.visit().open().ask(KHMER)
    assert chat.kept()["nssf-chat.token"] != "long-gone"
    expect(chat.own).to_have_count(1)


def test_the_language_changes_here_and_on_the_server_and_stays_changed(chat: Chat) -> None:
    chat.visit().open().ask(KHMER)
    chat.menu("button").first.click()
    expect(chat.page.locator("nssf-chat h2")).to_have_text("NSSF assistant")
    expect(chat.page.locator("nssf-chat .root")).to_have_attribute("lang", "en")
    chat.ask("How much may my boss cut from my wage?")
    expect(chat.answers.last.locator(".bubble")).to_have_attribute("lang", "en")
    expect(chat.answers.first.locator(".bubble")).to_have_attribute("lang", "km")
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.page.locator("nssf-chat h2")).to_have_text("NSSF assistant")


def test_a_switch_made_while_the_conversation_begins_is_kept(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/api/conversations", lambda route: held.append(route))
    chat.visit().open().say(KHMER)
    chat.menu("button").first.click()
    with chat.page.expect_response("**/api/language"):
        held[0].continue_()
    expect(chat.answers).to_have_count(1)
    expect(chat.page.locator("nssf-chat h2")).to_have_text("NSSF assistant")
