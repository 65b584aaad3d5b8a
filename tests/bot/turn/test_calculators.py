"""Calculators and "what am I entitled to" in the chat, through the whole turn."""

from __future__ import annotations

import pytest

from actions.answers import Words
from actions.conversations import threads
from actions.store.engine import reading
from actions.store.settings import Settings
from tests.bot.turn.conftest import Citizen
from tests.bot.turn.test_run import text_of

WAGE = {"amount": 1_000_000, "currency": "KHR"}
DOLLARS = {"amount": 300, "currency": "USD"}


@pytest.fixture
def store(sqlite_store: Settings) -> Settings:
    """The kind of database does not matter here."""
    return sqlite_store


def labels(replies: list[Words]) -> list[str]:
    """The buttons of the last reply."""
    return [label for label, _ in replies[-1].buttons]


def says(citizen: Citizen, text: str, topic: str, say: str = "service", **facts: object) -> list[Words]:
    """Words that are understood as a topic with facts."""
    citizen.rasa.reply |= {"say": say, "topic": topic, "facts": facts, "confidence": 0.95}
    return citizen.says(text)


def unheard(citizen: Citizen, text: str) -> list[Words]:
    """Words while nothing understands them."""
    citizen.rasa.mode = "error"
    replies = citizen.says(text)
    citizen.rasa.mode = "sound"
    return replies


def context(citizen: Citizen) -> dict:
    """What the conversation remembers."""
    with reading() as session:
        conversation = threads.find(session, citizen.channel, citizen.address)
        assert conversation is not None
        return threads.context(conversation)


def test_maternity_money_is_worked_out_from_what_the_sentence_said_and_what_is_asked(citizen: Citizen) -> None:
    asked = says(citizen, "ខ្ញុំមានផ្ទៃពោះ ប្រាក់ខែ ៣០០ដុល្លារ", "service.calculate_maternity", wage=DOLLARS)
    assert "អត្រា" in text_of(asked)
    assert labels(citizen.says("4100"))[:2] == ["ទេ / អត់ទេ", "បាទ / ចាស"]
    citizen.presses("ទេ / អត់ទេ")
    citizen.says("៩ ខែ")
    done = citizen.says("២ ឆ្នាំ")
    assert all(figure in text_of(done) for figure in ("2,520,000", "1,845,000", "4,365,000", "300 ដុល្លារ", "1286"))
    assert [block.kind for block in done[0].blocks][-1] == "source"
    assert "4,100" in text_of(citizen.presses("គណនាយ៉ាងម៉េច"))
    assert citizen.outcome() == "answered"


def test_the_same_in_english_with_the_months_not_known(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"language": "en"}
    says(citizen, "how much maternity money for 1 million", "service.calculate_maternity", wage=WAGE)
    citizen.presses("No")
    citizen.presses("I don't know")
    done = text_of(citizen.says("I don't know"))
    assert "if at least 9 months of contributions" in done
    assert "Please confirm this with NSSF" in done


def test_who_changed_jobs_is_handed_over_and_not_asked_on(citizen: Citizen) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    done = citizen.says("ចាស")
    assert "កុំទាន់គិតថាអស់សិទ្ធិ" in text_of(done)
    assert labels(done)[0] == "និយាយជាមួយមន្ត្រី"
    citizen.presses("និយាយជាមួយមន្ត្រី")
    assert citizen.outcome() == "case_opened"


def test_yes_in_words_of_ones_own_is_understood(citizen: Citizen) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    assert "ប៉ុន្មានខែ" in text_of(says(citizen, "អត់ដែលប្តូរផង", "talk.no", "talk"))


def test_money_after_an_injury_speaks_of_the_days_that_were_said_without_adding_them_up(citizen: Citizen) -> None:
    done = text_of(says(citizen, "ប្រាក់ខែ១លាន ឈប់៥ថ្ងៃ", "service.calculate_injury", wage=WAGE, days_away=5))
    assert "22,750" in done and "5 ថ្ងៃ" in done and "113,750" not in done


def test_a_fine_is_estimated_for_the_workers_that_were_said(citizen: Citizen) -> None:
    asked = says(citizen, "we have 45 workers", "service.calculate_fine", workers=45, speaker="employer")
    assert "មិនចុះបញ្ជីក្រុមហ៊ុន ឬកម្មករ" in labels(asked)
    done = text_of(citizen.presses("មិនចុះបញ្ជីក្រុមហ៊ុន ឬកម្មករ"))
    assert "36,000,000" in done and "108,000,000" in done and "ប៉ាន់ស្មាន" in done


