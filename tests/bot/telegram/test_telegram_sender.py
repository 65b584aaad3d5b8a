"""The sender: every reply arrives in order or ends with a name, and Telegram's pauses are kept."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable

import pytest

from actions.cases.models import Case, CaseMessage
from actions.cases.status import Audience, CaseKind, MessageKind
from actions.conversations import outbox, threads
from actions.conversations.say import Say
from actions.store.crypto import seal
from actions.store.engine import unit
from bot.telegram import sender
from tests.bot.telegram.scene import greeting, queue, replies, statuses, table_away, until, while_it_runs
from tests.fakes.telegram import FakeTelegram

pytestmark = pytest.mark.usefixtures("sqlite_store", "door")


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(while_it_runs(lambda stop: sender.run(stop, "worker-1"), test))


def run_until(met: Callable[[], object], seconds: float = 20.0) -> None:
    run(lambda: until(met, seconds))


def numbers(fake: FakeTelegram, chat: int) -> list[int]:
    return [int(message["text"].split()[0]) for message in fake.messages(chat)]


def test_replies_reach_each_chat_in_order_with_their_buttons(fake: FakeTelegram) -> None:
    for chat in (1, 2, 3):
        fake.chats.add(chat)
        queue(chat, *(greeting(number) for number in range(3)))
    run_until(lambda: all(statuses(chat) == ["sent"] * 3 for chat in (1, 2, 3)))
    for chat in (1, 2, 3):
        assert numbers(fake, chat) == [0, 1, 2]
        assert all(message["reply_markup"]["inline_keyboard"] for message in fake.messages(chat))
    assert not fake.refusals


def test_telegrams_own_limits_are_never_reached(fake: FakeTelegram) -> None:
    fake.limits = True
    for chat in range(1, 81):
        fake.chats.add(chat)
        queue(chat, greeting(1), *[greeting(2)] * (chat <= 3))
    run_until(lambda: len(fake.sent) == 83, 40)
    assert not fake.refusals
    for chat in (1, 2, 3):
        first, second = (message["at"] for message in fake.messages(chat))
        assert second - first >= 1.0


def test_a_reply_is_worded_in_the_language_of_its_conversation(fake: FakeTelegram) -> None:
    fake.chats |= {1, 2}
    queue(1, greeting(5), language="km")
    queue(2, greeting(5), language="en")
    run_until(lambda: len(fake.sent) == 2)
    assert (fake.messages(1)[0]["text"], fake.messages(2)[0]["text"]) == ("5 ថ្ងៃ", "5 days")


def test_when_told_to_wait_it_waits_and_then_the_reply_arrives(fake: FakeTelegram) -> None:
    fake.chats |= {1, 2}
    fake.script("429", chat=1, retry_after=3)
    queue(1, greeting(1), greeting(2))
    queue(2, greeting(1))
    run_until(lambda: statuses(1) == ["sent", "sent"])
    assert fake.violations == 0
    assert numbers(fake, 1) == [1, 2]
    assert fake.messages(2)[0]["at"] < fake.messages(1)[0]["at"] - 2, "another chat need not wait"


def test_when_two_chats_are_told_to_wait_everybody_does(fake: FakeTelegram) -> None:
    fake.chats |= {1, 2, 3}
    fake.script("429", times=2, retry_after=3)
    queue(1, greeting(1))
    queue(2, greeting(1))
    told = 0.0

    async def test() -> None:
        nonlocal told
        await until(lambda: len(fake.refusals) == 2)
        told = time.monotonic()
        queue(3, greeting(1))
        await until(lambda: len(fake.sent) == 3)

    run(test)
    assert fake.violations == 0
    assert fake.messages(3)[0]["at"] - told > 2.5


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("blocked", "blocked"),
        ("deactivated", "deactivated"),
        ("not_found", "chat_not_found"),
        ("migrate", "moved_to_group"),
    ],
)
def test_a_chat_that_cannot_be_reached_is_tried_once_and_all_its_replies_end_with_the_reason(
    fake: FakeTelegram, do: str, reason: str
) -> None:
    fake.chats |= {1, 2}
    fake.script(do, chat=1, times=99)
    queue(1, *[greeting(1)] * 5)
    queue(2, greeting(1))
    run_until(lambda: statuses(1) == ["failed"] * 5 and statuses(2) == ["sent"])
    assert {row.failure for row in replies(1)} == {reason}
    assert len([asked for name, asked in fake.calls if name == "sendmessage" and asked["chat_id"] == 1]) == 1


def test_a_reply_whose_markup_telegram_cannot_read_is_sent_again_as_plain_text(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    fake.script("cant_parse", chat=1)
    queue(1, greeting(4))
    run_until(lambda: statuses(1) == ["sent"])
    (message,) = fake.messages(1)
    assert (message["text"], message["parse_mode"]) == ("4 days", None)
    assert message["reply_markup"]


def test_a_reply_whose_buttons_telegram_refuses_is_sent_without_them(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    fake.script("refuse", chat=1, times=2)
    queue(1, greeting(4))
    run_until(lambda: statuses(1) == ["sent"])
    (message,) = fake.messages(1)
    assert message["text"] == "4 days"
    assert "reply_markup" not in message


def test_a_reply_telegram_refuses_in_every_form_ends_with_a_name_and_the_next_one_is_sent(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    fake.script("refuse", chat=1, times=3)
    queue(1, greeting(1), greeting(2))
    run_until(lambda: statuses(1) == ["failed", "sent"])
    assert [row.failure for row in replies(1)] == ["refused", None]


@pytest.mark.parametrize("do", ["500", "502", "reset", "garbage", "slow"])
def test_when_telegram_stumbles_the_reply_arrives_all_the_same(fake: FakeTelegram, do: str) -> None:
    fake.chats.add(1)
    fake.script(do, chat=1)
    queue(1, greeting(1), greeting(2))
    run_until(lambda: statuses(1) == ["sent", "sent"])
    assert list(dict.fromkeys(numbers(fake, 1))) == [1, 2]


def test_a_silent_telegram_holds_up_one_chat_only(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.client.READ", 1.0)
    fake.chats |= {1, 2}
    fake.script("silence", chat=1)
    queue(1, greeting(1))
    queue(2, greeting(1))
    run_until(lambda: statuses(1) == statuses(2) == ["sent"])
    assert fake.messages(2)[0]["at"] < fake.messages(1)[0]["at"] - 2
    assert replies(1)[0].failure == "no_answer"


def test_a_long_reply_interrupted_half_way_goes_on_where_it_stopped(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    _staff_wrote(1, "ញ៉ាំ" * 2_500)
    fake.script("slow", chat=1, seconds=0.1)  # the first part arrives
    fake.script("500", chat=1)  # the second does not, at first
    run_until(lambda: statuses(1) == ["sent"])
    texts = [message["text"] for message in fake.messages(1)]
    assert len(texts) >= 3
    assert sum(text.count("ញ៉ាំ") for text in texts) == 2_500


def test_staff_words_arrive_escaped_below_a_heading(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    _staff_wrote(1, "<b>សូម</b> មក & ជួប")
    run_until(lambda: statuses(1) == ["sent"])
    assert fake.messages(1)[0]["text"].endswith("\n\n<b>សូម</b> មក & ជួប")
    assert fake.messages(1)[0]["raw"].startswith("<b>")


def test_a_reply_without_words_does_not_hold_up_other_chats(fake: FakeTelegram) -> None:
    fake.chats |= {1, 2}
    queue(1, Say("no.such.message"))
    queue(2, greeting(1))
    run_until(lambda: statuses(2) == ["sent"] and replies(1)[0].failure is not None)
    assert (statuses(1), replies(1)[0].failure) == (["queued"], "not_worded_KeyError")


def test_what_a_dead_sender_held_is_sent_by_its_successor_and_marked_maybe_repeated(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    ids = queue(1, greeting(1))
    with unit() as session:
        assert outbox.claim(session, ids, "telegram:worker-1")
    run_until(lambda: statuses(1) == ["sent"])
    assert replies(1)[0].maybe_repeated


def test_a_reply_sent_while_the_database_was_away_is_recorded_later_and_not_sent_twice(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    fake.chats.add(1)
    fake.script("slow", chat=1, seconds=0.5)
    queue(1, greeting(1))

    async def test() -> None:
        await until(lambda: fake.sent)
        with table_away("outbound"):
            await until(lambda: caplog.messages.count("sender waits for the database: OperationalError") >= 2)
        await until(lambda: statuses(1) == ["sent"])

    run(test)
    assert len(fake.sent) == 1
    assert not replies(1)[0].maybe_repeated


def test_a_cancelled_sender_still_records_what_is_on_the_wire(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    fake.script("hang", chat=1, seconds=0.5)
    queue(1, greeting(1))

    async def test() -> None:
        task = asyncio.create_task(sender.run(asyncio.Event(), "worker-1"))
        await until(lambda: fake.sent)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(test())
    assert statuses(1) == ["sent"]


def test_replies_written_while_telegram_was_unreachable_arrive_when_it_is_back(fake: FakeTelegram) -> None:
    fake.chats.add(1)
    fake.script("500", method="getme", times=2)
    queue(1, greeting(1))
    run_until(lambda: statuses(1) == ["sent"])
    assert replies(1)[0].attempts == 1


_number = itertools.count(1)


def _staff_wrote(chat: int, text: str) -> int:
    """A staff reply, as the desk leaves it. Returns the id of the case message."""
    with unit() as session:
        conversation = threads.start(session, "telegram", str(chat), "km")
        case = Case(
            kind=CaseKind.PERSON,
            subject="person",
            language="km",
            channel="telegram",
            receipt_hash=f"{next(_number)}",
            opened_by=f"{next(_number)}",
            due_at=conversation.created_at,
        )
        session.add(case)
        session.flush()
        message = CaseMessage(
            case_id=case.id,
            kind=MessageKind.REPLY,
            audience=Audience.CITIZEN,
            body=seal(case.data_key, {"text": text}),
            origin="form:1",
        )
        session.add(message)
        session.flush()
        outbox.put(session, conversation, [Say("case.reply", {"_case_message": message.id})])
        return message.id
