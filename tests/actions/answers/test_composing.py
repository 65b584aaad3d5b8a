"""Composing: a Say becomes words in Khmer and in English."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from actions.answers import MissingValue, compose, label, more, result, working
from actions.answers import choose as choose_topic
from actions.answers.words import fill, written
from actions.conversations.say import Button, Say
from actions.library import library

TODAY = date(2026, 11, 24)
ANSWERS = sorted(topic.id for topic in library().topics.values() if topic.kind in ("answer", "safety"))


@pytest.mark.parametrize(
    ("value", "km", "en"),
    [
        ({"kind": "money", "amount": 800_000, "currency": "KHR"}, "800,000 រៀល", "800,000 riel"),
        ({"kind": "money", "amount": "212.5", "currency": "USD"}, "212.5 ដុល្លារ", "212.5 US dollars"),
        ({"kind": "money", "amount": 300.0, "currency": "USD"}, "300 ដុល្លារ", "300 US dollars"),
        ({"kind": "percent", "value": "2"}, "2 %", "2 %"),
        ({"kind": "percent", "value": "10.75"}, "10.75 %", "10.75 %"),
        ({"kind": "number", "value": 1529}, "1,529", "1,529"),
        ({"kind": "date", "value": "2026-11-24"}, "ថ្ងៃទី 24 ខែវិច្ឆិកា ឆ្នាំ 2026", "24 November 2026"),
        ({"kind": "month", "value": "2024-01"}, "ខែមករា ឆ្នាំ 2024", "January 2024"),
        ({"kind": "duration", "value": 1, "unit": "years"}, "1 ឆ្នាំ", "1 year"),
        ({"kind": "duration", "value": 90, "unit": "days"}, "90 ថ្ងៃ", "90 days"),
        ({"kind": "text", "value": "1286"}, "1286", "1286"),
        ("plain", "plain", "plain"),
    ],
)
def test_a_value_is_written_as_people_of_each_language_write_it(value: Any, km: str, en: str) -> None:
    assert written(value, "km") == km
    assert written(value, "en") == en


@pytest.mark.parametrize("topic", ANSWERS)
@pytest.mark.parametrize("language", ["km", "en"])
def test_every_answer_becomes_words_with_no_hole_left(topic: str, language: str) -> None:
    for said in (choose_topic(topic, {}, TODAY), more(topic, {}, TODAY), working(topic, {}, TODAY)):
        words = compose(said, language)
        assert words.blocks and all(block.text for block in words.blocks)
        assert not re.search(r"[{}]", "".join(block.text for block in words.blocks))
        assert len(words.buttons) == len(said.buttons)
        assert not re.search("[០-៩]", "".join(block.text for block in words.blocks))


def test_an_answer_ends_with_its_source_and_date_after_the_note_to_confirm() -> None:
    words = compose(choose_topic("maternity.birth_grant", {}, TODAY), "km")
    assert [block.kind for block in words.blocks][-2:] == ["note", "source"]
    assert words.blocks[0].text == "សម្រាលកូនម្នាក់ អ្នកបាន 800,000 រៀល។"
    assert "1286" in words.blocks[-2].text
    assert words.blocks[-1].text.endswith("ថ្ងៃទី 24 ខែវិច្ឆិកា ឆ្នាំ 2026")
    english = compose(choose_topic("maternity.birth_grant", {}, TODAY), "en")
    assert english.blocks[-1].text.startswith("Source: ")
    assert english.blocks[-1].text.endswith("as of 24 November 2026")


def test_each_reference_is_named_once() -> None:
    source = compose(choose_topic("contribution.rates", {}, TODAY), "en").blocks[-1].text
    assert source.count("Sub-Decree No. 32 of 4 March 2021") == 1


def test_the_working_is_one_block_of_steps() -> None:
    words = compose(working("service.calculate_contribution", {"wage": 1_000_000}, TODAY), "en")
    steps = words.blocks[0].text.split("\n")
    assert words.blocks[0].kind == "working"
    assert steps[0] == "How we got this:"
    assert "Pension, worker's share: 2 % of 1,000,000 riel is 20,000 riel" in steps
    assert steps[-1] == "Altogether: 73,150 riel"


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_refusal_becomes_words(language: str) -> None:
    for facts in ({}, {"wage": "x"}, {"wage": 5, "currency": "USD"}, {"wage": 5}):
        assert compose(result("service.calculate_contribution", facts, TODAY), language).blocks


def test_telephone_numbers_need_no_value() -> None:
    assert "1297" in compose(Say("talk.out_of_scope"), "km").blocks[0].text


def test_a_missing_value_is_an_error_not_a_hole() -> None:
    with pytest.raises(MissingValue):
        compose(Say("answer.maternity.birth_grant"), "km")


def test_braces_in_a_value_are_not_filled_again() -> None:
    assert fill("{a}", {"a": "{b}", "b": "secret"}, "en") == "{b}"


def test_a_key_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        compose(Say("no.such.message"), "km")


def test_buttons_are_labelled_in_the_language() -> None:
    say = Say("talk.thanks", {}, (Button("topic:maternity.overview", {"do": "topic"}), Button("button.more", {})))
    assert [words for words, _ in compose(say, "en").buttons] == ["I am pregnant, what do I get", "Tell me more"]
    assert label("topic:contribution.rates", "km") == "អត្រាភាគទាន"
