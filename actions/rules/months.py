"""Counting months and years on the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(start: date, months: int) -> date:
    """The same day some months later, or the last day of a month that is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def whole_years(born: date, on: date) -> int:
    """Years lived on a day; somebody born on 29 February is a year older on 28 February of a common year."""
    years = on.year - born.year
    return years if months_after(born, years * 12) <= on else years - 1
