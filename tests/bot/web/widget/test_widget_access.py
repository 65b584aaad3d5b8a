"""Everybody can use it: by keyboard, by screen reader, on a small phone, with large text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.bot.web.widget.chat import Chat
from tests.browser import started

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def large(playwright: Playwright) -> Iterator[Browser]:
    """The browser of somebody who has set its text to twice the usual size."""
    with started(playwright, "--blink-settings=defaultFontSize=32,minimumLogicalFontSize=6") as browser:
        yield browser


def violations(page: Page, axe: str) -> list[tuple[str, Any]]:
    """What axe finds wrong with the page as it stands, widget and all."""
    page.evaluate(axe)  # evaluated, not added as a script: the page's policy allows none but its own
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]]


def small(locator: Locator) -> list[str]:
    """Visible buttons and links below 44 by 44 CSS pixels."""
    found: list[str] = locator.evaluate_all(
        "all => all.filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect();"
        " return r.width < 44 || r.height < 44; }).map(e => e.outerHTML)"
    )
    return found


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", ["closed", "open", "talk", "menu", "failed"])
def test_axe_finds_no_violation(chat: Chat, axe: str, language: str, width: int, state: str) -> None:
    chat.page.set_viewport_size({"width": width, "height": 640})
    chat.visit(language)
    if state != "closed":
        chat.open()
    if state in ("talk", "menu"):
        chat.ask("សួស្តី")
    if state == "menu":
        expect(chat.menu("a")).to_be_visible()
    if state == "failed":
        chat.page.route(
            "**/api/messages", lambda route: route.fulfill(status=422, json={"code": "bad", "message": "…"})
        )
        chat.say("a")
        expect(chat.own.locator(".state.failed")).to_be_visible()
    assert violations(chat.page, axe) == []


def test_axe_sees_into_the_widget(chat: Chat, axe: str) -> None:
    chat.visit().open()
    chat.input.evaluate("input => input.closest('form').querySelector('button').removeAttribute('aria-label')")
    assert "button-name" in [name for name, _ in violations(chat.page, axe)]


def test_parts_say_what_they_are_to_a_screen_reader(chat: Chat) -> None:
    chat.visit().open()
    expect(chat.log).to_have_attribute("aria-live", "polite")
    expect(chat.log).to_have_attribute("aria-relevant", "additions")
    expect(chat.page.locator("nssf-chat .typing")).to_have_attribute("role", "status")
    expect(chat.page.get_by_role("dialog", name="ជំនួយការ ប.ស.ស.")).to_be_visible()
    expect(chat.page.get_by_role("textbox", name="សំណួររបស់អ្នក")).to_be_focused()


def test_history_is_not_read_aloud_but_a_new_answer_is(chat: Chat) -> None:
    chat.visit().open().ask("សួស្តី")
    chat.page.add_init_script(
        "window.heard = []; addEventListener('nssf-chat-ready', () => {"
        " const log = document.querySelector('nssf-chat').shadowRoot.querySelector('[role=log]');"
        " new MutationObserver(all => all.forEach(one => one.addedNodes.forEach(node =>"
        "  heard.push([log.getAttribute('aria-live'), node.className])))).observe(log, {childList: true}); });"
    )
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.ask("សួស្តី")
    heard = chat.page.evaluate("heard")
    assert heard[:2] == [["off", "message you"], ["off", "message bot"]]
    assert heard[-1] == ["polite", "message bot"]


def test_escape_closes_and_returns_focus(chat: Chat) -> None:
    chat.visit()
    opener = chat.page.locator(".acts [data-nssf-ask]").first
    opener.click()
    expect(chat.panel).to_be_visible()
    assert chat.focused() == "textarea"
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(opener).to_be_focused()
    chat.open()
    chat.page.keyboard.press("Escape")
    assert chat.focused() == "launcher"


def test_escape_closes_the_menu_before_the_panel(chat: Chat) -> None:
    chat.visit().open()
    expect(chat.menu("a")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("nssf-chat #menu")).to_be_hidden()
    expect(chat.panel).to_be_visible()


def test_a_whole_conversation_works_by_keyboard_alone(chat: Chat) -> None:
    chat.visit()
    keyboard = chat.page.keyboard
    for _ in range(40):
        keyboard.press("Tab")
        if chat.focused() == "launcher":
            break
    keyboard.press("Enter")
    expect(chat.input).to_be_focused()
    keyboard.type("សួស្តី")
    keyboard.press("Shift+Enter")
    keyboard.type("បង")
    keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    expect(chat.own.first).to_contain_text("សួស្តី")
    expect(chat.input).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(chat.answers.last.get_by_role("button").last).to_be_focused()
    keyboard.press("Enter")
    expect(chat.answers).to_have_count(2)
    expect(chat.input).to_be_focused()
    keyboard.press("Escape")
    assert chat.focused() == "launcher"


@pytest.mark.parametrize("language", ["km", "en"])
def test_everything_is_usable_at_320_px(chat: Chat, language: str) -> None:
    chat.page.set_viewport_size({"width": 320, "height": 568})
    chat.visit(language)
    assert chat.page.evaluate(WIDE) <= 0
    assert small(chat.page.locator("main a, main button, header a, nssf-chat button")) == []
    chat.open().ask("ក" * 300)
    box = chat.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 568}
    for part in (chat.input, chat.page.locator("nssf-chat .send"), chat.page.locator("nssf-chat .close")):
        expect(part).to_be_in_viewport(ratio=1)
    assert chat.log.evaluate("log => log.scrollWidth - log.clientWidth") <= 0
    expect(chat.menu("a")).to_be_visible()
    assert small(chat.page.locator("nssf-chat button, nssf-chat a")) == []


def test_the_page_behind_a_full_screen_panel_cannot_be_reached(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 390, "height": 700})
    chat.visit().open()
    assert chat.panel.evaluate("panel => panel.matches(':modal')")
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    chat.page.set_viewport_size({"width": 1280, "height": 800})
    chat.open()
    assert not chat.panel.evaluate("panel => panel.matches(':modal')")


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize(("width", "height"), [(640, 900), (1280, 900)])
def test_everything_is_usable_with_text_at_200_per_cent(
    large: Browser, widget_site: str, language: str, width: int, height: int
) -> None:
    context = large.new_context(base_url=widget_site, viewport={"width": width, "height": height})
    chat = Chat(context.new_page()).visit(language)
    assert chat.launcher.evaluate("e => getComputedStyle(e).fontSize") == "32px"
    assert chat.page.evaluate(WIDE) <= 0
    chat.open().ask("How much may my boss cut from my wage?")
    for part in (chat.input, chat.page.locator("nssf-chat .send"), chat.page.locator("nssf-chat .close")):
        expect(part).to_be_in_viewport(ratio=1)
    assert chat.panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    box = chat.log.bounding_box()
    assert box and box["height"] > 200
    context.close()


def test_khmer_lines_stand_far_enough_apart(chat: Chat) -> None:
    chat.visit().open()
    for part in (chat.log.locator(".bubble p").first, chat.input, chat.page.locator("body")):
        ratio = part.evaluate(
            "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
        )
        assert ratio >= 1.7


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Browser, widget_site: str) -> None:
    context = browser.new_context(base_url=widget_site, reduced_motion="reduce", forced_colors="active")
    chat = Chat(context.new_page())
    chat.visit().open()
    chat.page.locator("nssf-chat .typing").evaluate("line => { line.textContent = 'x'; }")
    moving = "document.querySelector('nssf-chat').shadowRoot.getAnimations({subtree: true}).length"
    assert chat.page.evaluate(moving) == 0
    assert chat.page.locator("nssf-chat .send").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    context.close()
