"""Which of three ways of writing a message is in: Khmer script, English, or Khmer in Latin letters."""

from __future__ import annotations

from nlu.khmer.segment import is_khmer
from nlu.understanding.features import Prepared, characters
from nlu.understanding.linear import Linear

KHMER, ENGLISH, ROMANISED = "km", "en", "romanised"


def script_blocks(prepared: Prepared) -> tuple[list[str], ...]:
    """The features of the Latin-letter classifier: characters and whole words."""
    return characters(prepared), ["w" + word for word, _ in prepared.words]


def language(prepared: Prepared, latin: Linear | None, told: str | None = None) -> str:
    """ "km" for any Khmer letter; else the classifier's word; for signs and figures alone, the language told."""
    if is_khmer(prepared.text):
        return KHMER
    if latin is None or not any(char.isalpha() for char in prepared.text):
        return told if told in (KHMER, ENGLISH, ROMANISED) else KHMER
    return latin.ranking(script_blocks(prepared))[0][0]
