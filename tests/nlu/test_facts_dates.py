"""Months and days in three ways of writing, in figures, in the Buddhist era, and seen from today."""

from __future__ import annotations

from datetime import date

import pytest

from tests.nlu.test_facts import said


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("ខែតុលា ឆ្នាំ២០២៦", "2026-10"),
        ("តុលា ២០២៦", "2026-10"),
        ("birth in march 2026", "2026-03"),
        ("Oct, 2025", "2025-10"),
        ("nov 2025", "2025-11"),
        ("khae kompheak chhnam 2026", "2026-02"),
        ("kumpheak 2026", "2026-02"),
        ("makara 2026", "2026-01"),
        ("khae seiha 2025", "2025-08"),
        ("ខែ៥ ឆ្នាំ២០២៦", "2026-05"),
        ("ខែទី៥ ឆ្នាំ២០២៦", "2026-05"),
        ("khae 5 chhnam 2026", "2026-05"),
        ("month 5 2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("05-2026", "2026-05"),
        ("2026-05", "2026-05"),
        ("2026/5", "2026-05"),
        ("ខែវិច្ឆិកា ព.ស. ២៥៧០", "2026-11"),
        ("ខែមីនា ព.ស. ២៥៧០", "2027-03"),
        ("ខែឧសភា ព.ស. ២៥៧០", "2027-05"),
        ("June BE 2570", "2026-06"),
        ("april b.e. 2570", "2027-04"),
    ],
)
def test_a_month_with_its_year_needs_no_today(text: str, month: str) -> None:
    assert said(text, None) == {"month": month}


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "មករា january makara"),
        (2, "កុម្ភៈ february kompheak kumpheak"),
        (3, "មីនា march mina"),
        (4, "មេសា april mesa"),
        (5, "ឧសភា may usaphea"),
        (6, "មិថុនា june mithona"),
        (7, "កក្កដា july kakkada"),
        (8, "សីហា august seiha"),
        (9, "កញ្ញា september kanha kagna"),
        (10, "តុលា october tola"),
        (11, "វិច្ឆិកា november vichheka"),
        (12, "ធ្នូ december thnu"),
    ],
)
def test_every_month_has_its_names(number: int, names: str) -> None:
    for name in names.split():
        lead = "in" if name.isascii() else "ខែ"
        year = 2026 if number <= 11 else 2025
        assert said(f"{lead} {name}") == {"month": f"{year}-{number:02d}"}, name
        assert said(f"{name} 2024") == {"month": f"2024-{number:02d}"}, name


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("my baby was born in March", "2026-03"),
        ("ខ្ញុំសម្រាលកូន ខែធ្នូ", "2025-12"),
        ("I started in november", "2026-11"),
        ("she is due in March", "2027-03"),
        ("the baby will come in January", "2027-01"),
        ("ប្រពន្ធខ្ញុំនឹងសម្រាល ខែមីនា", "2027-03"),
        ("neung samral khae mina", "2027-03"),
        ("I will ask once more, the birth was in March", "2026-03"),
        ("she will give birth in December", "2026-12"),
        ("ហ្នឹងហើយ កើតខែមីនា", "2026-03"),
        ("seiha chhnam mun", "2025-08"),
        ("khae seiha chhnam mun", "2025-08"),
        ("ខែតុលាឆ្នាំក្រោយ", "2027-10"),
        ("October last year", "2025-10"),
        ("ខែ៥", "2026-05"),
        ("kert khae 5", "2026-05"),
        ("month 12", "2025-12"),
        ("last month", "2026-10"),
        ("ខែមុន", "2026-10"),
        ("khae mun", "2026-10"),
        ("this month", "2026-11"),
        ("ខែនេះ", "2026-11"),
        ("khe nis", "2026-11"),
        ("next month", "2026-12"),
        ("ខែក្រោយ", "2026-12"),
        ("khae kraoy", "2026-12"),
        ("two months ago", "2026-09"),
        ("12 months ago", "2025-11"),
        ("២ខែមុន", "2026-09"),
        ("2 khae mun", "2026-09"),
        ("the baby comes in 3 months", "2027-02"),
        ("នៅសល់ ២ខែទៀត", "2027-01"),
    ],
)
def test_a_month_without_a_year_is_seen_from_today(text: str, month: str) -> None:
    assert said(text).get("month") == month


