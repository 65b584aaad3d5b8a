"""What the classifiers look at in a message: characters, words and Latin consonant skeletons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import khmercut

from nlu.khmer.digits import ascii_digits
from nlu.khmer.normalise import loose, normalise
from nlu.khmer.romanised import skeletons
from nlu.khmer.segment import is_khmer, runs, unspaced

_NUMBER = re.compile(r"\d[\d,.]*")
_ASIDE = re.compile(r"[^\w\u1780-\u17dd\s?$៛]+")
LONGEST = 600
"""Characters of a message that are looked at: a long story says what it wants early and late."""


@dataclass(frozen=True)
class Prepared:
    """A message in the one form every component reads; `words` are khmercut words and Latin words."""

    text: str
    words: tuple[tuple[str, int], ...]


def prepare(message: str) -> Prepared:
    """Normalise, lower, ASCII digits, no spaces between Khmer words, cut into words."""
    text = unspaced(ascii_digits(normalise(message)).lower())
    if len(text) > 2 * LONGEST:
        text = text[:LONGEST] + " " + text[-LONGEST:]
    words: list[tuple[str, int]] = []
    for run, start in runs(text):
        if is_khmer(run):
            at = start
            for word in khmercut.tokenize(run):
                words.append((word, at))
                at += len(word)
        else:
            words.append((run, start))
    return Prepared(text, tuple(words))


def _grams(text: str, shortest: int, longest: int) -> list[str]:
    found: list[str] = []
    for chunk in text.split():
        padded = f" {chunk} "
        size = len(padded)
        for n in range(shortest, longest + 1):
            found += [padded[i : i + n] for i in range(size - n + 1)]
    return found


def characters(prepared: Prepared) -> list[str]:
    """Character n-grams of 2 to 5 inside runs without spaces, numbers made one sign."""
    return _grams(loose(_ASIDE.sub(" ", _NUMBER.sub("0", prepared.text))), 2, 5)


def blocks(prepared: Prepared) -> tuple[list[str], ...]:
    """Three lists of features: characters, words (one and two), Latin skeletons (one, two and their letters)."""
    words = ["0" if word[0].isdigit() else loose(word) for word, _ in prepared.words]
    words = [word for word in words if word.isalnum() or len(word) > 1 or word in "?$៛"]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    bones = skeletons(prepared.text)
    bone_pairs = [f"{one} {two}" for one, two in pairwise(bones)]
    return (
        ["c" + gram for gram in characters(prepared)],
        ["w" + word for word in words + pairs],
        ["s" + bone for bone in bones + bone_pairs] + ["g" + gram for gram in _grams("".join(bones), 3, 4)],
    )
