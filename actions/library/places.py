"""Places: the provinces by code, and the code behind what a person typed."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

from actions.library.content import CONTENT
from actions.library.reading import yaml_file
from nlu.khmer.normalise import normalise


@dataclass(frozen=True)
class Province:
    """A province: its two-digit code and its name in both languages."""

    code: str
    km: str
    en: str
    also: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The province's name in a language."""
        return self.en if language == "en" else self.km


@functools.cache
def provinces() -> tuple[Province, ...]:
    """All provinces, in the gazetteer's order."""
    rows = yaml_file(CONTENT / "places" / "provinces.yml")
    return tuple(Province(row["code"], row["km"], row["en"], tuple(row["also"])) for row in rows)


def province_name(code: str, language: str) -> str:
    """The name of the province with this code; the code itself if there is none."""
    return next((place.name(language) for place in provinces() if place.code == code), code)


def match_province(text: str) -> str | None:
    """The code of the province named in a text, whatever the script, spacing or case; None when none is."""
    typed = _fold(text)
    names = [(_fold(name), place.code) for place in provinces() for name in (place.km, place.en, *place.also)]
    exact = [code for name, code in names if name == typed]
    inside = sorted(((len(name), code) for name, code in names if len(name) > 3 and name in typed), reverse=True)
    return exact[0] if exact else inside[0][1] if inside else None


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", normalise(text)).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or "\u1780" <= letter <= "\u17d3")
