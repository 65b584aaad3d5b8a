"""Khmer and English are twins: the same topics, parts, placeholders and messages; figures only by placeholder."""

from __future__ import annotations

import re

import pytest

from actions import rules
from actions.answers.figures import PHONES
from actions.answers.words import PLACEHOLDER
from actions.library import Answer, library

SPOKEN = sorted(topic.id for topic in library().topics.values() if topic.kind in ("answer", "safety"))
ANY_DIGIT = re.compile(r"[0-9០-៩]")
FIGURE_WORDS = re.compile(r"ម៉ឺន|លាន|\b(?:thousand|million|hundred|percent|per cent|half)\b", re.IGNORECASE)
TAKES = {"value", "next", "next_date", "since", "since_month"}


def _parts(answer: Answer) -> str:
    return "\n".join(answer.parts.values())


def test_both_languages_answer_the_same_topics() -> None:
    for language in ("km", "en"):
        assert {topic for topic, its in library().answers if its == language} == set(SPOKEN)


@pytest.mark.parametrize("topic", SPOKEN)
def test_the_two_answers_have_the_same_parts_and_placeholders(topic: str) -> None:
    km, en = library().answer(topic, "km"), library().answer(topic, "en")
    assert list(km.parts) == list(en.parts)
    for name, text in km.parts.items():
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(en.parts[name])), name
        assert len(text.split("\n\n")) == len(en.parts[name].split("\n\n")), f"{name or 'first part'}: blocks"


@pytest.mark.parametrize("topic", SPOKEN)
@pytest.mark.parametrize("language", ["km", "en"])
def test_no_figure_is_written_in_prose(topic: str, language: str) -> None:
    answer = library().answer(topic, language)
    assert not ANY_DIGIT.search(answer.title + _parts(answer))
    assert not FIGURE_WORDS.search(answer.title + _parts(answer))


@pytest.mark.parametrize("topic", SPOKEN)
def test_every_placeholder_is_declared_and_every_value_is_used(topic: str) -> None:
    used = set(PLACEHOLDER.findall(_parts(library().answer(topic, "km"))))
    declared = set(library().topic(topic).values)
    assert used - PHONES.keys() <= declared
    assert declared <= used


@pytest.mark.parametrize("topic", SPOKEN)
def test_braces_hold_nothing_but_placeholders(topic: str) -> None:
    for language in ("km", "en"):
        assert not re.search(r"[{}]", PLACEHOLDER.sub("", _parts(library().answer(topic, language))))


def test_every_declared_value_can_be_found() -> None:
    catalogue = rules.catalogue()
    for topic in library().topics.values():
        for name, spec in topic.values.items():
            where = f"{topic.id}: {name}"
            if "rule" in spec:
                assert spec["output"] in {output.name for output in catalogue[spec["rule"]].outputs}, where
                assert set(spec) <= {"rule", "output", "given"}, where
            elif "parameter" in spec:
                assert spec["parameter"] in rules.known_parameters(), where
                assert spec.get("take", "value") in TAKES, where
            else:
                assert set(spec) == {"fact"}, where


def test_every_variant_exists_in_the_words() -> None:
    for topic in SPOKEN:
        named = {variant.name for variant in library().topic(topic).variants}
        assert named == set(library().answer(topic, "km").parts) - {"", "more"}, topic


def test_the_first_part_is_short_enough_to_listen_to() -> None:
    for topic in SPOKEN:
        for name, text in library().answer(topic, "en").parts.items():
            if name != "more":
                assert len(text.split()) <= 90, f"{topic} {name}"
        # Khmer puts no spaces between words; 90 words are about 500 letters and signs.
        for name, text in library().answer(topic, "km").parts.items():
            if name != "more":
                assert len(PLACEHOLDER.sub("", text)) <= 500, f"{topic} {name}"


def test_button_labels_are_short() -> None:
    for (topic, language), title in library().titles.items():
        assert len(title) <= 40, f"{topic} in {language}"


def test_messages_have_the_same_ids_and_placeholders_in_both_languages() -> None:
    km, en = library().catalogues["km"], library().catalogues["en"]
    assert set(km) == set(en)
    for id, words in km.items():
        assert set(PLACEHOLDER.findall(words)) == set(PLACEHOLDER.findall(en[id])), id


def test_every_message_the_answers_use_exists() -> None:
    ids = {"answer.confirm", "answer.ask_person", "source.line", "working.heading", "working.none", "percent"}
    ids |= {"money.khr", "money.usd", "button.more", "button.working", "button.person"}
    ids |= {f"cannot.{reason}" for reason in rules.CannotWorkOut.REASONS - {"unknown_rule"}}
    ids |= {f"unit.{unit}.{form}" for unit in ("days", "months", "years") for form in ("one", "other")}
    ids |= {f"step.{plan.id}" for rule in rules.catalogue().values() for plan in rule.plans} | {"step.converted"}
    ids |= {topic.id for topic in library().topics.values() if topic.kind == "talk"}
    calculators = (t for t in library().topics.values() if t.kind == "service" and t.values)
    ids |= {f"result.{spec['rule']}" for topic in calculators for spec in topic.values.values() if "rule" in spec}
    for language in ("km", "en"):
        assert not {id for id in ids if not library().has_message(id, language)}, language
