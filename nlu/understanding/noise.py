"""Noise as phones make it: lost signs, odd order, spaces anywhere or nowhere, another hand's Latin spelling."""

from __future__ import annotations

import random

from nlu.khmer.clusters import clusters
from nlu.khmer.romanised import respell
from nlu.khmer.segment import is_khmer

_SIGNS = "\u17c9\u17ca\u17cb\u17cc\u17cd\u17d0\u17c7"
_TWINS = {"ត": "ដ", "ដ": "ត", "ន": "ណ", "ណ": "ន", "ឡ": "ល", "ប": "ព", "ឈ": "ឆ", "ី": "ិ", "ិ": "ី", "ូ": "ុ", "ុ": "ូ",
          "ឹ": "ឺ", "ើ": "េ"}  # fmt: skip


# What people say before they say what they want; it must not decide the topic.
_LEADS = {
    "km": (
        "ជម្រាបសួរបង ", "បង ", "សួស្តី ", "សុំសួរបន្តិច ", "ខ្ញុំធ្វើការរោងចក្រកាត់ដេរ ", "ខ្ញុំនៅភ្នំពេញ ", "តើ", "ខ្ញុំចង់ដឹងថា",
        "ជួយប្រាប់ផង ", "ខ្ញុំជាកម្មករ ធ្វើការបាន ២ឆ្នាំ ", "បងអើយ ", "ខ្ញុំមិនយល់ទេ ", "ចាស ",
    ),
    "latin": (
        "hello, ", "hi ", "bong ", "please, ", "excuse me, ",
        "bong som suor ", "i work in a factory and ", "jomreab suor ",
    ),
}  # fmt: skip
_LEAD_SHARE, _LEAD_FROM = 0.2, 14


def _khmer(text: str, rng: random.Random) -> str:
    pieces = clusters(text)
    kind = rng.random()
    if kind < 0.3:
        pieces = [piece for piece in pieces if piece != " "]
    elif kind < 0.5:
        pieces = ["".join(char for char in piece if char not in _SIGNS or rng.random() > 0.7) for piece in pieces]
    elif kind < 0.6:
        pieces = [piece + (" " if is_khmer(piece) and rng.random() < 0.15 else "") for piece in pieces]
    for _ in range(rng.choice((0, 1, 1, 2))):
        at = rng.randrange(len(pieces))
        piece = pieces[at]
        change = rng.random()
        if change < 0.5:
            pieces[at] = "".join(_TWINS.get(char, char) if rng.random() < 0.5 else char for char in piece)
        elif change < 0.75 and len(piece) > 1:
            drop = rng.randrange(1, len(piece))
            pieces[at] = piece[:drop] + piece[drop + 1 :]
        elif len(pieces) > 6:
            pieces[at] = ""
    return "".join(pieces)


def _latin(text: str, rng: random.Random) -> str:
    text = respell(text, rng)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        if len(text) < 5:
            break
        at = rng.randrange(1, len(text) - 1)
        change = rng.random()
        if change < 0.4:
            text = text[:at] + text[at + 1 :]
        elif change < 0.7:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        else:
            text = text[:at] + text[at] + text[at:]
    return text


def noisy(text: str, rng: random.Random) -> str:
    """A copy of the text as a hurried hand would type it."""
    khmer = is_khmer(text)
    if len(text) >= _LEAD_FROM and rng.random() < _LEAD_SHARE:
        text = rng.choice(_LEADS["km" if khmer else "latin"]) + text
    return _khmer(text, rng) if khmer else _latin(text, rng)
