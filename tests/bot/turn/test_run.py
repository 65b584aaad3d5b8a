"""A turn, as a citizen sees it."""

from __future__ import annotations

import pytest

from tests.bot.turn.conftest import Citizen

EVERY_MISBEHAVIOUR = ["empty", "error", "html", "huge", "wrong_ids", "half", "not_a_list", "text_only", "hung"]


def text_of(replies) -> str:
    return "\n".join(block.text for words in replies for block in words.blocks)


def test_a_question_gets_an_answer_with_its_source_and_date(citizen: Citizen) -> None:
    replies = citizen.says("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    assert [block.kind for words in replies for block in words.blocks].count("source") == 1
    assert "24,000" in text_of(replies)
    assert citizen.outcome() == "answered"


def test_rasa_is_told_the_last_topic_and_never_who_asks(citizen: Citizen) -> None:
    citizen.says("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    citizen.says("ចុះ ៣០០ដុល្លារ?")
    assert citizen.rasa.asked[-1]["metadata"]["last_topic"] == "contribution.worker_share"
    assert citizen.address not in str(citizen.rasa.asked)


@pytest.mark.parametrize("mode", EVERY_MISBEHAVIOUR)
def test_whatever_rasa_does_the_citizen_gets_an_honest_reply(citizen: Citizen, mode: str) -> None:
    citizen.rasa.mode = mode
    replies = citizen.says("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    assert citizen.outcome() == "not_understood_now"
    assert "ដាក់ពាក្យបណ្តឹង" in [label for label, _ in replies[-1].buttons]


def test_buttons_answer_while_rasa_is_down(citizen: Citizen) -> None:
    citizen.rasa.mode = "error"
    citizen.says("សួស្តី")
    citizen.presses(next(label for label in citizen.tokens if "កាត់" in label))
    assert citizen.outcome() == "answered"


def test_did_you_mean_then_a_person(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"say": "suggest", "suggestions": ["maternity.birth_grant", "contribution.rates"]}
    first = citizen.says("អូនចង់សួរ")
    assert len(first[0].buttons) == 3
    assert citizen.outcome() == "suggested"
    citizen.says("ម៉េចទៅ")
    assert citizen.outcome() == "offered_person"


def test_no_to_did_you_mean_offers_a_person_and_yes_takes_the_first(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"say": "suggest", "suggestions": ["maternity.birth_grant"]}
    citizen.says("អូនចង់សួរ")
    citizen.rasa.reply |= {"say": "talk", "topic": "talk.yes"}
    assert "800,000" in text_of(citizen.says("ចាស"))


def test_a_button_of_somebody_else_does_nothing(citizen: Citizen) -> None:
    citizen.commands("start")
    other = Citizen(citizen.rasa, address="another citizen")
    other.tokens = dict(citizen.tokens)
    other.presses(next(iter(other.tokens)))
    assert other.outcome() == "stale_button"


def test_a_picture_is_never_silently_dropped(citizen: Citizen) -> None:
    replies = citizen.sends("media", {"media": "photo"})
    assert citizen.outcome() == "kind_not_read"
    assert replies[0].buttons


def test_an_english_message_is_answered_in_english_until_a_language_is_chosen(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"language": "en"}
    assert "riel" in text_of(citizen.says("how much is cut from my pay"))
    citizen.commands("language")
    citizen.presses("ភាសាខ្មែរ")
    assert "រៀល" in text_of(citizen.says("how much is cut from my pay"))


def test_letters_that_mean_nothing_do_not_change_the_language(citizen: Citizen) -> None:
    citizen.rasa.reply |= {
        "language": "en",
        "say": "suggest",
        "confidence": 0.08,
        "suggestions": ["maternity.birth_grant"],
    }
    assert "Did you mean" not in text_of(citizen.says("asdf qwer zxcv"))


def test_a_message_that_always_fails_is_set_aside_with_an_apology_and_the_next_one_is_answered(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.turn import run

    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(run, "STEPS", (broken,))
        patch.setattr("actions.conversations.inbox.ATTEMPTS", 1)
        citizen.says("hello")
    assert citizen.outcome() == "poison"
    assert citizen.hears()
    citizen.says("hello")
    assert citizen.outcome() == "answered"