def test_a_fine_without_a_number_of_workers_is_for_one(citizen: Citizen) -> None:
    says(citizen, "ពិន័យ", "service.calculate_fine")
    citizen.presses("កាត់លុយកម្មករខុសច្បាប់")
    done = text_of(citizen.presses("មិនដឹង"))
    assert "9,600,000" in done and "ជាប់គុក" in done


def test_a_wage_under_the_floor_is_no_number_and_a_person(citizen: Citizen) -> None:
    done = says(citizen, "ប្រាក់ខែ ៣០ម៉ឺន", "service.calculate_injury", wage={"amount": 300_000, "currency": "KHR"})
    assert "តិចជាង 400,000" in text_of(done)
    assert labels(done)[0] == "និយាយជាមួយមន្ត្រី"


def test_without_a_wage_there_is_another_try(citizen: Citizen) -> None:
    says(citizen, "គណនា", "service.calculate_injury")
    done = citizen.presses("មិនដឹង")
    assert "ក្រដាសបើកប្រាក់ខែ" in text_of(done)
    assert "ប្រាក់ខែក្នុងមួយខែ" in text_of(citizen.presses("ឆ្លើយម្តងទៀត"))


@pytest.mark.parametrize(("typed", "why"), [("បីបួន", "សូមសរសេរជាលេខ"), ("13", "មើលទៅមិនត្រូវ"), ("-2", "សូមសរសេរជាលេខ")])
def test_what_does_not_fit_is_asked_again_with_the_reason(citizen: Citizen, typed: str, why: str) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    citizen.presses("ទេ / អត់ទេ")
    again = unheard(citizen, typed)
    assert why in text_of(again) and "ប៉ុន្មានខែ" in text_of(again)
    assert "មិនដឹង" in labels(again)


def test_a_question_in_the_middle_is_answered_and_the_calculator_goes_on(citizen: Citizen) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    replies = says(citizen, "តើឈប់បានប៉ុន្មានថ្ងៃ", "maternity.leave_length", "answer")
    assert "90 ថ្ងៃ" in text_of(replies)
    assert "ប្តូរកន្លែងធ្វើការ" in text_of(replies[-1:])


def test_a_cry_for_help_with_a_figure_in_it_is_never_taken_for_the_figure_asked(citizen: Citizen) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity")
    replies = says(citizen, "2 fingers cut off, blood everywhere", "safety.injured_now", "safety")
    assert citizen.outcome() == "safety"
    assert "119" in text_of(replies)
    assert "ប្រាក់ខែក្នុងមួយខែ" in text_of(replies[-1:])


