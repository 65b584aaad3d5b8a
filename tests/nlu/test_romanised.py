"""Latin spellings of one Khmer word meet in one skeleton."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.khmer.romanised import respell, skeleton, skeletons


@pytest.mark.parametrize(
    "spellings",
    [
        ("pheaktean", "phekatean", "pheak-tean"),
        ("brakkhae", "prakkhe", "brakkhe"),
        ("kamakor", "kammakor"),
        ("thaoke", "taokae", "thaokae"),
        ("chhmoh", "jmous"),
        ("bondeng", "bandoeng", "pondeng"),
    ],
)
def test_spellings_of_one_word_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({"".join(skeletons(one)) for one in spellings}) == 1


def test_different_words_keep_different_skeletons() -> None:
    assert len({skeleton(word) for word in ("samral", "pdeng", "nssf", "kroh", "montir")}) == 5


@given(st.text(), st.integers(0, 99))
def test_respelling_is_repeatable_and_keeps_the_number_of_words(text: str, seed: int) -> None:
    once = respell(text, random.Random(seed))
    assert once == respell(text, random.Random(seed))
    assert len(once.split(" ")) == len(text.split(" "))
