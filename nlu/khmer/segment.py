"""Runs of one script in a text, and text with the spaces between Khmer words taken out."""

from __future__ import annotations

import re

KHMER = re.compile("[\u1780-\u17ff]")
_RUN = re.compile("[\u1780-\u17d3\u17dc\u17dd]+|[a-z0-9]+(?:'[a-z]+)?|[^\\s]", re.IGNORECASE)
_KHMER_GAP = re.compile("(?<=[\u1780-\u17dd])[ \u200b]+(?=[\u1780-\u17dd])")


def is_khmer(text: str) -> bool:
    """True when the text has any Khmer letter or sign."""
    return KHMER.search(text) is not None


def runs(text: str) -> list[tuple[str, int]]:
    """Khmer runs, Latin words or numbers, and single signs, each with its offset."""
    return [(match.group(), match.start()) for match in _RUN.finditer(text)]


def unspaced(text: str) -> str:
    """The text without spaces between Khmer letters: people put them anywhere or nowhere."""
    return _KHMER_GAP.sub("", text)
