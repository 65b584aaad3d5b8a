"""Khmer written in Latin letters: spellings differ from hand to hand, the consonants less so."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[a-z']+")
_SOUNDS = (
    ("chh", "c"), ("ch", "c"), ("kh", "k"), ("th", "t"), ("ph", "p"), ("bh", "p"), ("dh", "t"), ("ng", "q"),
    ("nh", "n"), ("gn", "n"), ("ny", "n"), ("j", "c"), ("g", "k"), ("d", "t"), ("b", "p"), ("v", "w"), ("x", "s"),
    ("z", "s"), ("f", "p"), ("q", "q"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouy']")
_DOUBLE = re.compile(r"(.)\1+")


def skeleton(word: str) -> str:
    """Consonants of one Latin word, folded: "pheaktean", "phektien" and "pheak tean" meet in `pktn`."""
    word = word.lower()
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    head = "a" if word[:1] in "aeiou" else ""
    word = _VOWELS.sub("", word)
    word = re.sub("[rhs]+$", "", word) or word
    return head + _DOUBLE.sub(r"\1", word)


def skeletons(text: str) -> list[str]:
    """Skeleton of every Latin word of a text, in order."""
    return [skeleton(word) for word in _WORD.findall(text.lower())]


_SWAPS = (
    ("ch", "j"), ("j", "ch"), ("kh", "k"), ("ph", "p"), ("th", "t"), ("ou", "u"), ("u", "ou"), ("oe", "e"),
    ("eu", "oe"), ("ea", "ie"), ("ie", "ea"), ("ae", "e"), ("b", "p"), ("p", "b"), ("d", "t"), ("k", "g"), ("g", "k"),
    ("v", "w"), ("o", "or"), ("or", "o"), ("ao", "au"), ("y", "i"), ("ei", "ey"), ("ey", "ei"), ("nh", "n"), ("s", ""),
    ("aa", "a"), ("a", "aa"), ("knhom", "khnom"), ("knhom", "nhom"), ("knhom", "kyom"), ("khnom", "knhom"),
    ("ponman", "bonman"), ("ponman", "bman"), ("bonman", "ponman"), ("ban", "pan"), ("ot", "ort"), ("te", "tea"),
)  # fmt: skip


def respell(text: str, rng: random.Random, share: float = 0.35) -> str:
    """The text as another hand might spell it: some words get one other spelling."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if len(word) < 2 or not word.isascii() or not word.isalpha() or rng.random() > share:
            continue
        choices = [(old, new) for old, new in _SWAPS if old in word]
        if choices:
            old, new = rng.choice(choices)
            words[at] = word.replace(old, new, 1) or word
    return " ".join(words)
