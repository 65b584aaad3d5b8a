"""Khmer digits, and amounts of money as people type them."""

from __future__ import annotations

import re
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


_SCALES = {
    "ពាន់": 1000, "ពាន": 1000, "ម៉ឺន": 10_000, "មឺន": 10_000, "ម៉ិន": 10_000, "សែន": 100_000, "លាន": 1_000_000,
    "រយ": 100,
    "k": 1000, "thousand": 1000, "million": 1_000_000, "m": 1_000_000, "hundred": 100,
    "pun": 1000, "poan": 1000, "pon": 1000, "mern": 10_000, "meun": 10_000, "muen": 10_000, "men": 10_000,
    "mun": 10_000, "saen": 100_000, "sen": 100_000, "lean": 1_000_000, "lien": 1_000_000, "lan": 1_000_000,
    "roy": 100,
}  # fmt: skip
_SAYS_RIEL = frozenset(
    scale for scale, size in _SCALES.items() if size in (10_000, 100_000) or scale in ("លាន", "lean", "lien", "lan")
)
_USD = ("ដុល្លារ", "ដុល្លា", "ដុលា", "ដុល", "dollars", "dollar", "dolla", "dolar", "dola", "doll", "usd", "bucks", "$")
_KHR = ("រៀល", "រៀ", "riels", "riel", "rial", "reil", "khr", "៛")
_UNITS = {
    "មួយ": 1, "ពីរ": 2, "បី": 3, "បួន": 4, "ប្រាំមួយ": 6, "ប្រាំពីរ": 7, "ប្រាំបី": 8, "ប្រាំបួន": 9, "ប្រាំ": 5,
    "ដប់": 10, "ម្ភៃ": 20, "សាមសិប": 30, "សែសិប": 40, "ហាសិប": 50, "ហុកសិប": 60, "ចិតសិប": 70, "ប៉ែតសិប": 80,
    "កៅសិប": 90,
}  # fmt: skip


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_LATIN_END = r"(?![a-z])"
_SCALE = f"(?:{_any(s for s in _SCALES if not s.isascii())}|(?:{_any(s for s in _SCALES if s.isascii())}){_LATIN_END})"
_NUMBER = r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d{1,12}(?:\.\d{1,2})?(?!\d)"
_SPOKEN = f"(?:(?:{_any(_UNITS)})+)"
_PART = f"(?:{_NUMBER}|{_SPOKEN})\\s?(?:{_SCALE}\\s?)*"
_CURRENCY = f"(?:{_any(_USD)}|{_any(_KHR)})"
_AMOUNT = re.compile(
    f"(?P<before>\\$|usd|khr|៛)?\\s?(?<![\\d.,])(?P<body>(?:{_PART}){{1,6}})(?P<half>កន្លះ\\s?)?(?P<after>{_CURRENCY})?"
)
_PIECE = re.compile(f"(?P<number>{_NUMBER})|(?P<spoken>{_any(_UNITS)})|(?P<scale>{_SCALE})")


def _number(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return Decimal(re.sub("[,.]", "", text))
    return Decimal(text)


def _value(body: str) -> tuple[Decimal, bool]:
    """Value of "1លាន2សែន" or "បីរយហាសិប", and whether its words are only used for riel."""
    total, part, last = Decimal(0), Decimal(0), Decimal(1)
    riel = False
    for piece in _PIECE.finditer(body):
        if piece["number"]:
            total, part = total + part, _number(piece["number"])
        elif piece["spoken"]:
            part = part % 1_000_000_000 + _UNITS[piece["spoken"]] if part < 100 else part
            if part >= 100:
                total, part = total + part, Decimal(_UNITS[piece["spoken"]])
        else:
            word = piece["scale"]
            last = Decimal(_SCALES[word])
            part = (part or Decimal(1)) * last
            riel = riel or word in _SAYS_RIEL
    return total + part, riel


def amounts(text: str) -> list[Amount]:
    """Every amount in the text (Khmer or ASCII digits, spoken Khmer numbers), in order.

    >>> amounts("១លាន២សែនរៀល")[0].amount
    1200000
    """
    found: list[Amount] = []
    lowered = ascii_digits(text).lower()
    for match in _AMOUNT.finditer(lowered):
        value, riel = _value(match["body"])
        if match["half"]:
            scales = [m["scale"] for m in _PIECE.finditer(match["body"]) if m["scale"]]
            value += Decimal(_SCALES[scales[-1]]) / 2 if scales else Decimal("0.5")
        sign = match["after"] or match["before"]
        currency = None if sign is None else ("USD" if sign in _USD else "KHR")
        spoken_only = not any(char.isdigit() for char in match["body"])
        if currency is None and riel:
            currency = "KHR"
        if currency is None and spoken_only:
            continue
        if 0 < value < Decimal(10) ** 12:
            found.append(Amount(int(value), currency, match.start("body"), match.end()))
    return found
