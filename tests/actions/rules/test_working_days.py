"""Working days are counted on the calendar of the year; a year without a list, or an unsure feast, gives no date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.library import ContentError, library
from actions.rules import CannotWorkOut
from actions.rules.working_days import calendar, kind_of, read_year, working_days_after
from nlu.khmer.normalise import normalise

FILES = sorted((library().root / "law" / "holidays").glob("*.yml"))


def _after(start: date, days: int) -> str:
    return str(working_days_after(start, days, calendar()).value)


def _refusal(start: date, days: int) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(CannotWorkOut) as refusal:
        working_days_after(start, days, calendar())
    return refusal.value.reason, refusal.value.missing


def test_there_are_lists_from_the_year_of_the_first_limit_in_working_days() -> None:
    assert sorted(calendar()) == [2024, 2025, 2026, 2027]
    assert [len(calendar()[year].holidays) for year in (2024, 2025, 2026, 2027)] == [23, 22, 21, 22]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_is_whole_and_names_its_source(path: Path) -> None:
    year = read_year(path)
    assert path.stem == str(year.number)
    assert year.fact in library().facts and set(library().references[year.reference]) == {"km", "en"}
    assert year.weekend == {5, 6} and year.confidence == "medium"
    fixed = {(1, 1), (1, 7), (3, 8), (5, 1), (5, 14), (6, 18), (9, 24), (10, 15), (10, 29), (11, 9), (12, 29)}
    assert fixed <= {(day.month, day.day) for day in year.holidays}
    for holiday in year.holidays.values():
        assert holiday.en.isascii() and normalise(holiday.km) == holiday.km != holiday.en


def test_moving_feasts_of_a_year_worked_out_ahead_are_not_sure() -> None:
    unsure = {day for day, holiday in calendar()[2027].holidays.items() if holiday.confidence == "low"}
    assert len(unsure) == 11 and date(2027, 4, 14) in unsure and date(2027, 1, 7) not in unsure
    assert all(
        holiday.confidence == "medium" for year in (2024, 2025, 2026) for holiday in calendar()[year].holidays.values()
    )


def test_the_first_day_counted_is_the_next_working_day() -> None:
    assert _after(date(2025, 7, 1), 1) == "2025-07-02"
    assert _after(date(2025, 7, 4), 1) == "2025-07-07"
    assert _after(date(2025, 7, 5), 1) == "2025-07-07"
    assert _after(date(2025, 7, 1), 0) == "2025-07-01"


def test_holidays_and_the_turn_of_a_year_are_stepped_over() -> None:
    assert _after(date(2025, 12, 26), 1) == "2025-12-30"
    assert _after(date(2025, 12, 31), 1) == "2026-01-02"
    assert _after(date(2026, 11, 20), 1) == "2026-11-26"


def test_the_date_rests_on_every_year_it_was_counted_through() -> None:
    known = working_days_after(date(2026, 12, 28), 5, calendar())
    assert known.ids == ("holidays.2026", "holidays.2027")
    assert (known.unit, known.confidence) == ("date", "medium")
    first = known.rests_on[0]
    assert (first.value, first.unit, first.fact, first.since) == ("2026", "word", "Y01", date(2026, 1, 1))
    assert first.reference == "public_holidays_2026"
    assert working_days_after(date(2026, 12, 31), 1, calendar()).ids == ("holidays.2027",)


def test_a_year_without_a_list_is_not_guessed() -> None:
    assert _refusal(date(2027, 12, 31), 1) == ("no_calendar", ("from",))
    assert _refusal(date(2023, 12, 29), 1) == ("no_calendar", ("from",))
    assert _after(date(2027, 12, 30), 1) == "2027-12-31"


def test_an_unsure_feast_on_the_way_gives_no_date() -> None:
    assert _after(date(2027, 4, 12), 1) == "2027-04-13"
    assert _refusal(date(2027, 4, 13), 1) == ("uncertain", ("from",))
    assert _after(date(2027, 4, 16), 1) == "2027-04-19"


@settings(max_examples=50, deadline=None)
@given(start=st.dates(date(2024, 1, 1), date(2026, 9, 1)), days=st.integers(1, 60))
def test_a_later_start_or_more_days_never_end_earlier(start: date, days: int) -> None:
    end = _after(start, days)
    assert end <= _after(start + timedelta(days=1), days)
    assert end < _after(start, days + 1)
    assert kind_of(date.fromisoformat(end), calendar()).value == "working"
    assert (date.fromisoformat(end) - start).days >= days


@pytest.mark.parametrize(
    ("day", "kind", "ids"),
    [
        (date(2026, 11, 20), "working", ("holidays.2026",)),
        (date(2026, 11, 21), "weekend", ("holidays.2026",)),
        (date(2026, 11, 22), "weekend", ("holidays.2026",)),
        (date(2026, 11, 23), "holiday", ("holidays.2026",)),
        (date(2026, 10, 10), "weekend", ("holidays.2026",)),
        (date(2027, 4, 14), "unknown", ()),
        (date(2027, 11, 13), "weekend", ("holidays.2027",)),
        (date(2028, 1, 3), "unknown", ()),
    ],
)
def test_the_kind_of_a_day(day: date, kind: str, ids: tuple[str, ...]) -> None:
    known = kind_of(day, calendar())
    assert (known.value, known.unit, known.ids) == (kind, "word", ids)


@pytest.mark.parametrize(
    "change",
    [{"day": date(2025, 1, 1)}, {"confidence": "sure"}, None],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, change: dict[str, object] | None) -> None:
    rows = yaml.safe_load(FILES[-1].read_text(encoding="utf-8"))
    rows["holidays"].append(rows["holidays"][0] if change is None else rows["holidays"].pop() | change)
    path = tmp_path / "2027.yml"
    path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError):
        read_year(path)
