"""A line that comes and goes loses nothing and repeats nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route, expect

from tests.bot.web.widget.chat import Chat

pytestmark = pytest.mark.browser

KHMER = "សម្រាលកូនបានលុយប៉ុន្មាន?"


def posts(chat: Chat) -> list[Request]:
    """Collects every message sent from now on."""
    seen: list[Request] = []
    chat.page.on(
        "request", lambda each: seen.append(each) if each.method == "POST" and each.url.endswith("/messages") else None
    )
    return seen


def test_a_message_typed_offline_is_sent_once_when_the_line_returns(chat: Chat) -> None:
    chat.visit().open().ask("សួស្តី")
    chat.page.context.set_offline(True)
    chat.say(KHMER)
    expect(chat.own.last.locator(".state.queued")).to_be_visible()
    expect(chat.page.locator("nssf-chat .trouble")).to_contain_text("គ្មានអ៊ីនធឺណិត")
    assert any(KHMER in value for value in chat.kept().values())
    chat.page.context.set_offline(False)
    expect(chat.own.last.locator(".state.sent")).to_be_visible()
    expect(chat.answers).to_have_count(2)
    expect(chat.own).to_have_count(2)
    expect(chat.page.locator("nssf-chat .trouble")).to_be_empty()
    assert not any(KHMER in value for value in chat.kept().values())


def test_a_first_message_typed_offline_outlives_a_reload(chat: Chat) -> None:
    chat.page.route("**/api/conversations", lambda route: route.abort())
    chat.visit().open().say(KHMER)
    expect(chat.own.locator(".state.queued")).to_be_visible()
    chat.page.reload()
    expect(chat.own).to_have_count(1)
    chat.page.unroute("**/api/conversations")
    sent = posts(chat)
    expect(chat.answers).to_have_count(1)
    expect(chat.own).to_have_count(1)
    assert len(sent) == 1


def test_messages_that_waited_leave_in_the_order_they_were_typed(chat: Chat) -> None:
    chat.visit().open()
    chat.page.context.set_offline(True)
    for text in ("មួយ", "ពីរ", "បី"):
        chat.say(text)
    expect(chat.own.locator(".state.queued")).to_have_count(3)
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(3)
    by_number = sorted(
        (int(each.get_attribute("data-seq") or 0), each.locator(".bubble").inner_text()) for each in chat.own.all()
    )
    assert [text for _, text in by_number] == ["មួយ", "ពីរ", "បី"]


def test_a_refused_message_is_called_failed_and_can_be_deleted(chat: Chat) -> None:
    refusal = {"code": "too_long", "message": "សារវែងពេក។"}
    chat.page.route("**/api/messages", lambda route: route.fulfill(status=413, json=refusal))
    chat.visit().open().say(KHMER)
    expect(chat.own.locator(".state.failed")).to_contain_text("ផ្ញើមិនបាន")
    expect(chat.alert).to_have_text("សារវែងពេក។")
    chat.own.get_by_role("button", name="លុប").click()
    expect(chat.own).to_have_count(0)
    assert chat.focused() == "textarea"


def test_a_refused_message_can_be_sent_again(chat: Chat) -> None:
    refusal = {"code": "bad", "message": "សារនេះអានមិនបាន។"}
    chat.page.route("**/api/messages", lambda route: route.fulfill(status=422, json=refusal), times=1)
    chat.visit().open().say(KHMER)
    chat.own.get_by_role("button", name="ផ្ញើម្តងទៀត").click()
    expect(chat.answers).to_have_count(1)
    expect(chat.own).to_have_count(1)
    expect(chat.alert).to_be_empty()


def test_a_busy_server_is_asked_again_by_itself(chat: Chat) -> None:
    answers = iter([429, 503])

    def busy(route: Route) -> None:
        status = next(answers, None)
        if status is None:
            route.continue_()
        else:
            route.fulfill(status=status, headers={"Retry-After": "1"}, json={"code": "slow", "message": "…"})

    chat.page.route("**/api/messages", busy)
    sent = posts(chat)
    chat.visit().open().say(KHMER)
    expect(chat.own.locator(".state.sent")).to_be_visible()
    assert len(sent) == 3
    expect(chat.alert).to_be_empty()
