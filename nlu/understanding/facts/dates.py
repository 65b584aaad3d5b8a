"""Months and days said in a message, by name, in figures or seen from today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import date, timedelta
from typing import NamedTuple

from nlu.understanding.facts.calendar import NAMED, NUMBER, WEAK, common_era, in_reach, likely_year, moved, year_after
from nlu.understanding.facts.words import COUNT, Fact, Span, count, overlaps, pattern


class _When(NamedTuple):
    """A month or a day; the lower the rank, the surer: figures, a month's name, the month seen from today, a day."""

    rank: int
    start: int
    end: int
    year: int
    month: int
    day: int | None = None


_FIGURES = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<y>20\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>\d{1,2})(?![\d/-])"
    r"|(?P<y1>20\d\d)[-/](?P<m1>0?[1-9]|1[0-2])(?![\d/-])"
    r"|(?P<d2>\d{1,2}) ?(?P<s2>[/.-]) ?(?P<m2>\d{1,2}) ?(?P=s2) ?(?P<y2>2[056]\d\d|(?<=[/-])\d\d)(?![\d/-])"
    r"|(?P<m3>0?[1-9]|1[0-2]) ?[-/] ?(?P<y3>2[056]\d\d)(?![\d/-])"
    r"|(?P<m4>0?[1-9]|1[0-2])\.(?P<y4>20\d\d)(?![\d./-]))"
)
_DAY_MONTH = re.compile(
    r"(?:ថ្ងៃ(?:ទី)? ?|(?<![a-z])(?:on|date|since|until|from"
    r"|th?ngai(?: ti)?) )(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?![\d/-])"
)
_NOT_OF_TIME = r"(?<!ប្រាក់)(?<!លុយ)(?<!មួយ)(?<!រាល់)(?<!ពីរ)(?<!បី)(?<!ប៉ុន្មាន)(?<!\d)(?<!\d )"
_NOT_OF_TIME_LATIN = "".join(
    f"(?<!{word} )" for word in ("brak", "luy", "mouy", "muoy", "roal", "ponman", r"\d", "per", "a")
)
_COUNTED = (
    r"(?![\d%$]|[.,/-]\d| ?(?:នាក់|ដង|ថ្ងៃ(?!ទី)|ខែ|ម៉ឺន|សែន|លាន|ពាន់|រយ|ដុល|រៀល|ម៉ោង|ភាគរយ|\$|"
    r"(?:neak|nak|dong|times?|days?|months?|th?ngai|khae|mern|sen|lean|dollars?|usd|riel|of preg\w*"
    r"|percent)(?![a-z])))"
)
_DAY_WORD = r"(?:ថ្ងៃ(?:ទី)? ?|(?<![a-z])(?:th?ngai|th?ngay)(?: ti)? )"
_NUMBERED = re.compile(
    rf"(?:(?:{_DAY_WORD}(?P<d>\d{{1,2}}) ?|{_NOT_OF_TIME})ខែ(?P<ti>ទី)? ?"
    rf"|(?:{_DAY_WORD}(?P<d2>\d{{1,2}}) |(?<![a-z]){_NOT_OF_TIME_LATIN})(?:khae|khe|month) (?P<ti2>ti )?)"
    rf"(?P<n>0?[1-9]|1[0-2]){_COUNTED}"
)
_WITH_CHILD = re.compile(r"(?:ពោះ|គភ៌|pregnan\w*|(?<![a-z])poh(?![a-z])).{0,12}$")

_DAY_BEFORE = re.compile(rf"(?:{_DAY_WORD})?(?<![\d.,/])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of| day of)?[ ,/-]{{0,2}}$")
_DAY_AFTER = re.compile(
    r" (?P<d>0?[1-9]|[12]\d|3[01])(?P<th>st|nd|rd|th)?(?![\d%$a-z]|[.,:/-]\d| ?(?:\$|(?:workers?|people|dollars?|usd"
    r"|riel|months?|days?|years?|times|neak|percent|or|to)(?![a-z])))"
)
_LEADS = re.compile(
    r"(?<![a-z])(?:in|since|last|next|this|by|until|till|of|from|for|before|after|during|early|late|mid"
    r"|end of|and|to|or) $"
)
_MAY_BE = re.compile(
    r" (?:i|we|he|she|they|you|it|not|be|have|get|also|the|a|my|our|your|one|this|pick|go|come|join)(?![a-z])"
)
# "nov siem reap": in romanised Khmer `nov` is "at".
_ROMANISED = pattern(
    "",
    r"knhom|khnom|nhom|tver|ban|mean|heuy|hz|haey|ot|chhnam|khae|khe|neak|krumhun|rong ?chak|jol|chol|te"
    r"|kat|prer|taoke|thaoke",
)
_KHAN = re.compile(r"(?:ខណ្ឌ|(?<![a-z])(?:khan|district|prampi|pram pi) ?)\d?$")

