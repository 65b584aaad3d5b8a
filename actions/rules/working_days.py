"""Working days on the calendar of Phnom Penh: the holidays of each year as dated data, or nothing for that year."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from actions.library import library
from actions.library.errors import ContentError
from actions.library.reading import yaml_file
from actions.library.shapes import CONFIDENCES
from actions.rules.known import Known
from actions.rules.values import CannotWorkOut, Value, weakest

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Days = Mapping[int, "Year"]


@dataclass(frozen=True)
class Holiday:
    """A public holiday: its names in both languages, and how sure its date is."""

    km: str
    en: str
    confidence: str


@dataclass(frozen=True)
class Year:
    """The days nobody works in a year, where the list comes from, and how sure the list is."""

    number: int
    reference: str
    fact: str
    confidence: str
    weekend: frozenset[int]
    holidays: Mapping[date, Holiday]

    def works(self, day: date) -> bool:
        """Whether a day of this year is a working day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def value(self, holidays: tuple[Holiday, ...]) -> Value:
        """This calendar as a legal value to cite, as sure as the least sure of the holidays counted over."""
        confidence = weakest((self.confidence, *(holiday.confidence for holiday in holidays)))
        id = f"holidays.{self.number}"
        return Value(id, str(self.number), "word", self.reference, self.fact, confidence, date(self.number, 1, 1))


def read_year(path: Path) -> Year:
    """One year's file; `ContentError` when it cannot be used."""
    rows: dict[str, Any] = yaml_file(path)
    holidays: dict[date, Holiday] = {}
    for row in rows["holidays"]:
        if row["day"].year != rows["year"] or row["day"] in holidays or row["confidence"] not in CONFIDENCES:
            raise ContentError(f"{path}: {row['day']}: another year, twice, or no confidence")
        holidays[row["day"]] = Holiday(row["km"], row["en"], row["confidence"])
    weekend = frozenset(WEEKDAYS.index(name) for name in rows["weekend"])
    return Year(rows["year"], rows["reference"], rows["fact"], rows["confidence"], weekend, MappingProxyType(holidays))


@functools.cache
def calendar() -> Days:
    """Every year there is a list for."""
    years = (read_year(path) for path in sorted((library().root / "law" / "holidays").glob("*.yml")))
    return MappingProxyType({year.number: year for year in years})


def working_days_after(start: date, days: int, years: Days) -> Known:
    """The day on which so many working days have passed, the day after `start` being the first that may count.

    Raises `CannotWorkOut`: "no_calendar" when the count runs into a year without a list, "uncertain" when it runs
    over a holiday whose date is not sure.
    """
    day, left = start, days
    crossed: dict[int, list[Holiday]] = {}
    while left:
        day += timedelta(days=1)
        year = years.get(day.year)
        if year is None:
            raise CannotWorkOut("no_calendar", ["from"])
        seen = crossed.setdefault(year.number, [])
        if holiday := year.holidays.get(day):
            seen.append(holiday)
        left -= year.works(day)
    values = tuple(years[number].value(tuple(seen)) for number, seen in crossed.items())
    if any(value.confidence == "low" for value in values):
        raise CannotWorkOut("uncertain", ["from"])
    return Known(day.isoformat(), "date", values)


def kind_of(day: date, years: Days) -> Known:
    """ "working", "weekend" or "holiday"; "unknown" in a year without a list, or on an unsure holiday."""
    year = years.get(day.year)
    if year is None:
        return Known("unknown", "word")
    if day.weekday() in year.weekend:
        return Known("weekend", "word", (year.value(()),))
    holiday = year.holidays.get(day)
    if holiday is None:
        return Known("working", "word", (year.value(()),))
    if holiday.confidence == "low":
        return Known("unknown", "word")
    return Known("holiday", "word", (year.value((holiday,)),))
