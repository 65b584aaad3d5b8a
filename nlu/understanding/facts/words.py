"""What every fact is made of: a name, a value, a place in the text; and patterns in three ways of writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Any, NamedTuple

from nlu.khmer.digits import SPOKEN
from nlu.khmer.normalise import normalise


class Fact(NamedTuple):
    """One fact and where in the text it stands."""

    name: str
    value: Any
    start: int
    end: int


Span = tuple[int, int]
WORD_END = "(?![a-z])"
CLUSTER_END = "(?![\u17b6-\u17d3\u17dd])"
"""No vowel or sign follows: កែប is not found in កែប្រែ."""


def canonical(source: str) -> str:
    """A pattern's Khmer letters in the spelling of prepared texts; its outer spaces stay."""
    return re.sub("[\u1780-\u17dd]+", lambda run: normalise(run.group()), source)


def pattern(khmer: str = "", latin: str = "") -> re.Pattern[str]:
    """Khmer alternatives as they are, Latin ones as whole words (letters of the other script do not count)."""
    whole = f"(?<![a-z])(?:{latin}){WORD_END}" if latin else ""
    return re.compile("|".join(part for part in (canonical(khmer), whole) if part))


_WORDS = "|".join(
    normalise(word) + (WORD_END if word.isascii() else CLUSTER_END) for word in sorted(SPOKEN, key=len, reverse=True)
)
COUNT = (
    r"(?:(?<![\d.,])(?:\d{1,3},\d{3}|\d{1,6})(?![.,]?\d)"
    rf"(?: ?(?:ពាន់|រយ)(?!\d))?|(?<![a-z])(?:{_WORDS})(?:[ -]?(?:{_WORDS}))?)"
)
"""A whole number as a group: 45, 1,200, 2ពាន់, ដប់ពីរ, twenty five."""
_EACH = re.compile(_WORDS)
_SPOKEN = {normalise(word): value for word, value in SPOKEN.items()}


def count(said: str) -> int:
    """The number a COUNT group matched."""
    if said[0].isdigit():
        digits = re.sub(r"\D", "", said)
        return int(digits) * (1000 if "ពាន់" in said else 100 if "រយ" in said else 1)
    return sum(_SPOKEN[word] for word in _EACH.findall(said))


def cells(spans: Iterable[Span]) -> set[int]:
    """Places of all characters in the spans."""
    return {at for start, end in spans for at in range(start, end)}


def overlaps(span: Span, taken: Set[int]) -> bool:
    """True when a character of the span is taken."""
    return any(at in taken for at in range(*span))
