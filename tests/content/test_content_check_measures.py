"""What is measured of a text: words, sentences, syllables and how easy English is."""

from __future__ import annotations

import pytest

from actions.content_check.measures import reading_ease, sentences, syllables, words_in


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("pay", 1), ("paid", 1), ("wage", 1), ("wages", 2), ("asked", 1), ("counted", 2), ("table", 2), ("notice", 2),
        ("company", 3), ("contribution", 4), ("NSSF", 1), ("registers", 3), ("the", 1), ("year", 1),
        ("paying", 2), ("employer's", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_groups_of_vowels(word: str, number: int) -> None:
    assert syllables(word) == number


def test_khmer_words_are_counted_by_letters_and_signs_and_not_by_spaces() -> None:
    assert words_in("ក" * 433, "km") == pytest.approx(100)
    assert words_in("ក ខ\nគ", "km") == words_in("កខគ", "km")
    assert words_in("One two-fold don’t.", "en") == 3


def test_a_sentence_ends_at_its_sign_or_its_line() -> None:
    assert sentences("One. Two? Three: four\n\nfive", "en") == ["One.", "Two?", "Three:", "four", "five"]
    assert sentences("មួយ។ ពីរ? បី៖ បួន\nប.ស.ស. ប្រាំ។", "km") == ["មួយ", "ពីរ", "បី", "បួន", "ប.ស.ស. ប្រាំ"]


def test_reading_ease_is_that_of_flesch() -> None:
    # 6 words, 6 syllables, 1 sentence: 206.835 - 1.015 * 6 - 84.6 * 1
    assert reading_ease("The cat sat on the mat.") == pytest.approx(116.145)
    # 4 words, 10 syllables, 2 sentences: 206.835 - 1.015 * 2 - 84.6 * 2.5
    assert reading_ease("Your contribution. Company money.") == pytest.approx(206.835 - 2.03 - 84.6 * 10 / 4)
    assert reading_ease("") == 100


def test_longer_words_and_sentences_are_harder() -> None:
    easy = reading_ease("You pay. They pay.")
    assert (
        easy > reading_ease("You pay and then they pay.") > reading_ease("Contributory remuneration is determinative.")
    )
