"""What a citizen sees of the widget and does with it, in the words of a test."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect


class Chat:
    """The widget in one tab. Playwright's locators look into the open shadow root by themselves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("nssf-chat .launcher")
        self.panel = page.locator("nssf-chat dialog")
        self.log = page.locator("nssf-chat [role=log]")
        self.input = page.locator("nssf-chat textarea")
        self.own = page.locator("nssf-chat .message.you")
        self.answers = page.locator("nssf-chat .message.bot[data-seq]")
        self.alert = page.locator("nssf-chat [role=alert]")

    def visit(self, language: str = "km") -> Chat:
        """Goes to the hotline page and waits for the widget."""
        self.page.goto(f"/?lang={language}")
        expect(self.launcher).to_be_attached()
        return self

    def open(self) -> Chat:
        """Opens the panel by its button."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Types a message and sends it with Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> None:
        """Says something and waits for one more answer."""
        before = self.answers.count()
        self.say(text)
        expect(self.answers).to_have_count(before + 1)

    def menu(self, name: str) -> Locator:
        """Opens the menu; gives the entry of a class or tag."""
        self.page.locator("nssf-chat [aria-controls=menu]").click()
        return self.page.locator(f"nssf-chat #menu {name}")

    def focused(self) -> str:
        """The tag that has the focus inside the widget, or in the page around it."""
        return str(
            self.page.evaluate(
                "() => { const a = document.activeElement; return (a.shadowRoot?.activeElement ?? a).className"
                " || (a.shadowRoot?.activeElement ?? a).tagName.toLowerCase(); }"
            )
        )

    def kept(self) -> dict[str, Any]:
        """All that the page has stored in this browser."""
        return dict(self.page.evaluate("() => ({...localStorage, ...sessionStorage})"))


def message(seq: int, who: str = "bot", *blocks: tuple[str, str], **more: Any) -> dict[str, Any]:
    """One message as the contract has it."""
    return {
        "seq": seq, "from": who, "at": "2026-11-24T10:00:00+07:00", "language": "km",
        "blocks": [{"kind": kind, "text": text} for kind, text in blocks], "buttons": [], **more,
    }  # fmt: skip
