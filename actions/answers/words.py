"""Finished words: blocks of text and labelled buttons, and how one value is written in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from actions.library import library

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
DATES = {"km": "'ថ្ងៃទី' d 'ខែ'MMMM 'ឆ្នាំ' y", "en": "d MMMM y"}
# Values that are words of ours: whether a condition of the law is met, as a rule says it and as a list marks it.
WORDED = ("state", "mark")
MONTHS = {"km": "'ខែ'MMMM 'ឆ្នាំ' y", "en": "MMMM y"}


class MissingValue(KeyError):
    """A text names a placeholder nobody gave a value for."""


@dataclass(frozen=True)
class Block:
    """One paragraph; `kind` is "text", "note", "source" or "working"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Words:
    """A reply in one language: its blocks, and its buttons as pairs of label and effect."""

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[str, dict[str, Any]], ...] = ()


def title(topic: str, language: str) -> str:
    """The short label of a topic, for a button."""
    return library().title(topic, language)


def fill(text: str, values: Mapping[str, Any], language: str) -> str:
    """The text with each {placeholder} replaced by its value's words; `MissingValue` when one has none.

    Values are put in once: braces inside a value stay what they are.
    """

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in values:
            raise MissingValue(name)
        return written(values[name], language)

    return PLACEHOLDER.sub(put, text)


def written(value: Any, language: str) -> str:
    """One value in words: money, percent, number, duration, date, month, state, mark or text. Digits are Latin."""
    if not isinstance(value, Mapping):
        return str(value)
    kind = value["kind"]
    if kind == "money":
        amount = grouped(value["amount"])
        return fill(message(f"money.{value['currency'].lower()}", language), {"amount": amount}, language)
    if kind == "percent":
        return fill(message("percent", language), {"value": str(value["value"])}, language)
    if kind == "number":
        return grouped(value["value"])
    if kind == "duration":
        number = int(value["value"])
        form = "one" if Locale("en").plural_form(number) == "one" else "other"
        return fill(message(f"unit.{value['unit']}.{form}", language), {"value": grouped(number)}, language)
    if kind == "date":
        return format_date(date.fromisoformat(value["value"]), DATES[language], locale=language)
    if kind == "month":
        return format_date(date.fromisoformat(value["value"] + "-01"), MONTHS[language], locale=language)
    if kind == "text":
        return str(value["value"])
    if kind in WORDED:
        return message(f"{kind}.{value['value']}", language)
    raise ValueError(f"no words for a value of kind {kind}")


def grouped(number: int | str) -> str:
    """A number with commas between thousands, the same in both languages: 1,200,000."""
    return format_decimal(Decimal(str(number)), format="#,##0.######", locale="en")


def message(id: str, language: str) -> str:
    """The unfilled words of a message; `KeyError` when there are none."""
    return library().message(id, language)
