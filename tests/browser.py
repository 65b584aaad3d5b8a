"""Debian's Chromium for tests: fixtures to import into a conftest. Per module, because a synchronous Playwright left
open would look to every other test of the session like an event loop that is already running."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
expect.set_options(timeout=10_000)


def started(driver: Playwright, *more: str) -> Browser:
    """Chromium without a screen, quiet, with more switches if need be."""
    return driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser a module's tests share."""
    with started(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source; fails where `npm ci` has not run."""
    return AXE.read_text(encoding="utf-8")
