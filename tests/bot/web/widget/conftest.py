"""A browser, a server to talk to, and the few moves every widget test makes."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from tests.bot.web.widget.chat import Chat


@pytest.fixture(scope="session")
def widget_site() -> Iterator[str]:
    """The address of a server that keeps the Web API contract; WIDGET_SITE names a running one to test instead."""
    if os.environ.get("WIDGET_SITE"):
        yield os.environ["WIDGET_SITE"].rstrip("/")
        return
    from tests.fakes.web_api import app

    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    give_up = time.monotonic() + 20
    while not server.started and time.monotonic() < give_up and thread.is_alive():
        thread.join(0.01)
    assert server.started
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    thread.join(10)
    door.close()


@pytest.fixture
def context(browser: Browser, widget_site: str) -> Iterator[BrowserContext]:
    """A fresh visitor on a desk."""
    fresh = browser.new_context(base_url=widget_site, viewport={"width": 1280, "height": 800})
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """One tab, in which no script may fail and no policy may be broken."""
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield tab
    assert faults == []


@pytest.fixture
def chat(page: Page) -> Chat:
    """The widget on the hotline page."""
    return Chat(page)
