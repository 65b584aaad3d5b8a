"""Khmer digits, and amounts of money as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {0x17E0 + n: str(n) for n in range(10)} | {0x17F0 + n: str(n) for n in range(10)}


def ascii_digits(text: str) -> str:
    """Khmer digits ០-៩ written as 0-9."""
    return text.translate(_DIGITS)


@dataclass(frozen=True)
class Amount:
    """A number found in a message; `currency` is "KHR", "USD" or None when nothing said which."""

    amount: int
    currency: str | None
    start: int
    end: int


SPOKEN: dict[str, int] = {
    "មួយ": 1, "ពីរ": 2, "បី": 3, "បួន": 4, "ប្រាំ": 5, "ប្រាំមួយ": 6, "ប្រាំពីរ": 7, "ប្រាំពិល": 7, "ប្រាំបី": 8, "ប្រាំបួន": 9,
    "ដប់": 10, "ម្ភៃ": 20, "សាមសិប": 30, "សែសិប": 40, "ហាសិប": 50, "ហុកសិប": 60, "ចិតសិប": 70, "ប៉ែតសិប": 80,
    "កៅសិប": 90,
    "muoy": 1, "mouy": 1, "muy": 1, "mui": 1, "pi": 2, "pir": 2, "bey": 3, "bei": 3, "buon": 4, "boun": 4, "pram": 5,
    "dob": 10, "dop": 10, "mphei": 20, "mphey": 20, "mpei": 20, "samsep": 30, "samseb": 30, "saesep": 40, "hasep": 50,
    "haseb": 50, "hoksep": 60, "hokseb": 60, "chetsep": 70, "chetseb": 70, "paetsep": 80, "kavsep": 90, "kaosep": 90,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
"""Number words in Khmer, romanised Khmer and English."""
_SCALES = {
    "រយ": 100, "ពាន់": 1000, "ពាន": 1000, "ម៉ឺន": 10_000, "មឺន": 10_000, "ម៉ិន": 10_000, "មុឺន": 10_000, "សែន": 100_000,
    "លាន": 1_000_000,
    "hundred": 100, "thousand": 1000, "million": 1_000_000, "millions": 1_000_000, "mil": 1_000_000, "k": 1000,
    "m": 1_000_000,
    "roy": 100, "pun": 1000, "poan": 1000, "pon": 1000, "mern": 10_000, "meun": 10_000, "muen": 10_000, "men": 10_000,
    "moeun": 10_000, "mun": 10_000, "saen": 100_000, "sen": 100_000, "lean": 1_000_000, "lien": 1_000_000,
    "lan": 1_000_000,
}  # fmt: skip
_SAYS_RIEL = frozenset(
    scale for scale, size in _SCALES.items() if size in (10_000, 100_000) or scale in ("លាន", "lean", "lien", "lan")
)
_USD = ("ដុល្លារ", "ដុល្លា", "ដុលា្លរ", "ដុល្លា៍រ", "ដុលារ", "ដុលា", "ដុល", "us dollars", "us dollar", "dollars", "dollar", "dolla",
        "dolar", "dollor", "dola", "doll", "us$", "usd", "bucks", "$")  # fmt: skip
_KHR = ("រៀល", "riels", "riel", "rials", "rial", "reil", "khr", "៛")
_MONEY_NEXT = "(?= ?(?:riel|rial|reil|khr|\\d))"
# Words that are also something else: "lan" a car, "mun" before, "men te" isn't it, "m" a metre.
_ONLY_IF = {
    "lan": _MONEY_NEXT,
    "mun": "(?= ?(?:riel|rial|reil|khr|\\d|mu|mou|knong|khae|khe|/|,|\\?|$))",
    "men": "(?= ?(?:riel|rial|reil|khr|\\d|mu|mou|knong|khae|khe|/|,|\\?|$))",
    "m": "(?:(?<=\\dm)|(?= ?(?:riel|khr|dollar|usd|\\$)))",
}


def _any(words: Iterable[str]) -> str:
    """Alternatives, the longest first; Latin words end where letters end, Khmer ones where a cluster ends."""
    ordered = sorted(words, key=len, reverse=True)
    khmer = "|".join(re.escape(word) for word in ordered if not word.isascii())
    latin = "|".join(re.escape(word) + _ONLY_IF.get(word, "") for word in ordered if word.isascii())
    signs = f"(?:{khmer})(?![\u17b6-\u17d3\u17dd])" if khmer else ""
    letters = f"(?<![a-z])(?:{latin})(?![a-z])" if latin else ""
    return "|".join(one for one in (signs, letters) if one)


_CURRENCY = f"(?P<usd>{_any(_USD)})|(?P<khr>{_any(_KHR)})"
_NUMBER = (
    r"(?<!\d)(?<!\d[.,])(?:"
    r"\d{1,3}(?:[,.]\d{3})+(?!\d)"
    rf"|\d{{1,3}}(?: \d{{3}})+(?!\d)(?= ?(?:{_any(_KHR)}))"
    r"|\d{1,12}(?:[.,]\d{1,2})?(?![.,]?\d))"
)
_PIECE = re.compile(
    f"(?P<number>{_NUMBER})|(?P<spoken>{_any(SPOKEN)})|(?P<scale>{_any(_SCALES)})"
    f"|(?P<half>{_any(('កន្លះ', 'konlah', 'kanlah', 'konlas', 'konla'))})|{_CURRENCY}|(?P<join>(?<= )and(?= ))"
)
# What makes a bare number a count of something else: "250$ ក្នុង1ខែ" is one amount.
_COUNTS = re.compile(
    r" ?(?:%|ភាគរយ|ខែ|ឆ្នាំ|ថ្ងៃ|ម៉ោង|សប្តាហ៍|អាទិត្យ|នាក់|ដង|"
    r"(?:months?|years?|days?|weeks?|hours?|times?|percent|khae|khe|chhnam|t(?:h)?ngai|maong|neak|nak|dong|pheakroy)(?![a-z]))"
)


@dataclass(frozen=True)
class _Piece:
    kind: str
    text: str
    start: int
    end: int


def _number(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,3}(?:[,. ]\d{3})+", text):
        return Decimal(re.sub("[,. ]", "", text))
    return Decimal(text.replace(",", "."))


class _Reader:
    """Reads the pieces of one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = [_Piece(m.lastgroup or "", m.group(), *m.span()) for m in _PIECE.finditer(text)]
        self.at = 0

    def near(self, *kinds: str) -> _Piece | None:
        """The next piece when it is of one of the kinds and touches the one before, a space aside."""
        if not 0 < self.at < len(self.pieces):
            return None
        last, this = self.pieces[self.at - 1], self.pieces[self.at]
        gap = self.text[last.end : this.start]
        return this if this.kind in kinds and (not gap or gap == " ") else None

    def plain(self) -> Decimal:
        """Moves over a number or number words: "350", "ហាសិបប្រាំ", "pram muoy"."""
        first = self.pieces[self.at]
        self.at += 1
        if first.kind == "number":
            return _number(first.text)
        value = SPOKEN[first.text]
        while word := self.near("spoken"):
            unit = SPOKEN[word.text]
            # Khmer says six as five-one.
            if not (unit < 10 and value >= 10 and value % 10 == 0) and not (value % 10 == 5 and unit < 5):
                break
            value += unit
            self.at += 1
        return Decimal(value)

    def scale(self) -> tuple[Decimal, bool]:
        """Moves over "ម៉ឺន", "hundred thousand": the size, and whether the words are only used for riel."""
        size, riel = Decimal(1), False
        while word := self.near("scale"):
            more = _SCALES[word.text]
            if size > 1 and more <= size:
                break
            size *= more
            riel = riel or word.text in _SAYS_RIEL
            self.at += 1
        return size, riel

    def value(self) -> tuple[Decimal, bool]:
        """Moves over "1លាន2សែន" or "បីរយហាសិប": the value, and whether its words are only used for riel."""
        total, riel, last = Decimal(0), False, Decimal("Infinity")
        while True:
            before = self.at
            part = self.plain()
            size, says_riel = self.scale()
            # A small number after a scale counts something else: "1 lean 2 khae"; "1 រយ 50" does not.
            too_small = size == 1 and last > 100 and part < 100
            counts = last.is_finite() and size == 1 and _COUNTS.match(self.text, self.pieces[self.at - 1].end)
            if last.is_finite() and (part * size >= last or too_small or counts):
                self.at = before
                break
            total, riel, last = total + part * size, riel or says_riel, size
            if self.near("half"):
                self.at += 1
                total += size / 2
                break
            if size == 1:
                break
            joined = self.near("join") is not None
            self.at += joined
            if self.near("number", "spoken") is None:
                self.at -= joined
                break
        return total, riel


