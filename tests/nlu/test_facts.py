"""Facts of a whole message: each name once, exact places in the text, quick whatever is typed."""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.khmer.digits import ascii_digits
from nlu.khmer.normalise import normalise
from nlu.khmer.segment import unspaced
from nlu.understanding.facts import Fact, facts_in

TODAY = date(2026, 11, 24)


def prepared(text: str) -> str:
    """The text as the classifiers prepare it."""
    return unspaced(ascii_digits(normalise(text)).lower())


def said(text: str, today: date | None = TODAY) -> dict[str, Any]:
    """Name and value of every fact of a message."""
    return {fact.name: fact.value for fact in facts_in(prepared(text), today)}


def spans(text: str) -> dict[str, str]:
    """Name and words of every fact of a message."""
    ready = prepared(text)
    return {fact.name: ready[fact.start : fact.end] for fact in facts_in(ready, TODAY)}


def test_one_message_may_say_many_things() -> None:
    text = "ក្រុមហ៊ុនយើងនៅខណ្ឌទួលគោក មានបុគ្គលិក ៤៥នាក់ ប្រាក់ខែ ២៥០ដុល្លារ ខែតុលា ឆ្នាំ២០២៦"
    assert said(text) == {
        "wage": {"amount": 250, "currency": "USD"},
        "month": "2026-10",
        "province": "12",
        "district": "1204",
        "workers": 45,
    }


def test_spans_are_the_words_that_said_it() -> None:
    assert spans("I am HR, we have 45 workers on $250 a month since 5/2026 in Kampot") == {
        "workers": "45 workers",
        "wage": "$250 a month",
        "month": "5/2026",
        "province": "kampot",
        "speaker": "i am hr",
    }
    assert spans("ប្រាក់ខែ ៣០០ដុល្លារ ក្នុង១ខែ បង់បាន ៧ខែ អាយុ ៥៨") == {
        "wage": "300ដុល្លារក្នុង1ខែ",
        "months_paid": "បង់បាន 7ខែ",
        "age": "អាយុ 58",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "តើសម្រាលកូនបានលុយប៉ុន្មាន",
        "call 1286",
        "លេខ 1297 ជាលេខអ្វី",
        "article 99 penalty",
        "មាត្រា ៩៨ ពិន័យប៉ុន្មាន",
        "is it the 15th or the 20th",
        "តើត្រូវបង់ត្រឹមថ្ងៃទី១៥ ឬថ្ងៃទី២០",
        "48 hours to report an accident",
        "២ខែជាប់គ្នា ឬ ៦ខែក្នុង១២ខែ",
        "he keeps me waiting",
        "2 plus 2",
    ],
)
def test_a_message_without_facts_has_none(text: str) -> None:
    assert said(text) == {}


def test_without_a_today_nothing_is_told_from_it() -> None:
    for text in ("last month", "ខែមុន", "khae nis", "yesterday", "in March", "ខែ៥", "2 months ago"):
        assert said(text, None) == {}, text
    assert said("in March 2026", None) == {"month": "2026-03"}


_PIECES = (
    "ខែ", "ឆ្នាំ", "ថ្ងៃទី", "កម្មករ", "នាក់", "ប្រាក់ខែ", "ដុល្លារ", "រៀល", "លាន", "សែន", "បង់បាន", "អាយុ", "ឈប់", "មុន",
    "ក្រោយ", "ភ្លោះ", "កែប", "កណ្តាល", "7", "15", "2026", "5/", "250$", "1160926", "-", "16", "៥", "khae", "mun",
    "bong", "neak", "may", "march", "nov", "kep", "krong", "last", "month", "next", "year", "workers", "paid",
    "58", "years", "old", "per", "day", "from", "to", "or", "my", "boss", "hr",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=30), st.sampled_from(["", " "]))
def test_whatever_is_typed_each_name_comes_once_and_lies_in_the_text(words: list[str], between: str) -> None:
    text = prepared(between.join(words))
    found = facts_in(text, TODAY)
    assert len({fact.name for fact in found}) == len(found)
    assert all(0 <= fact.start < fact.end <= len(text) and isinstance(fact, Fact) for fact in found)


_MESSAGES = (
    "ខ្ញុំបើកប្រាក់ខែបាន ៣០០ដុល្លារ ជួយគណនាភាគទានឱ្យខ្ញុំផង",
    "my boss did not register me, I have worked 6 months in Kampong Speu",
    "knhom nov phnom penh brakkhe 1 lean 2 sen bong nssf ban 7 khae",
    "ប្រពន្ធខ្ញុំសម្រាលកូនភ្លោះ ថ្ងៃទី១៥ ខែសីហា ឆ្នាំ២០២៦ តើបានប៉ុន្មាន",
)


def _fastest(texts: tuple[str, ...], rounds: int) -> float:
    """Seconds a text takes, in the quickest round: other programs on the machine only ever make it slower."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            facts_in(text, TODAY)
        best = min(best, (time.process_time() - start) / len(texts))
    return best


def test_an_ordinary_message_takes_less_than_half_a_millisecond() -> None:
    texts = tuple(prepared(text) for text in _MESSAGES) * 25
    facts_in(texts[0], TODAY)
    assert _fastest(texts, 5) < 0.0005


@pytest.mark.parametrize(
    "piece",
    [
        "1", "1 ", "12345", "1-", "1.", "1,000", "a", "ស", " ", "$", "ខែ5 ", "មួយ", "one ", "pi pi ", "កម្មករ",
        "បង់ភាគទាន", "bong nssf ", "1 lean 2 sen ", "kampong ", "kampong cham ", "ស្រុកសំរោង ",
        "preah sihanouk street ", "in 2 months ", "may 5 ", "15 may ", "paid for my the nssf ", "we have ",
        "ប្រាក់ខែ 300$ ", "wage 300 fine 200 ", "ឈប់", "អាយុ 5", "15/8/", "2026-", "khae mun ", "ថ្ងៃទី1 ",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    long = prepared((piece * 10_001)[:10_000])
    short = long[: len(long) // 10]
    facts_in(short, TODAY)
    slower = _fastest((long,), 2) / max(_fastest((short,), 3), 0.0005)
    assert slower < 40, slower


def test_ten_thousand_mixed_characters_are_read_in_time() -> None:
    rng = random.Random(7)
    text = prepared(" ".join(rng.choice(_PIECES) for _ in range(3000))[:10_000])
    assert _fastest((text,), 2) < 0.5
