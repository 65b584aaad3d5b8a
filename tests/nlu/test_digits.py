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
    ],
)
def test_an_amount_is_read(text: str, amount: int, currency: str | None) -> None:
    found = amounts(text)
    assert [(one.amount, one.currency) for one in found] == [(amount, currency)]


def test_a_number_word_without_money_is_no_amount() -> None:
    assert amounts("កូនពីរនាក់") == []


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
