"""Render: composed words become Telegram messages: escaped HTML, split where Khmer may be split, buttons below."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from actions.answers import Words
from nlu.khmer.clusters import clusters, split, utf16_length

LIMIT = 4_000  # UTF-16 units of visible text; Telegram refuses above 4,096
LABEL = 40  # clusters of a button label
NARROW = 12  # clusters of a label that may share its row
DATA = 64  # bytes of callback data
GAP = "\n\n"
TAGS = {"heading": "b", "source": "i", "working": "blockquote"}  # "text" and "note" stand plain


@dataclass(frozen=True)
class Piece:
    """Text of one style: a kind of block, or "heading"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Part:
    """One Telegram message: its text as HTML, the same without markup, and the buttons (on the last part only)."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


def render(words: Words, tokens: Sequence[str], headed: bool = False) -> list[Part]:
    """The messages of a reply, in order. `headed`: the last block is a person's own words, the others its heading."""
    kinds = ["heading" if headed and at < len(words.blocks) else block.kind for at, block in enumerate(words.blocks, 1)]
    pieces = [Piece(kind, block.text) for kind, block in zip(kinds, words.blocks, strict=True)]
    parts = list(_pack(piece for whole in pieces for piece in _small(whole)))
    rows = keyboard([label for label, _effect in words.buttons], tokens)
    if parts and rows:
        parts[-1] = Part(parts[-1].html, parts[-1].plain, rows)
    return parts


def keyboard(labels: Sequence[str], tokens: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Buttons in rows: short labels side by side, two at most; a long one has its row to itself."""
    rows: list[list[InlineKeyboardButton]] = []
    room = False
    for label, token in zip(labels, tokens, strict=False):
        if not token or len(token.encode()) > DATA:
            continue
        shown = _label(label)
        button, narrow = InlineKeyboardButton(shown, callback_data=token), len(clusters(shown)) <= NARROW
        if room and narrow:
            rows[-1].append(button)
            room = False
        else:
            rows.append([button])
            room = narrow
    return InlineKeyboardMarkup(rows) if rows else None


def visible(text: str) -> bool:
    """Whether Telegram would find anything to show; it refuses a message of spaces and invisible signs."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def _label(text: str) -> str:
    whole = clusters(" ".join(_storable(text).split())) if visible(text) else ["…"]
    return "".join(whole) if len(whole) <= LABEL else "".join(whole[: LABEL - 1]).rstrip() + "…"


def _small(piece: Piece) -> Iterable[Piece]:
    """The piece, in several where it is longer than a message; unshowable ones are left out."""
    for text in split(_storable(piece.text), LIMIT):
        if visible(text):
            yield Piece(piece.kind, text)


def _pack(pieces: Iterable[Piece]) -> Iterable[Part]:
    """Fill messages with whole pieces, in order."""
    held: list[Piece] = []
    size = 0
    for piece in pieces:
        units = utf16_length(piece.text)
        if held and size + len(GAP) + units > LIMIT:
            yield _part(held)
            held, size = [], 0
        size += units + (len(GAP) if held else 0)
        held.append(piece)
    if held:
        yield _part(held)


def _part(pieces: list[Piece]) -> Part:
    return Part(GAP.join(map(_marked, pieces)), GAP.join(piece.text for piece in pieces))


def _marked(piece: Piece) -> str:
    tag, escaped = TAGS.get(piece.kind), html.escape(piece.text, quote=False)
    return f"<{tag}>{escaped}</{tag}>" if tag else escaped


def _storable(text: str) -> str:
    """Without the signs Telegram takes for an end or an error: controls, and halves of surrogate pairs."""
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return kept.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
