"""Khmer spellings that look alike become one, and nothing is lost on the way."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.khmer.normalise import loose, normalise

KHMER_TEXT = st.text(
    st.characters(min_codepoint=0x1780, max_codepoint=0x17FF) | st.sampled_from(" \u200b\u200c\u200dab1")
)
CONSONANTS = {chr(code) for code in range(0x1780, 0x17A3)}


@given(st.text() | KHMER_TEXT)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text() | KHMER_TEXT)
def test_a_normalised_text_is_at_most_twice_as_long(text: str) -> None:
    assert len(normalise(text)) <= 2 * len(text)


@given(st.text(st.sampled_from("កខគសតរនយមលហអ \u200b\u200c\ufeffabcXYZ123\u17bb\u17b6\u17c6\u17c7\u17c9")))
def test_no_letter_is_lost(text: str) -> None:
    def letters(one: str) -> Counter[str]:
        return Counter(char for char in one if char in CONSONANTS or (char.isalnum() and char.isascii()))

    assert letters(normalise(text)) == letters(text)


@given(st.text())
def test_no_control_or_invisible_character_stays(text: str) -> None:
    assert not [char for char in normalise(text) if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs")]


def test_three_spellings_of_woman_become_one() -> None:
    spellings = {
        "\u179f\u17d2\u178f\u17d2\u179a\u17b8",  # coeng ta, coeng ro
        "\u179f\u17d2\u179a\u17d2\u178f\u17b8",  # coeng ro first
        "\u179f\u17d2\u178a\u17d2\u179a\u17b8",  # coeng da
    }
    assert len(spellings) == 3
    assert {normalise(one) for one in spellings} == {"ស្ត្រី"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u1781\u17d2\u1789\u17c6\u17bb", "ខ្ញុំ"),  # sign before vowel
        ("\u1781\u17bb\u17d2\u1789\u17c6", "ខ្ញុំ"),  # vowel before coeng
        ("\u1780\u17c1\u17b8\u178f", "\u1780\u17be\u178f"),  # split vowel
        ("\u1780\u17c1\u17b6\u17c7", "\u1780\u17c4\u17c7"),
        ("\u179f\u17bb\u17b8", "\u179f\u17ca\u17b8"),  # shifter typed as vowel
        ("\u1780\u17b6\u17b6\u178f", "\u1780\u17b6\u178f"),  # vowel twice
        ("\u1780\u17d2\u17d2\u179a\u17bb\u1798", "\u1780\u17d2\u179a\u17bb\u1798"),  # coeng twice
        ("ប្រាក់\u200bខែ", "ប្រាក់ខែ"),
        ("ឲ្យ", "ឱ្យ"),
        ("អោយ", "ឱ្យ"),
        ("នេ\u17d6", "នេះ"),
        ("\u17a3", "អ"),
        ("ABC\u00a0\u2009d", "ABC d"),
        ("\ufeffhi\u202e there\U000e0041", "hi there"),
    ],
)
def test_typed_forms_become_the_meant_form(typed: str, meant: str) -> None:
    assert normalise(typed) == normalise(meant) == meant


def test_a_colon_after_a_whole_word_stays_a_colon() -> None:
    assert normalise("ថា៖ ខ្ញុំ") == "ថា៖ ខ្ញុំ"


def test_loose_texts_forget_small_signs_only() -> None:
    assert loose("ប្រាក់") == "ប្រាក"


@pytest.mark.parametrize(
    "piece", ["\u17d2\u179a", "\u1780\u17c1\u17b6\u17b8", "\u17bb\u17b8\u17c6", "\u17c1\u17b8", "ក្រ\u200b"]
)
def test_time_grows_with_length_only(piece: str) -> None:
    def cost(times: int) -> float:
        text = "\u1780" + piece * times
        began = time.process_time()
        normalise(text)
        return time.process_time() - began

    short = min(cost(2_000) for _ in range(3))
    long = min(cost(16_000) for _ in range(3))
    assert long < 0.01 + 40 * short
