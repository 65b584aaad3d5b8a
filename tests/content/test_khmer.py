"""Khmer texts are written in canonical order, in Khmer only, and with Latin digits put in by code."""

from __future__ import annotations

import re

import pytest

from actions.answers.words import PLACEHOLDER
from actions.library import library
from nlu.khmer.normalise import normalise

LATIN = re.compile(r"[A-Za-z]+")
ALLOWED = {"Telegram", "NSSF", "English"}  # names, and the button that leads to the other language


def _texts() -> list[tuple[str, str]]:
    content = library()
    texts = [
        (f"{topic} {part or 'first part'}", text)
        for (topic, language), answer in content.answers.items()
        if language == "km"
        for part, text in answer.parts.items()
    ]
    texts += [(f"title of {topic}", title) for (topic, language), title in content.titles.items() if language == "km"]
    texts += list(content.catalogues["km"].items())
    texts += [(f"reference {id}", wordings["km"]) for id, wordings in content.references.items()]
    return texts


@pytest.mark.parametrize(("where", "text"), _texts(), ids=[where for where, _ in _texts()])
def test_khmer_text_is_already_normalised(where: str, text: str) -> None:
    for line in text.split("\n"):
        # Normalising for matching also folds the sign of «រយៈ» into «ះ»; our own spelling keeps it.
        assert normalise(line) == line.strip().replace("\u17c8", "\u17c7")


@pytest.mark.parametrize(("where", "text"), _texts(), ids=[where for where, _ in _texts()])
def test_khmer_text_has_no_foreign_words_and_no_khmer_digits(where: str, text: str) -> None:
    assert set(LATIN.findall(PLACEHOLDER.sub("", text))) <= ALLOWED
    assert not re.search("[០-៩]", text)


def test_khmer_sentences_end_as_khmer_sentences_do() -> None:
    for (topic, language), answer in library().answers.items():
        if language == "km":
            for part, text in answer.parts.items():
                for block in text.split("\n\n"):
                    assert block[-1] in "។?៖", f"{topic} {part}: {block[-20:]}"
