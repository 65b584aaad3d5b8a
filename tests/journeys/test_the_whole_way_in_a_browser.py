"""The whole way by hand, in Chromium at the size of a phone: ask, complain, staff answer, the citizen reads it.

With PICTURES=<folder> the same test leaves the pictures the documents show.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.web.widget.chat import Chat
from tests.journeys.people import PASSWORD, Officer
from tests.whole import House

pytestmark = [pytest.mark.whole, pytest.mark.browser]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SAID = {
    "km": {
        "ask": "តើ ប.ស.ស. គេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន?",
        "amount": "24,000 រៀល",
        "source": "ប្រភព",
        "complain": "ដាក់ពាក្យបណ្តឹង",
        "employer": "ថៅកែ ឬកន្លែងធ្វើការ",
        "story": "ថៅកែមិនបានបង់ភាគទានឱ្យពួកខ្ញុំបីខែមកហើយ",
        "skip": "រំលង",
        "no": "អត់មានទេ",
        "send": "ផ្ញើពាក្យបណ្តឹង",
        "reply": "យើងនឹងទៅពិនិត្យនៅសប្តាហ៍នេះ",
        "web": "ជជែកលើគេហទំព័រ",
    },
    "en": {
        "ask": "How much may be cut from my pay for NSSF?",
        "amount": "24,000 riel",
        "source": "Source",
        "complain": "Make a complaint",
        "employer": "My employer or workplace",
        "story": "Our employer has not paid contributions for three months",
        "skip": "Skip",
        "no": "No",
        "send": "Send the complaint",
        "reply": "We will come and look this week",
        "web": "Web chat",
    },
}


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, when somebody wants the pictures."""
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(300)  # let the panel's movement end
        page.screenshot(path=Path(folder) / f"{name}.png")


def others_complain_too(house: House, language: str) -> None:
    """A few more cases for the queue, from the page that needs no script."""
    told = [
        ("employer", "កណ្តាល", "threatened"),
        ("facility", "បាត់ដំបង", "hurt"),
        ("nssf", "ភ្នំពេញ", "no"),
        ("employer", "ស្វាយរៀង", "no"),
        ("other", "", "no"),
    ]
    for number, (subject, province, urgent) in enumerate(told):
        form = {"form": f"picture-{language}-{number}-0000000", "lang": language, "story": "…"}
        form |= {"subject": subject, "province": province, "urgent": urgent}
        assert httpx2.post(f"{house.site}/complaint", data=form, trust_env=False).status_code == 200


def press(chat: Chat, label: str, answers: int) -> None:
    """Press a button of the last answer and wait until there are so many answers."""
    chat.answers.last.get_by_role("button", name=label, exact=True).click()
    expect(chat.answers).to_have_count(answers)


def sign_in(browser: Browser, house: House, language: str) -> Page:
    """The desk, opened by somebody who has a password."""
    page = browser.new_context(viewport=DESK, base_url=house.desk).new_page()
    page.goto("/sign-in")
    page.locator("#username").fill("desk")
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    expect(page.locator("nav.tabs")).to_be_visible()
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    return page


@pytest.mark.parametrize("language", ["km", "en"])
def test_ask_complain_and_read_the_answer(house: House, officer: Officer, browser: Browser, language: str) -> None:
    said = SAID[language]
    context = browser.new_context(viewport=PHONE, base_url=house.site, has_touch=True)
    chat = Chat(context.new_page()).visit(language)
    picture(chat.page, f"hotline-{language}")
    chat.open()
    chat.say(said["ask"])
    expect(chat.answers.last).to_contain_text(said["amount"])
    expect(chat.answers.last).to_contain_text(said["source"])
    picture(chat.page, f"widget-{language}")
    press(chat, said["complain"], answers=3)  # what to know before complaining, and the first question
    press(chat, said["employer"], answers=4)
    chat.say(said["story"])
    expect(chat.answers).to_have_count(5)
    press(chat, said["skip"], answers=6)
    press(chat, said["skip"], answers=7)
    press(chat, said["no"], answers=8)
    expect(chat.answers.last).to_contain_text(said["story"])
    picture(chat.page, f"summary-{language}")
    chat.answers.last.get_by_role("button", name=said["send"]).click()
    expect(chat.answers.last).to_contain_text(re.compile(r"(\d{4}\s){3}\d{4}"))
    picture(chat.page, f"receipt-{language}")

    others_complain_too(house, language)
    desk = sign_in(browser, house, language)
    desk.goto("/queue?view=waiting")
    picture(desk, f"queue-{language}")
    own = desk.locator("table.queue tbody tr").filter(has=desk.locator("td", has_text=said["web"]))
    own.last.locator("a").first.click()  # the newest of this channel: other journeys leave theirs above it
    desk.locator("section.claim button").click()
    expect(desk.locator("main")).to_contain_text(said["story"])
    picture(desk, f"case-{language}")
    desk.locator("#reply").fill(said["reply"])
    desk.locator("form.reply button.main").click()

    staff = chat.page.locator("nssf-chat .message.staff")
    expect(staff.last).to_contain_text(said["reply"])
    picture(chat.page, f"answer-{language}")
    chat.page.reload()
    chat.open() if not chat.panel.is_visible() else None
    expect(staff.last).to_contain_text(said["reply"])
    desk.context.close()
    context.close()


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_complaint_page_works_without_javascript_on_a_small_phone(
    house: House, browser: Browser, language: str
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, base_url=house.site, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"/complaint?lang={language}")
    picture(page, f"complaint-{language}")
    page.locator("button[type=submit]").click()
    expect(page.locator(".faults li")).to_have_count(3)
    page.locator("input[name=subject][value=facility]").check()
    page.locator("textarea[name=story]").fill("They asked for money")
    page.locator("input[name=urgent][value=no]").check()
    page.locator("button[type=submit]").click()
    expect(page.locator(".receipt")).to_have_text(re.compile(r"^(\d{4}\s){3}\d{4}$"))
    picture(page, f"complaint-receipt-{language}")
    receipt = page.locator(".receipt").inner_text()
    page.goto(f"/case?lang={language}")
    page.locator("#receipt").fill(receipt)
    page.locator("button[type=submit]").click()
    expect(page.locator(".state")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/complaint", "/case", "/complaint?lang=en", "/case?lang=en"])
def test_the_plain_pages_have_no_accessibility_fault(house: House, browser: Browser, axe: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=house.site)
    page = context.new_page()
    page.goto(path)
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", tags)
    assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
