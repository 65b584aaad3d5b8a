"""One line of HTML brings it to any page; it is light, keeps to policies, and leaves no trace when told to."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.widget.chat import Chat

pytestmark = pytest.mark.browser

LIGHT = 15 * 1024  # bytes: what a slow phone can load in a second or two
HOST = """<!doctype html><html lang="en"><head><title>Host</title><style>html {{ font-size: 62.5% }}
button {{ display: none }} * {{ color: red }}</style>
<script async src="{site}/widget.js" data-language="km"></script></head><body><h1>Host</h1></body></html>"""


@pytest.fixture
def host(widget_site: str) -> Iterator[Callable[[str, str], str]]:
    """Serves one page on an origin of its own: `host(html, policy)` gives its address."""
    served: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if served["policy"]:
                self.send_header("Content-Security-Policy", served["policy"])
            self.end_headers()
            self.wfile.write(served["html"].encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()

    def serve(html: str, policy: str = "") -> str:
        served.update(html=html, policy=policy)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_widget_weighs_at_most_15_kb(page: Page) -> None:
    answer = page.request.get("/widget.js")
    assert answer.ok
    assert len(gzip.compress(answer.body(), 9)) <= LIGHT


def test_the_script_is_sent_compressed_and_only_when_it_has_changed(page: Page) -> None:
    answer = page.request.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert page.request.get("/widget.js", headers={"If-None-Match": answer.headers["etag"]}).status == 304


def test_the_script_has_no_way_to_turn_text_into_markup_or_code(page: Page) -> None:
    script = page.request.get("/widget.js").text()
    ways = "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|ContextualFragment|eval\\(|new Function"
    assert re.findall(ways, script) == []
    assert re.findall(r"^(?:import|export)\b", script, re.MULTILINE) == []


def test_the_hotline_page_allows_itself_nothing_from_elsewhere(chat: Chat) -> None:
    asked: list[str] = []
    chat.page.on("request", lambda request: asked.append(request.url))
    answer = chat.page.goto("/?lang=fr")
    assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
    expect(chat.page.locator("html")).to_have_attribute("lang", "km")
    chat.open()
    site = answer.url.split("/?")[0]
    assert asked and all(url.startswith(site) for url in asked)


def test_the_khmer_font_is_there_for_phones_without_one(page: Page) -> None:
    for weight in (400, 700):
        answer = page.request.get(f"/fonts/noto-sans-khmer-{weight}.woff2")
        assert answer.ok and answer.body()[:4] == b"wOF2"
        assert answer.headers["access-control-allow-origin"] == "*"


def test_one_line_of_html_on_another_origin_is_enough(
    page: Page, widget_site: str, host: Callable[[str, str], str]
) -> None:
    page.goto(host(HOST.format(site=widget_site), ""))
    chat = Chat(page).open()
    chat.ask("សួស្តី")
    text = chat.log.locator(".bubble p").first
    # The host's own styles (tiny rem, red everything, hidden buttons) stop at the widget's edge.
    assert text.evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]") == [
        "16px",
        "rgb(22, 35, 59)",
    ]
    assert chat.menu("a").get_attribute("href") == f"{widget_site}/complaint"


def test_a_strict_policy_of_the_host_page_is_kept(
    page: Page, widget_site: str, host: Callable[[str, str], str]
) -> None:
    ours = " ".join(f"{kind} {widget_site};" for kind in ("script-src", "connect-src", "font-src"))
    policy = f"default-src 'none'; style-src 'self'; {ours}"
    html = f'<!doctype html><title>Host</title><script async src="{widget_site}/widget.js"></script><p>Host</p>'
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective));"
    )
    page.goto(host(html, policy))
    chat = Chat(page).open()
    chat.ask("សួស្តី")
    # A browser asks for /favicon.ico by itself: no deed of the widget.
    assert [each for each in page.evaluate("broken") if not each.startswith("img-src")] == []
    assert chat.panel.evaluate("e => getComputedStyle(e).position") == "fixed"


@pytest.mark.parametrize(("language", "send"), [("km", "ផ្ញើ"), ("en", "Send")])
def test_built_in_words_serve_when_the_strings_cannot_be_fetched(chat: Chat, language: str, send: str) -> None:
    chat.page.route("**/api/strings/*", lambda route: route.abort())
    chat.visit(language).open()
    expect(chat.page.get_by_role("button", name=send, exact=True)).to_be_visible()
    expect(chat.log.locator(".bubble p").first).not_to_be_empty()
    chat.ask("សួស្តី")


def test_every_word_of_the_panel_comes_from_the_strings(chat: Chat) -> None:
    strings = chat.page.request.get("/api/strings/km").json()
    assert strings and all(key.startswith("widget.") for key in strings)
    chat.visit().open()
    used = set(
        chat.page.locator("nssf-chat [data-w]:not([data-w=''])").evaluate_all("all => all.map(e => e.dataset.w)")
    )
    assert {f"widget.{key}" for key in used} <= set(strings)
    assert chat.page.request.get("/api/strings/en").json().keys() == strings.keys()


def test_the_page_can_open_close_and_change_the_language(chat: Chat) -> None:
    chat.visit()
    chat.page.evaluate("NSSFChat.open()")
    expect(chat.panel).to_be_visible()
    chat.page.evaluate("NSSFChat.setLanguage('en')")
    expect(chat.page.locator("nssf-chat h2")).to_have_text("NSSF assistant")
    chat.page.evaluate("NSSFChat.close()")
    expect(chat.panel).to_be_hidden()


def test_the_page_switches_to_english_and_the_widget_with_it(chat: Chat) -> None:
    chat.visit()
    chat.page.locator("header .language").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    expect(chat.launcher).to_contain_text("Ask NSSF")


def test_quick_exit_forgets_everything(chat: Chat) -> None:
    chat.visit().open().ask("រឿងសម្ងាត់")
    token = chat.kept()["nssf-chat.token"]
    chat.input.fill("ពាក្យព្រាង")
    with chat.page.expect_response("**/api/end") as end:
        chat.menu(".exit").click()
    assert end.value.status == 204
    expect(chat.panel).to_be_hidden()
    assert chat.kept() == {}
    chat.open()
    expect(chat.log.locator(".message[data-seq], .message.you")).to_have_count(0)
    expect(chat.input).to_have_value("")
    answer = chat.page.request.get("/api/messages?after=0&wait=0", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 401
    chat.page.keyboard.press("Escape")
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    assert not any("token" in key or "out." in key for key in chat.kept())


def test_quick_exit_in_one_tab_clears_the_other(chat: Chat) -> None:
    chat.visit().open().ask("រឿងសម្ងាត់")
    second = Chat(chat.page.context.new_page()).visit().open()
    expect(second.answers).to_have_count(1)
    chat.menu(".exit").click()
    expect(second.log.locator(".message[data-seq]")).to_have_count(0)


def test_quick_exit_before_the_first_answer_leaves_no_conversation_behind(chat: Chat) -> None:
    held: list[object] = []
    chat.page.route("**/api/conversations", lambda route: held.append(route))
    chat.visit().open().say("រឿងសម្ងាត់")
    chat.menu(".exit").click()
    with chat.page.expect_response("**/api/end") as end:
        held[0].continue_()  # type: ignore[attr-defined]
    assert end.value.status == 204
    assert chat.kept() == {}
