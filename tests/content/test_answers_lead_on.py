"""Answers lead on: buttons to likely next steps, no dead ends, every topic in reach, and words for an employer."""

from __future__ import annotations

import re
from datetime import date

import pytest

from actions.answers import choose, compose
from actions.library import Topic, library

TODAY = date(2026, 11, 24)
TOPICS = library().topics
ANSWERS = sorted(topic.id for topic in TOPICS.values() if topic.kind == "answer")
CALCULATORS = {
    "contribution": "service.calculate_contribution",
    "maternity": "service.calculate_maternity",
    "injury": "service.calculate_injury",
    "penalty": "service.calculate_fine",
}
# Reached by what people write, from menus, or from the buttons of every conversation.
FROM_OUTSIDE = {"service.change_language"}
FOR_EMPLOYERS = sorted(
    topic.id for topic in TOPICS.values() for variant in topic.variants if variant.name == "employer"
)


def _offered(topic: Topic) -> set[str]:
    return set(topic.next)


@pytest.mark.parametrize("topic", ANSWERS)
def test_an_answer_offers_two_or_three_other_topics(topic: str) -> None:
    following = TOPICS[topic].next
    assert 2 <= len(following) <= 3
    assert len(set(following)) == len(following)
    assert topic not in following
    assert not [other for other in following if other.startswith("talk.")]


@pytest.mark.parametrize("topic", ANSWERS)
def test_an_answer_has_a_second_part(topic: str) -> None:
    for language in ("km", "en"):
        assert library().answer(topic, language).parts["more"]


def test_every_topic_can_be_reached_from_another() -> None:
    reached = {other for topic in TOPICS.values() for other in topic.next if other != topic.id}
    wanted = {topic.id for topic in TOPICS.values() if topic.kind in ("answer", "service")}
    assert wanted - FROM_OUTSIDE <= reached


def test_from_every_answer_a_person_or_a_complaint_is_at_most_two_steps_away() -> None:
    for topic in ANSWERS:
        near = _offered(TOPICS[topic])
        near |= {other for one in near for other in _offered(TOPICS[one])}
        assert near & {"service.talk_to_staff", "service.make_complaint"}, topic


@pytest.mark.parametrize(("family", "calculator"), sorted(CALCULATORS.items()))
def test_a_family_with_a_calculator_leads_to_it(family: str, calculator: str) -> None:
    assert [topic for topic in ANSWERS if topic.startswith(f"{family}.") and calculator in TOPICS[topic].next]


def test_a_follow_up_may_stay_within_every_topic_that_has_a_button() -> None:
    for topic in ANSWERS:
        assert _offered(TOPICS[topic]) - {"service.talk_to_staff"} <= set(TOPICS[topic].related), topic
        assert topic not in TOPICS[topic].related


def test_many_topics_have_words_of_their_own_for_an_employer() -> None:
    assert len(FOR_EMPLOYERS) >= 30


@pytest.mark.parametrize("topic", FOR_EMPLOYERS)
def test_an_employer_hears_the_words_meant_for_employers_and_a_worker_does_not(topic: str) -> None:
    assert choose(topic, {"speaker": "employer"}, TODAY).key == f"answer.{topic}#employer"
    assert choose(topic, {"speaker": "worker"}, TODAY).key == f"answer.{topic}"


@pytest.mark.parametrize("topic", FOR_EMPLOYERS)
def test_words_for_employers_speak_of_no_boss_of_theirs(topic: str) -> None:
    text = library().answer(topic, "km").parts["employer"]
    assert "អ្នកជាថៅកែ" in text or "ថៅកែ" not in text
    assert "your employer" not in library().answer(topic, "en").parts["employer"]


def test_an_employer_who_tells_a_wage_hears_what_may_be_cut_from_it() -> None:
    facts = {"speaker": "employer", "wage": {"amount": 1_000_000, "currency": "KHR"}}
    said = choose("contribution.worker_share", facts, TODAY)
    assert said.key == "answer.contribution.worker_share#employer_with_wage"
    assert said.values["my_share"]["amount"] == 20_000
    unknown = choose("contribution.worker_share", facts | {"wage": {"amount": -5, "currency": "KHR"}}, TODAY)
    assert unknown.key == "answer.contribution.worker_share#employer"


@pytest.mark.parametrize("topic", ["service.check_membership", "service.check_contributions", "service.find_facility"])
def test_what_we_cannot_look_up_is_said_and_a_person_offered(topic: str) -> None:
    said = choose(topic, {}, TODAY)
    assert "person" in [button.effect["do"] for button in said.buttons]
    assert compose(said, "km").blocks[0].text.startswith("សុំទោស")
    assert "1286" in compose(said, "km").blocks[0].text


RUMOUR = re.compile("(?<!ប្រាប់)(?<!បើ)គេថា")
DISMISSED = re.compile("ថៅកែឱ្យឈប់(?!សម្រាក)")
CUT_OFF = re.compile("រហូតដល់(?:អ្នក|គេ)ជា(?!សះស្បើយ)")
MISLEADING = ("បើអ្នកស្លាប់", "រត់ការ", "ក្រៅពេទ្យ")
NEXT_MONTH = "ខែបន្ទាប់"


@pytest.mark.parametrize("topic", ANSWERS)
def test_khmer_answers_avoid_wordings_that_mislead(topic: str) -> None:
    text = "\n".join([library().title(topic, "km"), *library().answer(topic, "km").parts.values()])
    assert not [wording for wording in MISLEADING if wording in text]
    assert not RUMOUR.search(text), "what is only reported is said to be what we know so far"
    assert not DISMISSED.search(text), "reads as being dismissed"
    assert not CUT_OFF.search(text), "reads as if a word were missing"
    assert text.count(NEXT_MONTH) == text.count(f"នៃ{NEXT_MONTH}"), "the month after which month?"
