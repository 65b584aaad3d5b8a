"""Setup: Telegram learns our commands and, in webhook mode, our address and secret."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr

from actions.store.settings import settings
from bot.telegram import sender, setup
from tests.bot.telegram.scene import SECRET, greeting, queue, statuses, until, while_it_runs
from tests.fakes.telegram import FakeTelegram

pytestmark = pytest.mark.usefixtures("sqlite_store", "door")
ADDRESS = "https://assistant.example/telegram"


def send_one(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    queue(1, greeting(1))
    asyncio.run(while_it_runs(lambda stop: sender.run(stop, "w"), lambda: until(lambda: statuses(1) == ["sent"])))


def test_the_commands_are_told_in_both_languages_and_khmer_is_for_everybody_else(fake: FakeTelegram) -> None:
    send_one(fake)
    names = [command["command"] for command in fake.commands["km"]]
    assert names == ["start", "help", "language", "complain", "person", "cancel"]
    assert fake.commands[None] == fake.commands["km"]
    assert [command["command"] for command in fake.commands["en"]] == names
    assert not any(sign.isascii() and sign.isalpha() for one in fake.commands["km"] for sign in one["description"])


def test_in_webhook_mode_the_address_and_the_secret_are_registered(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "telegram_mode", "webhook")
    monkeypatch.setattr(settings(), "telegram_webhook_url", ADDRESS)
    send_one(fake)
    assert fake.webhook["url"] == ADDRESS
    assert fake.webhook["secret_token"] == SECRET
    assert fake.webhook["max_connections"] == 10
    assert fake.webhook["allowed_updates"] == list(setup.ALLOWED_UPDATES)


def test_a_webhook_without_a_proper_secret_is_not_registered_and_replies_go_out_all_the_same(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "telegram_mode", "webhook")
    monkeypatch.setattr(settings(), "telegram_webhook_url", ADDRESS)
    monkeypatch.setattr(settings(), "telegram_secret", SecretStr("short"))
    send_one(fake)
    assert fake.webhook == {}


def test_a_telegram_that_refuses_our_setup_does_not_keep_replies_back(fake: FakeTelegram) -> None:
    fake.script("500", "setmycommands", times=3)
    send_one(fake)
    assert fake.commands == {}