def test_last_month_in_january_is_december() -> None:
    assert said("last month", date(2026, 1, 31)) == {"month": "2025-12"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/8/2026", "2026-08-15"),
        ("15-08-2026", "2026-08-15"),
        ("15.8.2026", "2026-08-15"),
        ("15/8/26", "2026-08-15"),
        ("8/15/2026", "2026-08-15"),
        ("2026-08-15", "2026-08-15"),
        ("15/8/2570", "2026-08-15"),
        ("ថ្ងៃទី១៥ ខែសីហា ឆ្នាំ២០២៦", "2026-08-15"),
        ("ថ្ងៃទី១៥ ខែ៨ ឆ្នាំ២០២៦", "2026-08-15"),
        ("១៥ សីហា ២០២៦", "2026-08-15"),
        ("15 August 2026", "2026-08-15"),
        ("15th of August 2026", "2026-08-15"),
        ("August 15, 2026", "2026-08-15"),
        ("thngai ti 15 khae seiha chhnam 2026", "2026-08-15"),
        ("thngai 15 khae 8 chhnam 2026", "2026-08-15"),
        ("15 August", "2026-08-15"),
        ("august 15th", "2026-08-15"),
        ("ថ្ងៃទី១៥ ខែមុន", "2026-10-15"),
        ("thngai 15 khae mun", "2026-10-15"),
        ("on 15/8", "2026-08-15"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_a_day_of_the_calendar_is_a_date_and_says_its_month(text: str, day: str) -> None:
    assert said(text) == {"date": day, "month": day[:7]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", "2026-11-23"),
        ("ម្សិលមិញ", "2026-11-23"),
        ("msel minh", "2026-11-23"),
        ("today", "2026-11-24"),
        ("ថ្ងៃនេះ", "2026-11-24"),
        ("tngai nis", "2026-11-24"),
        ("tomorrow", "2026-11-25"),
        ("ថ្ងៃស្អែក", "2026-11-25"),
        ("3 days ago", "2026-11-21"),
        ("៣ថ្ងៃមុន", "2026-11-21"),
        ("the day before yesterday", "2026-11-22"),
    ],
)
def test_a_day_seen_from_today_is_a_date_and_leaves_the_month_told_before(text: str, day: str) -> None:
    assert said(text) == {"date": day}


@pytest.mark.parametrize(
    "text",
    [
        "may he join",
        "I may not work for months",
        "march to the ministry",
        "តុលាការ",
        "កញ្ញា ធីតា",
        "ខណ្ឌ",
        "nov siem rep",
        "rongchak nov 20 kanleng",
        "tver kar nov 2018",
        "chhob 5 khae",
        "1 khae 2 dong",
        "ធ្វើការ ៥ខែ",
        "ប្រាក់ខែ 5",
        "ពោះខែ៥",
        "month 5 of pregnancy",
        "បង់ទើបតែខែទី១",
        "មុនសម្រាល ២ខែ",
        "៨ខែមុនសម្រាល",
        "ត្រូវធ្វើការប៉ុន្មានខែមុនសម្រាល",
        "ប្រាក់ខែមុនឈប់",
        "last year",
        "ឆ្នាំមុន",
        "ព.ស. 2570",
        "31/2/2026",
        "45/13/2026",
        "13/2026",
        "2022-2023",
        "born 12/05/1990",
        "012-345-678",
        "1/2",
        "24/7",
        "version 1.2.3",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert not said(text).keys() & {"month", "date"}


def test_the_month_said_in_words_counts_before_the_month_of_a_relative_day() -> None:
    assert said("yesterday I asked about a birth in June") == {"month": "2026-06", "date": "2026-11-23"}