_EVENT = (
    r"(?! ?(?:សម្រាល|ឆ្លង|កើត|អាយុ|ពេល|នឹង|គេ|ចូល|ឈប់|ស្លាប់|ផុត|(?:samral|somral|ayu|pel|chol|jol|chhob|kert|slab"
    r"|the|i|birth)(?![a-z])))"
)
_ALONE = r"(?<!ប្រាក់)(?<!លុយ)(?<!\d)(?<!\d )(?<!ពីរ)(?<!មួយ)(?<!បី)(?<!ប៉ុន្មាន)"
_ALONE_LATIN = r"(?<!brak )(?<!luy )(?<!\d )(?<!mouy )(?<!muoy )(?<!pi )(?<!two )(?<!ponman )"
_MONTHS_AWAY = (
    (
        -1,
        pattern(
            rf"{_ALONE}ខែ(?:មុន|ទៅ)(?!មុខ)",
            rf"last month|past month|previous month|{_ALONE_LATIN}(?:khae|khe|kae) (?:mun|moun)",
        ),
    ),
    (
        0,
        pattern(
            r"ក្នុងខែនេះ|ខែនេះ|ខែហ្នឹង", r"this month|current month|(?:khae|khe|kae) (?:nis|nih|neh|nes|nus|hneng|ning)"
        ),
    ),
    (
        1,
        pattern(
            rf"{_ALONE}ខែ(?:ក្រោយ|មុខ)(?:នេះ)?",
            rf"next month|coming month|{_ALONE_LATIN}(?:khae|khe|kae) (?:kroy|kraoy|krouy|kray|muk|mouk)",
        ),
    ),
)
_DAY_OF = re.compile(
    rf"(?:{_DAY_WORD}(?P<d>\d{{1,2}}) ?|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th) (?:of )?)"
    r"(?:(?P<last>ខែមុន|last month|(?:khae|khe) mun)|(?P<this>ខែនេះ|this month|(?:khae|khe) ni[sh])"
    r"|(?P<next>ខែក្រោយ|next month|(?:khae|khe) kra?ou?y))"
)
_AWAY = {"last": -1, "this": 0, "next": 1}
_AGO = r"(?:កន្លងទៅ|(?:ago|kanlong tov)(?![a-z])|មុន" + _EVENT + r"|mun(?![a-z])" + _EVENT + ")"
_MONTHS_AGO = re.compile(rf"(?P<n>{COUNT}) ?(?:ខែ|(?:months?|khae|khe)(?![a-z])) ?{_AGO}")
_IN_MONTHS = re.compile(
    rf"(?:(?<![a-z])in (?P<n>{COUNT}) months?(?![a-z])(?! (?:of|i|we|he|she))|(?P<n1>{COUNT}) months? from now"
    rf"|(?:សល់|នៅ|(?<![a-z])(?:nov|sal) )(?:តែ)? ?(?P<n2>{COUNT}) ?(?:ខែ|(?:khae|khe)(?![a-z])) ?(?:ទៀត|tiet))"
)
_DAYS_AWAY = (
    (-2, pattern(r"ម្សិលម្ងៃ", r"day before yesterday|msel mngai|msil mngai")),
    (-1, pattern(r"ម្សិលមិញ|យប់មិញ", r"(?<!before )yesterday|last night|m ?s[ei]l ?m[ei]nh?|msal minh|yub minh|yup minh")),
    (0, pattern(r"ថ្ងៃនេះ|ព្រឹកមិញ|ព្រឹកនេះ", r"today|this morning|t(?:h)?ngai (?:nis|nih|neh|nes)|prek minh|pruk minh")),
    (1, pattern(r"(?:ថ្ងៃ)?ស្អែក", r"tomorrow|(?:t(?:h)?ngai )?sa[ -]ek|saek")),
)
_DAYS_AGO = re.compile(rf"(?P<n>{COUNT}) ?(?:ថ្ងៃ|(?:days?|th?ngai)(?![a-z])) ?{_AGO}")
_MOST_MONTHS, _MOST_DAYS = 120, 400
_BY_DAYS = 3


