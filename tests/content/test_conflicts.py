"""Each conflict and trap, both ways: the safe thing is said, and the unsafe one never is, in any answer or output."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.answers import choose, compose, more, working
from actions.conversations.say import Say
from actions.library import ContentError, library
from actions.rules import CannotWorkOut, catalogue, parameter, workout
from actions.rules.checking import stale
from actions.rules.conflicts import Conflict, read_register, register

TODAY = date(2026, 11, 24)
LANGUAGES = ("km", "en")
SAMPLES = {"wage": {"amount": 1_000_000, "currency": "KHR"}, "children": 2}
TOPICS = sorted(t.id for t in library().topics.values() if t.kind in ("answer", "safety"))
EACH = pytest.mark.parametrize("conflict", register(), ids=lambda conflict: conflict.id)
PERSON = {"km": "មន្ត្រី", "en": "officer"}


def _says(topic: str) -> Iterator[Say]:
    variants = [
        {name: SAMPLES.get(name, wanted) if wanted == "known" else wanted for name, wanted in variant.when.items()}
        for variant in library().topic(topic).variants
    ]
    for facts in ({}, *variants, SAMPLES):
        for part in (choose, more, working):
            yield part(topic, facts, TODAY)


@functools.cache
def _texts(topic: str, language: str) -> tuple[str, ...]:
    # A source line names instruments by number and date: its figures are no figures of the law.
    replies = (compose(say, language).blocks for say in _says(topic))
    texts = ("\n".join(block.text for block in blocks if block.kind != "source") for blocks in replies)
    return tuple(dict.fromkeys(texts))


@functools.cache
def _outputs(rule: str) -> dict[str, list[Any]]:
    """All a rule gives today for every input its law tests know."""
    given: dict[str, list[Any]] = {}
    for path in sorted((library().root / "law" / "tests").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if case.get("rule") != rule:
                continue
            facts = {name: str(fact) if isinstance(fact, date) else fact for name, fact in case["input"].items()}
            try:
                done = workout(rule, TODAY, facts)
            except CannotWorkOut:
                continue
            for name, value in done.outputs.items():
                given.setdefault(f"{name} {done.units[name]}", []).append(value)
    return given


def test_the_register_holds_every_conflict_and_every_trap() -> None:
    ids = [conflict.id for conflict in register()]
    assert ids == [f"U{number}" for number in range(1, 15)] + [f"T{number}" for number in range(1, 9)]


@EACH
def test_the_safe_thing_is_what_comes_out(conflict: Conflict) -> None:
    for said in conflict.says:
        if "parameter" in said:
            found = parameter(said["parameter"], said.get("date", TODAY)).value
            assert found == (Decimal(str(said["value"])) if isinstance(found, Decimal) else said["value"]), said
        elif "rule" in said:
            done = workout(said["rule"], TODAY, said["input"])
            assert {name: done.outputs[name] for name in said["output"]} == said["output"]
            assert done.confidence == said.get("confidence", done.confidence)
        elif "reference" in said:
            for language in LANGUAGES:
                assert said["words"][language] in library().reference(said["reference"], language)
        elif "checked_again_by" in said:
            due = {check.id for check in stale(said["checked_again_by"])}
            assert set(library().facts) <= due
        else:
            _assert_spoken(said)


def _assert_spoken(said: Any) -> None:
    topic = said["topic"]
    if "note" in said:
        assert choose(topic, {}, TODAY).values.get("_confirm") is True
        return
    for language in LANGUAGES:
        wanted = said["figure"] if "figure" in said else said["words"][language]
        assert any(wanted in text for text in _texts(topic, language)), (topic, wanted)


@EACH
def test_what_is_not_settled_is_refused(conflict: Conflict) -> None:
    for refused in conflict.refuses:
        with pytest.raises(CannotWorkOut) as refusal:
            workout(refused["rule"], TODAY, refused["input"])
        assert refusal.value.reason == refused["reason"]


@EACH
def test_where_it_is_not_settled_a_person_is_offered(conflict: Conflict) -> None:
    for topic in conflict.offers:
        for language in LANGUAGES:
            assert any(PERSON[language] in text or "1286" in text for text in _texts(topic, language)), topic


@EACH
def test_the_unsafe_thing_is_in_no_answer(conflict: Conflict) -> None:
    for never in conflict.never:
        bound = [topic for topic in TOPICS if never.concerns(topic)]
        assert bound or not never.topics
        for topic in bound:
            for language in LANGUAGES:
                for text in _texts(topic, language):
                    assert never.found_in(text, language) is None, f"{topic} ({language}): {text}"


def test_no_reference_is_worded_as_a_trap() -> None:
    everywhere = [never for conflict in register() for never in conflict.never if never.words and "*" in never.topics]
    assert everywhere
    for never in everywhere:
        for id in library().references:
            for language in LANGUAGES:
                assert never.found_in(library().reference(id, language), language) is None, id


@EACH
def test_the_unsafe_figure_is_in_no_output(conflict: Conflict) -> None:
    for never in conflict.never:
        for rule, values in never.outputs.items():
            assert _outputs(rule)
            for name, given in _outputs(rule).items():
                assert not set(values) & set(given), f"{rule}: {name}"
        for rule, units in never.units.items():
            assert not {output.unit for output in catalogue()[rule].outputs} & set(units)
            assert not {name.split()[-1] for name in _outputs(rule)} & set(units)


@EACH
def test_an_unsafe_sentence_would_be_caught(conflict: Conflict) -> None:
    for never in conflict.never:
        for figure in never.figures:
            for sentence in (f"It is {figure}.", f"{figure} រៀល", f"({figure}, and more)"):
                assert never.found_in(sentence, "km") == figure
            assert never.found_in(f"1,{figure}", "en") != figure
            assert never.found_in(f"{figure}5", "en") is None
        for language, example in never.example.items():
            assert never.found_in(example, language), example


def test_no_conflict_of_low_confidence_is_spoken_as_sure() -> None:
    for conflict in register():
        for said in conflict.says:
            if conflict.confidence == "medium" and "rule" in said and "confidence" in said:
                assert said["confidence"] != "high" or conflict.id.startswith("T")


ROW = {
    "id": "U1",
    "question": "?",
    "answer": "!",
    "confidence": "low",
    "binds": {"parameters": [], "rules": [], "topics": []},
    "says": [{"parameter": "phone.nssf", "value": "1286"}],
}


def _read(tmp_path: Path, *rows: dict[str, Any]) -> tuple[Conflict, ...]:
    path = tmp_path / "conflicts.yml"
    path.write_text(yaml.safe_dump(list(rows), allow_unicode=True), encoding="utf-8")
    return read_register(path)


def test_a_small_register_can_be_read(tmp_path: Path) -> None:
    [conflict] = _read(tmp_path, ROW | {"never": [{"topics": ["talk.*"], "figures": ["9"]}]})
    assert (conflict.id, conflict.refuses, conflict.offers) == ("U1", (), ())
    assert conflict.never[0].concerns("talk.greet") and not conflict.never[0].concerns("safety.distress")
    assert conflict.never[0].found_in("19 9.5 9,000", "en") is None
    assert conflict.never[0].found_in("9", "en") == "9"


def test_something_never_said_may_be_everything_at_once(tmp_path: Path) -> None:
    never = {
        "topics": ["*"], "figures": ["1"], "words": {"en": "x", "km": "ខ"}, "example": {"en": "x", "km": "ខ"},
        "outputs": {"fine": [1]}, "units": {"fine": ["months"]},
    }  # fmt: skip
    [conflict] = _read(tmp_path, ROW | {"never": [never], "offers": ["talk.help"], "refuses": [{"rule": "fine"}]})
    [item] = conflict.never
    assert (item.outputs["fine"], item.units["fine"], item.example["km"]) == ((1,), ("months",), "ខ")
    assert (item.found_in("X", "en"), item.found_in("1", "km"), item.found_in("y", "en")) == ("X", "1", None)
    assert conflict.offers == ("talk.help",) and conflict.refuses[0]["rule"] == "fine"


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"confidence": "sure"},
        {"says": []},
        {"binds": {"parameters": [], "rules": []}},
        {"binds": {"parameters": ["nothing"], "rules": [], "topics": []}},
        {"binds": {"parameters": [], "rules": ["nothing"], "topics": []}},
        {"binds": {"parameters": [], "rules": [], "topics": ["nothing"]}},
        {"offers": ["nothing"]},
        {"never": [{"outputs": {"nothing": [1]}}]},
        {"never": [{"units": {"nothing": ["riel"]}}]},
        {"never": [{"topics": ["*"]}]},
        {"never": [{"figures": ["1"]}]},
        {"never": [{"words": {"en": "x", "km": "x"}, "example": {"en": "x", "km": "x"}}]},
        {"never": [{"topics": ["*"], "words": {"en": "x"}, "example": {"en": "x"}}]},
        {"never": [{"topics": ["*"], "words": {"en": "x", "km": "x"}}]},
        {"never": [{"topics": ["*"], "figures": ["1"], "colour": "red"}]},
        {"never": [{"topics": ["*"], "outputs": {"fine": [1]}}]},
    ],
)
def test_a_register_that_cannot_be_used_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(ContentError):
        _read(tmp_path, ROW | change)


def test_a_row_that_lacks_something_or_stands_twice_is_refused(tmp_path: Path) -> None:
    for key in ROW:
        with pytest.raises(ContentError):
            _read(tmp_path, {name: value for name, value in ROW.items() if name != key})
    with pytest.raises(ContentError):
        _read(tmp_path, ROW, ROW)
