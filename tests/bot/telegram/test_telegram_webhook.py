"""The webhook: nothing without our secret, nothing lost, nothing twice, and 200 only after the commit."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from actions.store.settings import settings
from bot.telegram import webhook
from tests.bot.telegram.scene import SECRET, message, received, until
from tests.fakes.telegram import FakeTelegram

CORPUS = Path(__file__).parents[2] / "corpus" / "telegram"
HEADERS = {webhook.SECRET_HEADER: SECRET}


pytestmark = pytest.mark.usefixtures("sqlite_store")


def post(url: str, body: Any, headers: dict[str, str] | None = None) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(
        url, content=content, headers=HEADERS if headers is None else headers, trust_env=False
    ).status_code


def test_a_second_delivery_of_the_same_update_makes_one_row(ours: str) -> None:
    assert [post(ours, message(7, 50)) for _ in range(3)] == [200, 200, 200]
    assert [row.external_id for row in received()] == ["7"]


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "ស្ងាត់".encode(), b"\xff" * 30])
def test_a_missing_or_wrong_secret_is_refused_stores_nothing_and_is_not_logged(
    ours: str, secret: str | bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {} if secret is None else {webhook.SECRET_HEADER: secret}
    assert httpx.post(ours, json=message(1, 5), headers=headers, trust_env=False).status_code == 403
    assert received() == []
    assert not any(str(secret)[:12] in line for line in caplog.messages if secret)


@pytest.mark.parametrize("secret", ["", "too-short"])
def test_without_a_proper_secret_of_ours_everybody_is_refused(
    ours: str, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "telegram_secret", SecretStr(secret))
    assert post(ours, message(1, 5), {webhook.SECRET_HEADER: secret}) == 403


def test_a_header_of_a_megabyte_gets_no_further_than_the_server(ours: str) -> None:
    try:
        answer = httpx.post(ours, json=message(1, 5), headers={webhook.SECRET_HEADER: "x" * 10**6}, trust_env=False)
        assert answer.status_code >= 400
    except httpx.TransportError:
        pass  # the server hung up
    assert received() == []


def test_sixty_four_kib_are_read_and_one_byte_more_is_not(ours: str) -> None:
    fits = json.dumps(message(1, 5)).encode()
    fits += b" " * (webhook.LARGEST_BODY - len(fits))
    assert post(ours, fits) == 200
    assert post(ours, fits + b" ") == 413
    assert len(received()) == 1


def test_a_body_that_hides_its_length_is_cut_off_too(ours: str) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 10**8:
            sent += 8192
            yield b" " * 8192

    with suppress(httpx.TransportError):  # the server may hang up while we are still pouring
        assert httpx.post(ours, content=endless(), headers=HEADERS, trust_env=False).status_code == 413
    assert sent < 10**7
    assert received() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 60_000, b'"text"', b"null", b"7", b"1" * 5_000, b'{"update_id":1e999}']
)
def test_what_is_no_update_is_answered_200_so_that_it_is_not_sent_again(ours: str, body: bytes) -> None:
    assert post(ours, body) == 200
    assert received() == []


def test_two_hundred_poison_updates_are_answered_200_and_the_next_message_is_stored(ours: str) -> None:
    dice = random.Random(11)
    whole = [row["update"] for path in sorted(CORPUS.glob("*.json")) for row in json.loads(path.read_text())]
    poison = [_spoiled(dice.choice(whole), dice) for _ in range(200)]
    assert {post(ours, update) for update in poison} == {200}
    assert post(ours, message(999_999_999, 5510020031, "សួស្តី")) == 200
    assert "999999999" in {row.external_id for row in received()}


def test_telegrams_own_delivery_reaches_the_inbox_though_repeated_and_disordered(ours: str, fake: FakeTelegram) -> None:
    fake.delivery |= {"duplicates": 4, "disorder": True}
    for number in range(60):
        fake.say(900 + number % 3, f"{number}")
    fake.webhook = {"url": ours, "secret_token": SECRET, "max_connections": 10}
    asyncio.run(until(lambda: len(received()) == 60 and not fake.updates))
    assert len(fake.webhook_statuses) > 60
    assert set(fake.webhook_statuses) == {200}


def test_every_kind_of_media_is_stored_and_none_is_dropped(ours: str) -> None:
    rows = json.loads((CORPUS / "media.json").read_text())
    assert {post(ours, row["update"]) for row in rows} == {200}
    assert [row.kind for row in received()] == ["media"] * len(rows)


def test_a_button_press_is_answered_once_however_often_it_is_delivered(ours: str, fake: FakeTelegram) -> None:
    fake.say(5, "x")
    press = fake.press(5, "Zk3vB9_qLm-T1aXy")
    for _ in range(4):
        assert post(ours, press) == 200
    callback = press["callback_query"]["id"]
    asyncio.run(until(lambda: fake.callbacks[callback]))
    assert [asked["callback_query_id"] for name, asked in fake.calls if name == "answercallbackquery"] == [
        int(callback)
    ]


def test_the_citizen_sees_typing_as_soon_as_the_message_is_stored(ours: str, fake: FakeTelegram) -> None:
    post(ours, fake.say(5, "x"))
    asyncio.run(until(lambda: ("sendchataction", {"chat_id": 5, "action": "typing"}) in fake.calls))


def test_storing_does_not_wait_for_a_telegram_that_is_silent(ours: str, fake: FakeTelegram) -> None:
    fake.script("silence", "answercallbackquery", times=50, seconds=5)
    for number in range(30):
        fake.press(60 + number, "Zk3vB9_qLm-T1aXy")
    for update in list(fake.updates):
        assert httpx.post(ours, json=update, headers=HEADERS, timeout=5, trust_env=False).status_code == 200
    assert len(received()) == 30


def test_a_group_is_told_once_kindly_that_we_talk_in_private_and_is_left(ours: str, fake: FakeTelegram) -> None:
    rows = {row["name"]: row for row in json.loads((CORPUS / "others.json").read_text())}
    update = rows["we were added to a group"]["update"]
    group = update["message"]["chat"]["id"]
    fake.chats.add(group)
    for number in range(3):
        assert post(ours, update | {"update_id": 10 + number}) == 200
    asyncio.run(until(lambda: fake.left == [group]))
    assert len(fake.messages(group)) == 1
    assert received() == []


def _spoiled(update: Any, dice: random.Random) -> Any:
    """The update with one of its values replaced by something else."""
    copy = json.loads(json.dumps(update))
    place, parent = copy, None
    key: Any = None
    while isinstance(place, dict | list) and place and (parent is None or dice.random() < 0.8):
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        parent, place = place, place[key]
    parent[key] = dice.choice([None, -1, 2**70, 1.5, "", "x" * 3_000, [], {}, [[[]]], True, "\ud800", "\x00"])
    return copy
