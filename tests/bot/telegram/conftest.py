"""Fixtures of the Telegram door: the fake Telegram served with our settings pointing at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from actions.store.settings import settings
from bot.telegram import webhook
from tests.bot.telegram.scene import SECRET
from tests.fakes.serving import Running
from tests.fakes.telegram import TOKEN, FakeTelegram


@pytest.fixture
def fake() -> FakeTelegram:
    """The state of the fake Telegram, without Telegram's rate limits unless a test switches them on."""
    return FakeTelegram(limits=False)


@pytest.fixture
def door(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """The fake Telegram served, and our settings pointing at it."""
    for name in {"store", "sqlite_store"} & set(request.fixturenames):
        request.getfixturevalue(name)  # a database brings settings of its own: those are the ones to change
    with Running(fake.app) as url:
        monkeypatch.setattr(settings(), "telegram_api_url", url)
        monkeypatch.setattr(settings(), "telegram_token", SecretStr(TOKEN))
        monkeypatch.setattr(settings(), "telegram_secret", SecretStr(SECRET))
        monkeypatch.setattr(settings(), "telegram_mode", "polling")
        yield url
        fake.closing = True


@pytest.fixture
def ours(door: str) -> Iterator[str]:
    """The address of our webhook, in a web program of its own."""
    app = FastAPI()
    app.include_router(webhook.router())
    with Running(app) as url:
        yield url + webhook.PATH
