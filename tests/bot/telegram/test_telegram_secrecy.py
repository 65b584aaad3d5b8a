"""Secrecy: the bot token and the words of citizens reach no log, even at DEBUG and even in trouble."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from actions.store.settings import settings
from bot.telegram import secrecy, sender
from bot.telegram.client import open_bot
from tests.bot.telegram.scene import greeting, queue, statuses, until, while_it_runs
from tests.fakes.telegram import TOKEN, FakeTelegram


class _Everything(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {self.format(record)} {record.args}")


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Every line any logger of the process writes at DEBUG."""
    handler, root = _Everything(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(before)


def test_the_token_is_in_no_record_at_debug_through_sending_trouble_and_refusal(
    sqlite_store: None, door: str, fake: FakeTelegram, heard: list[str]
) -> None:
    fake.chats |= {1, 2, 3}
    fake.script("500", chat=1)
    fake.script("garbage", chat=2)
    fake.script("reset", chat=3)
    for chat in (1, 2, 3):
        queue(chat, greeting(77123))

    async def test() -> None:
        await until(lambda: all(statuses(chat) == ["sent"] for chat in (1, 2, 3)))

    asyncio.run(while_it_runs(lambda stop: sender.run(stop, "t"), test))
    for reason in ("server_error", "no_answer"):
        assert any(f"reply not delivered: {reason}" in line for line in heard)
    assert not [line for line in heard if TOKEN in line or TOKEN.partition(":")[2] in line]
    assert not [line for line in heard if "77123" in line]


def test_a_refused_token_is_not_printed_by_the_refusal(
    sqlite_store: None, door: str, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "990011:not-the-token-Telegram-knows"
    monkeypatch.setattr(settings(), "telegram_token", SecretStr(wrong))

    async def test() -> None:
        await until(lambda: any("refuses the bot token" in line for line in heard))

    asyncio.run(while_it_runs(lambda stop: sender.run(stop, "t"), test))
    assert not [line for line in heard if wrong.partition(":")[2] in line]


def test_even_a_careless_logger_of_our_own_cannot_print_it(heard: list[str]) -> None:
    secret = "123456:a-secret-that-is-long-enough"
    secrecy.hide(secret)
    careless = logging.getLogger("somewhere.else.entirely")
    careless.info("calling https://api.telegram.org/bot%s/getMe", secret)
    careless.warning(f"half of it: {secret.partition(':')[2]}")
    try:
        raise ValueError(f"bad address /bot{secret}/")
    except ValueError:
        careless.exception("it failed")
    written = [line for line in heard if line.startswith("somewhere")]
    assert len(written) == 3
    assert not [line for line in written if "long-enough" in line]
    assert all(secrecy.HIDDEN in line for line in written)


def test_even_when_somebody_turns_the_silenced_libraries_up_again_the_token_stays_hidden(
    door: str, heard: list[str]
) -> None:
    async def test() -> None:
        async with open_bot() as bot:
            for name in secrecy.TALKATIVE:
                logging.getLogger(name).setLevel(logging.DEBUG)
            await bot.get_me()

    asyncio.run(test())
    addresses = [line for line in heard if "/bot" in line]
    assert any(line.startswith("httpx ") for line in addresses), "the library speaks of the address at all"
    assert not [line for line in addresses if TOKEN in line or TOKEN.partition(":")[2] in line]


def test_the_libraries_that_print_addresses_and_answers_are_silenced(door: str) -> None:
    async def test() -> None:
        async with open_bot():
            pass

    asyncio.run(test())
    for name in ("httpx", "httpcore.http11", "telegram.Bot", "telegram.request.BaseRequest"):
        assert not logging.getLogger(name).isEnabledFor(logging.ERROR)
