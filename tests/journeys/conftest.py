"""One running house, one fake Telegram and one browser for all journeys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tests.fakes.serving import Running
from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.journeys.people import Officer
from tests.whole import SECRET, House, free_ports, standing_house


@pytest.fixture(scope="session")
def telegram() -> Iterator[tuple[FakeTelegram, str]]:
    """The fake Bot API and its address."""
    fake = FakeTelegram(limits=False)
    with Running(fake.app) as address:
        yield fake, address


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, telegram: tuple[FakeTelegram, str]) -> Iterator[House]:
    """Everything `make run` starts, with Telegram switched on over a webhook."""
    [web] = free_ports(1)
    with standing_house(
        tmp_path_factory.mktemp("house"),
        web_port=web,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=telegram[1],
        telegram_mode="webhook",
        telegram_secret=SecretStr(SECRET),
        telegram_webhook_url=f"http://127.0.0.1:{web}/telegram",
    ) as running:
        yield running


@pytest.fixture(scope="session")
def officer(house: House) -> Iterator[Officer]:
    """A member of staff who has signed in for the first time."""
    with Officer(house) as signed_in:
        yield signed_in


@pytest.fixture(autouse=True)
def _inside(request: pytest.FixtureRequest) -> Iterator[None]:
    """A journey looks at the house's own database; no other test does."""
    if "house" not in request.fixturenames:
        yield
        return
    with request.getfixturevalue("house").inside():
        yield


_chats = itertools.count(5001)


@pytest.fixture
def chat() -> int:
    """A Telegram chat nobody has used."""
    return next(_chats)
