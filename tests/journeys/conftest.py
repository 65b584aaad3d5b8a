"""One running house, one fake Telegram and one browser for all journeys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.fakes.serving import Running
from tests.fakes.telegram import FakeTelegram
from tests.journeys.people import Officer
from tests.whole import House, standing_house, telegram_on


@pytest.fixture(scope="session")
def telegram() -> Iterator[tuple[FakeTelegram, str]]:
    """The fake Bot API and its address."""
    fake = FakeTelegram(limits=False)
    with Running(fake.app) as address:
        yield fake, address


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, telegram: tuple[FakeTelegram, str]) -> Iterator[House]:
    """Everything `make run` starts, with Telegram switched on over a webhook."""
    with standing_house(tmp_path_factory.mktemp("house"), **telegram_on(telegram[1])) as running:
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