def amounts(text: str) -> list[Amount]:
    """Every amount in the text (Khmer or ASCII digits, number words), in order; currency signs belong to the span.

    >>> amounts("១លាន២សែនរៀល")[0].amount
    1200000
    """
    found: list[Amount] = []
    lowered = ascii_digits(text).lower()
    reader = _Reader(lowered)
    free = 0
    while reader.at < len(reader.pieces):
        first = reader.pieces[reader.at]
        if first.kind not in ("number", "spoken"):
            reader.at += 1
            continue
        opened = reader.at
        sign = reader.pieces[opened - 1] if opened > free and reader.near("number", "spoken") else None
        if sign is not None and sign.text not in ("$", "us$", "usd", "khr", "៛"):
            sign = None
        value, riel = reader.value()
        after = reader.near("usd", "khr")
        reader.at += after is not None
        free = reader.at
        said = after or sign
        currency = said.kind.upper() if said else ("KHR" if riel else None)
        read = reader.pieces[opened:free]
        if currency is None and (
            all(piece.kind != "number" for piece in read) or (len(read) == 1 and _COUNTS.match(lowered, read[0].end))
        ):
            continue
        if 0 < value < Decimal(10) ** 12:
            start = sign.start if sign else first.start
            found.append(Amount(int(value), currency, start, reader.pieces[free - 1].end))
    return found
