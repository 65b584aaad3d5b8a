"""Complaining in the chat, and what happens after."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from actions.cases import queue, thread
from actions.cases.models import Case, CaseMessage
from actions.staff.models import Staff
from actions.store.engine import reading, unit
from tests.bot.turn.conftest import Citizen
from tests.bot.turn.test_run import text_of

STORY = "ថៅកែមិនបង់ភាគទានឱ្យយើងបីខែហើយ"


def complain(citizen: Citizen) -> str:
    """Make a whole complaint; returns the receipt as it was shown."""
    citizen.commands("complain")
    citizen.presses("ថៅកែ ឬកន្លែងធ្វើការ")
    citizen.says(STORY)
    citizen.says("រោងចក្រកាត់ដេរ")
    citizen.says("កណ្ដាល")
    summary = citizen.presses("អត់មានទេ")
    assert STORY in text_of(summary)
    replies = citizen.presses("ផ្ញើពាក្យបណ្តឹង")
    return re.search(r"(?:\d{4}\s){3}\d{4}", text_of(replies))[0]


def officer() -> Staff:
    """A member of staff."""
    with unit() as session:
        staff = Staff(username="officer", name="មន្ត្រី", role="officer", password="x")
        session.add(staff)
    return staff


def test_a_complaint_becomes_one_case_with_a_receipt_and_rasa_hears_none_of_it(citizen: Citizen) -> None:
    receipt = complain(citizen)
    assert len("".join(receipt.split())) == 16
    with reading() as session:
        case = session.scalars(select(Case)).one()
        assert (case.subject, case.province, case.urgent) == ("employer", "08", False)
    assert STORY not in str(citizen.rasa.asked)


def test_the_story_is_nowhere_in_clear(citizen: Citizen, store) -> None:
    complain(citizen)
    with reading() as session:
        from actions.store.schema import Table

        for table in Table.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    raw = value if isinstance(value, bytes) else str(value).encode()
                    assert STORY.encode() not in raw


def test_going_back_cancelling_and_skipping(citizen: Citizen) -> None:
    citizen.commands("complain")
    citizen.presses("ថៅកែ ឬកន្លែងធ្វើការ")
    again = citizen.presses("ត្រឡប់ក្រោយ")
    assert "ថៅកែ ឬកន្លែងធ្វើការ" in [label for label, _ in again[0].buttons]
    citizen.presses("មន្ត្រី ឬសេវា ប.ស.ស.")
    citizen.says(STORY)
    citizen.presses("រំលង")
    citizen.presses("រំលង")
    citizen.presses("បោះបង់")
    citizen.rasa.reply |= {"say": "talk", "topic": "talk.thanks"}
    citizen.says("អរគុណ")
    assert citizen.outcome() == "talked"
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_question_in_the_middle_is_answered_and_the_interview_goes_on(citizen: Citizen) -> None:
    citizen.commands("complain")
    replies = citizen.says("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    assert "24,000" in text_of(replies)
    assert "ថៅកែ ឬកន្លែងធ្វើការ" in [label for label, _ in replies[-1].buttons]


def test_staff_reply_reaches_the_citizen_and_the_next_words_reach_the_case(citizen: Citizen) -> None:
    complain(citizen)
    staff, after = officer(), citizen.seq()
    with unit() as session:
        case = queue.claim(session, staff, session.scalars(select(Case.id)).one())
        thread.reply(session, case, staff, "យើងកំពុងពិនិត្យ", "form:1")
        thread.reply(session, case, staff, "យើងកំពុងពិនិត្យ", "form:1")
    heard = citizen.hears(after)
    assert text_of(heard).count("យើងកំពុងពិនិត្យ") == 1
    assert citizen.says("អរគុណលោក") == []
    assert citizen.outcome() == "to_staff"
    with reading() as session:
        kinds = session.scalars(select(CaseMessage.kind).order_by(CaseMessage.id)).all()
    assert kinds == ["story", "claimed", "reply", "citizen"]


def test_the_assistant_comes_back_saying_so_when_the_case_is_closed(citizen: Citizen) -> None:
    complain(citizen)
    staff = officer()
    with unit() as session:
        case = queue.claim(session, staff, session.scalars(select(Case.id)).one())
        thread.reply(session, case, staff, "យើងបានដោះស្រាយ", "form:1")
    after = citizen.seq()
    with unit() as session:
        thread.close(session, session.scalars(select(Case)).one(), staff, "ចប់ហើយ", "form:2")
    heard = text_of(citizen.hears(after))
    assert "ចប់ហើយ" in heard
    assert "ជំនួយការស្វ័យប្រវត្តិ" in heard
    citizen.says("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    assert citizen.outcome() == "answered"


def test_asking_for_a_person_makes_a_case_and_the_bot_is_silent(citizen: Citizen) -> None:
    citizen.says("សួស្តី")
    citizen.commands("person")
    assert citizen.outcome() == "case_opened"
    assert text_of(citizen.says("ខ្ញុំចង់សួរមន្ត្រី"))
    assert citizen.says("តើនៅទេ") == []
    back = citizen.presses("ត្រឡប់ទៅជំនួយការស្វ័យប្រវត្តិ")
    assert "ជំនួយការស្វ័យប្រវត្តិ" in text_of(back)


def test_a_receipt_opens_the_case_from_another_phone_in_khmer_digits(citizen: Citizen) -> None:
    receipt = complain(citizen)
    khmer = receipt.translate({ord(str(n)): chr(0x17E0 + n) for n in range(10)})
    other = Citizen(citizen.rasa, address="another phone")
    assert "យើងបានទទួលរឿងរបស់អ្នក" in text_of(other.says(khmer))
    assert "".join(receipt.split()) not in str(citizen.rasa.asked)
    wrong = Citizen(citizen.rasa, address="a stranger")
    for _ in range(7):
        last = wrong.says("1234 5678 9012 3456")
    assert "ច្រើនដង" in text_of(last)


def test_dollars_ask_for_the_rate_and_say_why(citizen: Citizen) -> None:
    facts = {"wage": {"amount": 300, "currency": "USD"}}
    citizen.rasa.reply |= {"say": "service", "topic": "service.calculate_contribution", "facts": facts}
    asked = text_of(citizen.says("ខ្ញុំបានលុយ ៣០០ដុល្លារ"))
    assert "អត្រា" in asked
    assert "24,000" in text_of(citizen.says("4100"))


@pytest.mark.parametrize("typed", ["អត់ដឹង", "300", "-5", "1e9", "៥០០០០០០០០០០០០០០០០"])
def test_a_wage_that_cannot_be_read_is_asked_again(citizen: Citizen, typed: str) -> None:
    citizen.rasa.reply |= {"say": "service", "topic": "service.calculate_contribution", "facts": {}}
    citizen.says("គណនាភាគទាន")
    citizen.rasa.mode = "error"
    citizen.says(typed)
    assert citizen.outcome() == "interview"


def test_a_story_written_after_the_command_is_not_asked_again(citizen: Citizen) -> None:
    citizen.sends("command", {"command": "complain", "argument": STORY})
    asked = text_of(citizen.presses("ថៅកែ ឬកន្លែងធ្វើការ"))
    assert "ឈ្មោះអ្វី" in asked


def test_words_after_the_person_command_reach_the_officer(citizen: Citizen) -> None:
    citizen.sends("command", {"command": "person", "argument": STORY})
    with reading() as session:
        case = session.scalars(select(Case)).one()
        assert thread.entries(session, case, thread.Audience.STAFF)[0].body["said"] == [STORY]


def test_a_language_named_after_the_command_is_taken(citizen: Citizen) -> None:
    assert "English" in text_of(citizen.sends("command", {"command": "language", "argument": "en"}))
