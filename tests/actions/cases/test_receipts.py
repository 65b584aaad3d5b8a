"""Receipts: read however they are typed, limited before hashing, and kept only as a slow hash."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from actions.cases import receipts
from actions.store.clock import now
from actions.store.engine import unit
from actions.store.errors import BadInput, TooMany
from actions.store.settings import Settings

WRONG = "1234 5678 9012 3456"


@given(st.text(alphabet="0123456789", min_size=16, max_size=16), st.sampled_from([" ", "-", "", "\u200b"]))
def test_any_spacing_and_khmer_digits_are_read(digits: str, between: str) -> None:
    spaced = between.join(digits[start : start + 4] for start in range(0, 16, 4))
    khmer = spaced.translate({ord(str(n)): chr(0x17E0 + n) for n in range(10)})
    assert receipts.digits_of(spaced) == receipts.digits_of(khmer) == digits
    assert receipts.digits_of(receipts.shown(digits)) == digits


@pytest.mark.parametrize("typed", ["", "123", "1" * 17, "abcd efgh ijkl mnop", "１２３" * 6, "1" * 15 + "x"])
def test_anything_else_is_refused_before_it_counts(sqlite_store: Settings, typed: str) -> None:
    with pytest.raises(BadInput):
        receipts.check(typed, "somebody")


def test_five_wrong_tries_an_hour_and_then_none(store: Settings) -> None:
    for _ in range(receipts.PER_ASKER):
        receipts.check(WRONG, "somebody")
    with pytest.raises(TooMany):
        receipts.check(WRONG, "somebody")
    receipts.check(WRONG, "somebody else")
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        receipts.check(WRONG, "somebody")


def test_a_right_receipt_is_not_counted(store: Settings) -> None:
    for _ in range(20):
        receipts.check(WRONG, "an honest person")
        with unit() as session:
            receipts.was_right(session, "an honest person")


def test_a_year_of_guessing_at_the_limit_is_all_but_hopeless() -> None:
    guesses = receipts.OVERALL * 24 * 365
    assert guesses * 100_000 / 10**receipts.DIGITS < 1e-4


def test_a_form_shows_the_same_receipt_twice_and_another_form_another(sqlite_store: Settings) -> None:
    assert receipts.make_for("form one") == receipts.make_for("form one") != receipts.make_for("form two")
    assert len({receipts.make() for _ in range(1000)}) == 1000
