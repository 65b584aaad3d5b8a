"""The words of the widget and of the hotline page."""

from __future__ import annotations

from actions.library import library

LANGUAGES = ("km", "en")


def words(language: str, prefix: str) -> dict[str, str]:
    """The messages of one language ("km" or "en") whose id starts with `prefix`; KeyError for another language."""
    return {key: text for key, text in library().catalogues[language].items() if key.startswith(prefix)}
