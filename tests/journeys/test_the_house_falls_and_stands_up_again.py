"""Processes hang and die; nobody is left without an answer and nothing is lost."""

from __future__ import annotations

import re
import time
import uuid

import pytest
from sqlalchemy import func, select

from actions.cases.models import Case
from actions.conversations.models import Inbound
from actions.store.engine import reading
from tests.fakes.telegram import FakeTelegram
from tests.journeys.people import Chatter
from tests.whole import House, Widget

pytestmark = pytest.mark.whole
QUESTION = "តើ ប.ស.ស. គេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន"
HONEST = "ឥឡូវនេះខ្ញុំមិនទាន់អាចយល់សំណួរបានទេ"


@pytest.fixture(autouse=True)
def _well_again(house: House) -> None:
    """Each test finds a house that understands, whatever the one before did to it."""
    house.wait_understanding()


def one() -> str:
    return str(uuid.uuid4())


def test_with_rasa_hung_every_message_gets_an_honest_reply_in_ten_seconds_and_complaints_are_taken(
    house: House,
) -> None:
    citizens = [Widget(house.site) for _ in range(12)]
    with reading() as session:
        cases = session.scalar(select(func.count(Case.id)))
    house.hold("rasa-0")
    try:
        started = time.monotonic()
        for citizen in citizens:
            citizen.after = citizen.send(one(), text=QUESTION)
        for citizen in citizens:
            assert any(HONEST in block["text"] for message in citizen.hear() for block in message["blocks"])
        assert time.monotonic() - started < 10
        worker = citizens[0]
        for label in ("ដាក់ពាក្យបណ្តឹង", "ថៅកែ ឬកន្លែងធ្វើការ"):
            worker.press(one(), label)
        worker.ask(one(), "គេមិនបង់ភាគទានឱ្យខ្ញុំទេ")
        for label in ("រំលង", "រំលង", "អត់មានទេ"):
            worker.press(one(), label)
        assert re.search(r"(\d{4}\s){3}\d{4}", worker.press(one(), "ផ្ញើពាក្យបណ្តឹង"))
    finally:
        house.let_go("rasa-0")
    with reading() as session:
        assert session.scalar(select(func.count(Case.id))) == cases + 1
    for citizen in citizens:
        citizen.close()


def test_with_the_actions_dead_nobody_is_left_in_silence(house: House) -> None:
    citizens = [Widget(house.site) for _ in range(4)]
    house.hold("actions")
    try:
        for citizen in citizens:  # what needs a handler, and what does not
            for text in ("ខ្ញុំចង់គណនាភាគទាន", QUESTION):
                assert citizen.ask(one(), text)
    finally:
        house.let_go("actions")
    for citizen in citizens:
        citizen.close()


def test_both_conversations_survive_a_restart_of_everything(
    house: House, telegram: tuple[FakeTelegram, str], chat: int
) -> None:
    web, on_telegram = Widget(house.site), Chatter(telegram[0], chat)
    assert "800,000" in web.ask(one(), "សម្រាលកូន បានលុយប៉ុន្មាន")
    on_telegram.says("/complain")
    on_telegram.presses("ថៅកែ ឬកន្លែងធ្វើការ")
    house.restart_everything()
    assert "1,200,000" in web.ask(one(), "ចុះកូនភ្លោះវិញ?")
    again = web.http.get("/api/messages").json()["messages"]
    assert [message["from"] for message in again] == ["you", "bot", "you", "bot"]
    assert "តើរោងចក្រ" in on_telegram.says("គេមិនបង់ភាគទានឱ្យខ្ញុំទេ")
    web.close()


def test_no_word_no_token_and_no_receipt_is_in_any_log(
    house: House, telegram: tuple[FakeTelegram, str], chat: int
) -> None:
    canary = "ពាក្យសម្ងាត់កាណារី"
    worker = Chatter(telegram[0], chat)
    worker.says(canary)
    worker.says("/complain")
    worker.presses("ថៅកែ ឬកន្លែងធ្វើការ")
    worker.says(canary)
    worker.presses("រំលង")
    worker.presses("រំលង")
    worker.presses("អត់មានទេ")
    receipt = re.search(r"(?:\d{4}\s){3}\d{4}", worker.presses("ផ្ញើពាក្យបណ្តឹង"))[0]
    web = Widget(house.site)
    web.ask(one(), canary)
    logs = house.logs()
    for secret in (canary, receipt, "".join(receipt.split()), web.token, house.settings.telegram_token, str(chat)):
        assert str(secret) not in logs
    metrics = web.http.get("/metrics").text
    assert canary not in metrics
    web.close()


def test_everything_that_arrived_has_a_named_end(house: House) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with reading() as session:
            open_ones = session.scalar(select(func.count(Inbound.id)).where(Inbound.outcome.is_(None)))
        if not open_ones:
            return
        time.sleep(0.2)
    raise AssertionError(f"{open_ones} messages without an end")
