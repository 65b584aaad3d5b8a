"""Amounts as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.khmer.digits import amounts, ascii_digits


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("300 dollars", 300, "USD"),
        ("៣០០ដុល្លារ", 300, "USD"),
        ("១លាន២សែន", 1_200_000, "KHR"),
        ("120ម៉ឺន", 1_200_000, "KHR"),
        ("1,200,000", 1_200_000, None),
        ("១.២០០.០០០រៀល", 1_200_000, "KHR"),
        ("$250", 250, "USD"),
        ("250$", 250, "USD"),
        ("បីរយហាសិបដុល្លារ", 350, "USD"),
        ("មួយលានពីរសែនរៀល", 1_200_000, "KHR"),
        ("១លានកន្លះ", 1_500_000, "KHR"),
        ("1.5 million riel", 1_500_000, "KHR"),
        ("80 mern", 800_000, "KHR"),
        ("1 lean 2 sen", 1_200_000, "KHR"),
        ("250k riel", 250_000, "KHR"),
        ("400000៛", 400_000, "KHR"),
        ("2 lien", 2_000_000, "KHR"),
        ("8 sen 5 meun", 850_000, "KHR"),
        ("1,5 លាន", 1_500_000, "KHR"),
        ("1 200 000 riel", 1_200_000, "KHR"),
        ("1.2 million", 1_200_000, None),
        ("US$ 300", 300, "USD"),
        ("three hundred and fifty dollars", 350, "USD"),
        ("two million riel", 2_000_000, "KHR"),
        ("pi roy haseb dollar", 250, "USD"),
        ("pram muoy roy dollar", 600, "USD"),
        ("២រយ៥០ដុល្លារ", 250, "USD"),
        ("១លាន២សែន៥ម៉ឺន", 1_250_000, "KHR"),
        ("250$ ក្នុង១ខែ", 250, "USD"),
        ("80ម៉ឺនមួយខែ", 800_000, "KHR"),
        ("1 lean 2 khae", 1_000_000, "KHR"),
        ("2 lean men te", 2_000_000, "KHR"),
    ],
)
def test_an_amount_is_read(text: str, amount: int, currency: str | None) -> None:
    found = amounts(text)
    assert [(one.amount, one.currency) for one in found] == [(amount, currency)]


def test_a_number_word_without_money_is_no_amount() -> None:
    assert amounts("កូនពីរនាក់") == []


@pytest.mark.parametrize("text", ["0 riel", "3 khae", "7 នាក់", "2%", "១៥ថ្ងៃ", "1.2.3", "1,2,3", "90 days"])
def test_what_counts_something_else_is_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_two_amounts_stay_two() -> None:
    assert [one.amount for one in amounts("300 400 dollars")] == [300, 400]
    assert [one.amount for one in amounts("5 million 6 million riel")] == [5_000_000, 6_000_000]


def test_amounts_know_where_they_stand() -> None:
    text = "ប្រាក់ខែ 300 ដុល្លារ ក្នុងមួយខែ"
    [found] = amounts(text)
    assert text[found.start : found.end].strip() == "300 ដុល្លារ"


@given(st.integers(0, 10**9))
def test_khmer_digits_become_ascii_digits(number: int) -> None:
    khmer = "".join(chr(0x17E0 + int(digit)) for digit in str(number))
    assert ascii_digits(khmer) == str(number)


@given(st.integers(1, 10**9))
def test_grouped_riel_is_read_whole(number: int) -> None:
    assert amounts(f"{number:,} riel")[0].amount == number


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(one.amount >= 0 and 0 <= one.start < one.end <= len(text) * 3 for one in amounts(text))
