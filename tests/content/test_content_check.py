"""All content passes the content check, `assistant content check`: one proof of each kind, written once."""

from __future__ import annotations

import pytest

from actions.content_check import CHECKS, here, looked_over, run
from actions.content_check.terms import glossary, wrong_word
from actions.library import library

TERMS = glossary(library().root).terms


@pytest.mark.parametrize("check", CHECKS)
def test_the_content_is_without_fault(check: str) -> None:
    found = run(here(), check)
    assert not found, "\n".join(f"{fault.file}: {fault.topic}: {fault.what}; {fault.mend}" for fault in found)


def test_everything_is_looked_at() -> None:
    over = looked_over(here())
    assert over["checks"] == len(CHECKS) >= 25
    assert over["topics"] >= 100 and over["answers"] >= 160 and over["training messages"] >= 8_000
    assert over["glossary terms"] >= 40


def test_every_term_names_words_that_are_wrong() -> None:
    assert [term.id for term in TERMS if not term.wrong] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_no_right_word_holds_a_wrong_one(term) -> None:
    for other in TERMS:
        for words in term.words.values():
            for wrong in other.wrong:
                assert not [word for word in words if wrong_word(wrong).search(word)], f"{term.id}: {wrong}"