def test_going_back_and_cancelling(citizen: Citizen) -> None:
    says(citizen, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    assert "ប្រាក់ខែក្នុងមួយខែ" in text_of(citizen.presses("ត្រឡប់ក្រោយ"))
    assert "ប្តូរកន្លែងធ្វើការ" in text_of(citizen.says("120ម៉ឺន"))
    citizen.presses("បោះបង់")
    citizen.rasa.reply |= {"say": "talk", "topic": "talk.thanks", "facts": {}}
    citizen.says("អរគុណ")
    assert citizen.outcome() == "talked"


def test_what_a_worker_is_entitled_to_by_buttons_alone_while_rasa_is_down(citizen: Citizen) -> None:
    citizen.rasa.mode = "error"
    citizen.commands("start")
    asked = citizen.presses("ខ្ញុំអាចទទួលបានអ្វីខ្លះ")
    assert "មិនចាំបាច់ប្រាប់ឈ្មោះ" in text_of(asked)
    for press in ("ធ្វើការឱ្យថៅកែ", "មានផ្ទៃពោះ ឬទើបសម្រាលកូន", "មានហើយ"):
        asked = citizen.presses(press)
    assert "ថ្ងៃទី 1 ខែតុលា ឆ្នាំ 2022" in text_of(asked)
    citizen.presses("មិនដឹង")
    citizen.says("9")
    citizen.presses("មិនទាន់សម្រាលទេ")
    done = citizen.presses("មិនដឹង")
    text = text_of(done)
    assert "ប្រាក់លំហែមាតុភាពពី ប.ស.ស.៖ ✓ ស្របតាមលក្ខខណ្ឌ" in text
    assert "ប្រាក់លំហែមាតុភាពពីថៅកែ៖ ? មិនទាន់ដឹង" in text
    assert "320,000" in text and "គិតត្រឹម" in text
    assert "ប្តូរកន្លែងធ្វើការ" not in text_of(citizen.presses("គណនាប្រាក់លំហែមាតុភាព"))


def test_the_same_in_english_and_a_complaint_about_the_employer_from_there(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"language": "en"}
    says(citizen, "what am I entitled to", "service.check_eligibility")
    for press in ("I work for an employer", "Ill", "Not yet"):
        done = citizen.presses(press)
    assert "not met yet" in text_of(done) and "within 3 days" in text_of(done)
    asked = citizen.presses("Make a complaint")
    assert "tell us what happened" in text_of(asked)


def test_a_sentence_prefills_the_check_and_back_returns_to_the_question_before(citizen: Citizen) -> None:
    says(citizen, "ខ្ញុំអាយុ ៥៨ បង់បាន ៧ខែ", "service.check_eligibility", age=58, months_paid=7)
    citizen.presses("ធ្វើការឱ្យថៅកែ")
    citizen.presses("អាយុច្រើន ចង់ដឹងប្រាក់សោធន")
    assert "ត្រឡប់ក្រោយ" in [label for label in labels(citizen.presses("ត្រឡប់ក្រោយ"))]
    citizen.presses("អាយុច្រើន ចង់ដឹងប្រាក់សោធន")
    done = text_of(citizen.presses("មានហើយ"))
    assert "នៅខ្វះភាគទានសោធន 5 ខែ" in done


def test_once_an_employer_always_an_employer_until_said_otherwise(citizen: Citizen) -> None:
    first = says(citizen, "I have workers", "contribution.deadline", "answer", speaker="employer")
    assert context(citizen)["speaker"] == "employer"
    assert first
    later = says(citizen, "អ្នកណាបើក", "maternity.who_pays", "answer")
    assert "ក្រុមហ៊ុនបើក 50 %" in text_of(later)
    citizen.commands("start")
    pressed = citizen.presses("ថៅកែមិនចុះបញ្ជីឱ្យខ្ញុំ")
    assert "ក្រុមហ៊ុនត្រូវចុះបញ្ជីកម្មករម្នាក់ៗ" in text_of(pressed)
    worker = says(citizen, "ថៅកែខ្ញុំ", "maternity.who_pays", "answer", speaker="worker")
    assert "ហើយថៅកែបើក 50 %" in text_of(worker)
    assert "ហើយថៅកែបើក 50 %" in text_of(says(citizen, "អ្នកណាបើក", "maternity.who_pays", "answer"))


def test_who_speaks_is_heard_in_a_suggestion_and_in_the_middle_of_a_calculator(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"suggestions": ["maternity.who_pays", "contribution.rates"]}
    says(citizen, "our staff", "maternity.who_pays", "suggest", speaker="employer", wage=WAGE)
    assert "ក្រុមហ៊ុនបើក" in text_of(citizen.presses("អ្នកណាបើកប្រាក់លំហែមាតុភាព"))
    other = Citizen(citizen.rasa, address="another citizen")
    says(other, "គណនាប្រាក់លំហែ", "service.calculate_maternity", wage=WAGE)
    says(other, "កម្មការិនីរបស់យើង", "maternity.leave_length", "answer", speaker="employer")
    assert context(other)["speaker"] == "employer"
    says(other, "ថៅកែខ្ញុំថា", "maternity.leave_length", "suggest", speaker="worker")
    assert context(other)["speaker"] == "worker"


def test_a_wage_said_to_one_topic_reaches_the_calculator_behind_its_button(citizen: Citizen) -> None:
    says(citizen, "ប្រាក់ខែ ១លាន កាត់ប៉ុន្មាន", "contribution.worker_share", "answer", wage=WAGE)
    done = text_of(citizen.presses("គណនាភាគទាន"))
    assert "73,150" in done


def test_yes_to_a_suggestion_keeps_what_was_said(citizen: Citizen) -> None:
    citizen.rasa.reply |= {"suggestions": ["contribution.worker_share"]}
    says(citizen, "ប្រាក់ខែ ១លាន", "contribution.worker_share", "suggest", wage=WAGE)
    assert "20,000" in text_of(says(citizen, "ចាស", "talk.yes", "talk"))


def test_another_number_after_a_result_is_worked_out_with_the_rest_as_before(citizen: Citizen) -> None:
    says(citizen, "ពិន័យ", "service.calculate_fine", workers=45)
    citizen.presses("បង់ភាគទានយឺត ឬមិនបង់")
    kept = context(citizen)["facts"]
    assert kept == {"duty": "late_payment", "workers": 45}
    done = says(citizen, "ចុះ ១០នាក់", "service.calculate_fine", **{**kept, "workers": 10})
    assert "8,000,000" in text_of(done)
