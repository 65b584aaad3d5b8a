"""Orthographic clusters: the smallest piece of Khmer text that may stand on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLUSTER = re.compile(
    "\r\n"
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d3\u17dd\u200c\u200d])*"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    "|.(?:[\u0300-\u036f\u17b4-\u17d3\u17dd\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.?)*",
    re.DOTALL,
)
_BREAKS = (("\n",), ("។", "៕", "!", "?", "."), (" ", "\u200b"))


def clusters(text: str) -> list[str]:
    """The text cut into clusters; joined again they are the text."""
    return _CLUSTER.findall(text)


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts a message."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _small(text: str, limit: int) -> Iterator[str]:
    """Clusters, a monstrous one cut at code points so that every piece fits."""
    for cluster in clusters(text):
        while utf16_length(cluster) > limit:
            cut = max(1, limit // 2)
            yield cluster[:cut]
            cluster = cluster[cut:]
        if cluster:
            yield cluster


def split(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` (≥ 2) UTF-16 units, cut at a line, sentence or space where one is near.

    Never cuts inside a cluster that fits; the pieces joined are the text.
    """
    if limit < 2:
        raise ValueError("a piece needs at least two UTF-16 units")
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for cluster in _small(text, limit):
        units = utf16_length(cluster)
        if size + units > limit:
            keep = _cut(held)
            pieces.append("".join(held[:keep]))
            held = held[keep:]
            size = sum(utf16_length(one) for one in held)
        held.append(cluster)
        size += units
    if held:
        pieces.append("".join(held))
    return pieces


def _cut(held: list[str]) -> int:
    """How many clusters to send now: up to the last good break in the second half, else all."""
    for signs in _BREAKS:
        for at in range(len(held) - 1, len(held) // 2, -1):
            if held[at] in signs:
                return at + 1
    return len(held)
