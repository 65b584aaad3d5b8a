"""The words of the widget and of the hotline page, from content/<language>/widget.po."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

CONTENT = Path(__file__).resolve().parents[3] / "content"
LANGUAGES = ("km", "en")


@cache
def _all(language: str) -> dict[str, str]:
    with (CONTENT / language / "widget.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


def words(language: str, prefix: str) -> dict[str, str]:
    """The messages of one language ("km" or "en") whose id starts with `prefix`; KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return {key: text for key, text in _all(language).items() if key.startswith(prefix)}