def months_and_days(text: str, today: date | None, taken: Set[int]) -> tuple[list[Fact], list[Span]]:
    """Facts `month` "YYYY-MM" and `date` "YYYY-MM-DD" (a calendar day says its month too); the spans of all dates."""
    found = [*_in_figures(text, today), *_by_name(text, today), *_numbered(text, today)]
    if today is not None:
        found += [*_from_today(text, today)]
    found = [one for one in found if in_reach(one.year) and not overlaps((one.start, one.end), taken)]
    found.sort(key=lambda one: (one.rank, one.start))
    facts = []
    day = next((one for one in found if one.day is not None), None)
    # "Can I get it today?" must not replace the month of the birth told before.
    month = next((one for one in found if one.rank < _BY_DAYS), None)
    if month:
        facts.append(Fact("month", f"{month.year}-{month.month:02d}", month.start, month.end))
    if day:
        facts.append(Fact("date", f"{day.year}-{day.month:02d}-{day.day:02d}", day.start, day.end))
    return facts, [(one.start, one.end) for one in found]


def _real(year: int, month: int, day: int | None) -> bool:
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return True


def _part(match: re.Match[str], letter: str) -> int | None:
    return next((int(said) for name, said in match.groupdict().items() if said and name[0] == letter), None)


def _in_figures(text: str, today: date | None) -> Iterator[_When]:
    for match in _FIGURES.finditer(text):
        year, month, day = (_part(match, letter) for letter in "ymd")
        if year is None or month is None:
            continue
        if month > 12 and day is not None and day <= 12:  # month first, as on some forms
            month, day = day, month
        year = common_era(year + 2000 if year < 100 else year, month)
        if month <= 12 and _real(year, month, day):
            yield _When(0, *match.span(), year, month, day)
    if today is None:
        return
    for match in _DAY_MONTH.finditer(text):
        day, month = int(match["d"]), int(match["m"])
        if 1 <= month <= 12:
            year = likely_year(text, *match.span(), month, today)
            if _real(year, month, day):
                yield _When(1, *match.span(), year, month, day)


def _by_name(text: str, today: date | None) -> Iterator[_When]:
    romanised: bool | None = None
    for match in NAMED.finditer(text):
        name, start, end = match["km"] or match["la"], match.start(), match.end()
        left = text[max(0, start - 24) : start]
        if name == "nov" and romanised is None:
            romanised = _ROMANISED.search(text) is not None
        if _KHAN.search(left) or (name == "nov" and romanised) or (name == "may" and _MAY_BE.match(text, end)):
            continue
        month = NUMBER[name]
        before = _DAY_BEFORE.search(left)
        day, with_year = None, year_after(text, end, month, today)
        if before and 1 <= int(before["d"]) <= 31:
            day, start = int(before["d"]), start - len(left) + before.start()
        elif name != "nov" and match["la"] and with_year is None and (after := _DAY_AFTER.match(text, end)):
            day, end = int(after["d"]), after.end()
            with_year = year_after(text, end, month, today)
        if with_year:
            year, end = with_year
        elif today is None or (name in WEAK and not (match["khae"] or day or _LEADS.search(left))):
            continue
        else:
            year = likely_year(text, start, end, month, today)
        if _real(year, month, day):
            yield _When(0 if with_year else 1, start, end, year, month, day)


def _numbered(text: str, today: date | None) -> Iterator[_When]:
    for match in _NUMBERED.finditer(text):
        month, start, end = int(match["n"]), match.start(), match.end()
        with_year = year_after(text, end, month, today)
        # "ខែទី 5" counts months ("the fifth month") unless a year makes it a month of the calendar.
        if (match["ti"] or match["ti2"]) and not with_year:
            continue
        left = text[max(0, start - 24) : start]
        if with_year:
            year, end = with_year
        elif today is None or _WITH_CHILD.search(left):
            continue
        else:
            year = likely_year(text, start, end, month, today)
        day = _part(match, "d")
        if _real(year, month, day):
            yield _When(0 if with_year else 1, start, end, year, month, day)


def _from_today(text: str, today: date) -> Iterator[_When]:
    for away, one in _MONTHS_AWAY:
        for match in one.finditer(text):
            year, month = moved(today, away)
            yield _When(2, *match.span(), year, month)
    for match in _DAY_OF.finditer(text):
        year, month = moved(today, next(_AWAY[which] for which in _AWAY if match[which]))
        day = _part(match, "d")
        if _real(year, month, day):
            yield _When(1, *match.span(), year, month, day)
    for direction, one in ((-1, _MONTHS_AGO), (1, _IN_MONTHS)):
        for match in one.finditer(text):
            number = count(next(value for value in match.groupdict().values() if value))
            if 0 < number <= _MOST_MONTHS:
                yield _When(2, *match.span(), *moved(today, direction * number))
    for away, one in _DAYS_AWAY:
        for match in one.finditer(text):
            yield _day(today + timedelta(days=away), match.span())
    for match in _DAYS_AGO.finditer(text):
        if 0 < count(match["n"]) <= _MOST_DAYS:
            yield _day(today - timedelta(days=count(match["n"])), match.span())


def _day(when: date, span: Span) -> _When:
    return _When(_BY_DAYS, *span, when.year, when.month, when.day)
