"""Facts said in a message: wage, children, month, province, speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from nlu.khmer.digits import amounts
from nlu.khmer.normalise import normalise
from nlu.understanding.places import province


class Fact(NamedTuple):
    """One fact and where in the text it stands."""

    name: str
    value: Any
    start: int
    end: int


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(normalise(text))


_TRIPLETS = _pattern(
    r"ភ្លោះ ?(?:បី|3)|ភ្លោះៗ? ?3|កូន ?(?:បី|3) ?(?:នាក់)? ?(?:ព្រមគ្នា|ក្នុងពេលតែមួយ)|\btriplets?\b|\bthree babies\b"
    r"|\bph?l(?:uo|ou|o|u|oo)(?:h|s|hs|os)? ?(?:bey|bei|3|b3y)\b"
)
_TWINS = _pattern(
    r"ភ្លោះ|កូន ?(?:ពីរ|2) ?(?:នាក់)? ?(?:ព្រមគ្នា|ក្នុងពេលតែមួយ)|\btwins?\b|\btwo babies\b"
    r"|\b(?:kon|koun|kun) ?ph?l(?:uo|ou|o|u|oo)(?:h|s|hs|os)?\b|\bph(?:luo|lou)(?:h|s)\b"
)
_ONE_CHILD = _pattern(
    r"កូន ?(?:តែ)? ?(?:មួយ|1)(?: ?នាក់)?|\b(?:one|1|single) (?:child|baby|kid)\b|\b(?:kon|koun) (?:muy|muoy|1)\b"
)
_WAGE_WORD = _pattern(
    r"ប្រាក់ខែ|ប្រាក់ឈ្នួល|ប្រាក់បៀវត្ស|លុយខែ|ចំណូល|បើកបាន|\b(?:salary|wages?|pay|paid|earn\w*|income|make|get)\b"
    r"|\b(?:b|p)rak ?k(?:h)?(?:ae|e|hae)\b|\bluy ?kh?(?:ae|e)\b|\bchh?nuo?l\b|\bberk ban\b"
)
_EMPLOYER = _pattern(
    r"ខ្ញុំជា(?:ថៅកែ|និយោជក|ម្ចាស់|អ្នកគ្រប់គ្រង|បុគ្គលិករដ្ឋបាល|គណនេយ្យករ)|(?:កម្មករ|បុគ្គលិក)(?:របស់)? ?(?:ខ្ញុំ|យើង|ក្រុមហ៊ុន)"
    r"|ក្រុមហ៊ុន(?:របស់)? ?(?:ខ្ញុំ|យើង) ?មាន(?:កម្មករ|បុគ្គលិក)|\bi(?: a|')m (?:an? |the )?(?:employer|owner|boss|hr|accountant)\b"
    r"|\b(?:my|our) (?:workers|employees|staff)\b|\bi (?:own|run|employ)\b|\bwe employ\b"
    r"|\bk?n?h?nh?om (?:jea|chea) (?:thao?kae?|taok[ae]e?|niyochok|machas)\b"
)
_WORKER = _pattern(
    r"ថៅកែ(?:របស់)? ?(?:ខ្ញុំ|យើង)|ខ្ញុំជា(?:កម្មករ|កម្មការិនី|បុគ្គលិក|និយោជិត)|\bmy (?:boss|employer|manager|supervisor)\b"
    r"|\bi(?: a|')m a (?:\w+ )?worker\b|\b(?:taoke|thaoke|thaokae|taokae) (?:knhom|khnom|nhom|kyom)\b"
)
_MONTHS = (
    ("មករា", "january", "jan"), ("កុម្ភៈ", "february", "feb"), ("មីនា", "march", "mar"), ("មេសា", "april", "apr"),
    ("ឧសភា", "may", "may"), ("មិថុនា", "june", "jun"), ("កក្កដា", "july", "jul"), ("សីហា", "august", "aug"),
    ("កញ្ញា", "september", "sep"), ("តុលា", "october", "oct"), ("វិច្ឆិកា", "november", "nov"), ("ធ្នូ", "december", "dec"),
)  # fmt: skip
_MONTH_NUMBER = {normalise(name): n for n, names in enumerate(_MONTHS, 1) for name in names}
_MONTH_NAME = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_MONTH = re.compile(
    rf"(?P<name>{_MONTH_NAME})[a-z]* ?,? ?(?:ឆ្នាំ ?)?(?P<year>20\d\d)"
    r"|(?<!\d)(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?!\d)"
    r"|(?:ខែ ?|(?<![\d/]))(?P<m2>0?[1-9]|1[0-2]) ?(?:/|ឆ្នាំ) ?(?P<y2>20\d\d)(?!\d)"
)
_SMALLEST_RIEL, _LARGEST_DOLLARS = 50_000, 20_000


def _wage(text: str) -> Fact | None:
    spoken_of = _WAGE_WORD.search(text) is not None
    for amount in amounts(text):
        currency = amount.currency
        if currency is None and spoken_of:
            if amount.amount >= _SMALLEST_RIEL:
                currency = "KHR"
            elif 40 <= amount.amount <= _LARGEST_DOLLARS and not re.match(
                r" ?(?:%|ខែ|ឆ្នាំ|ថ្ងៃ|ម៉ោង|នាក់|months?|years?|days?|hours?|/|-)", text[amount.end :]
            ):
                currency = "USD"
        if currency is not None:
            return Fact("wage", {"amount": amount.amount, "currency": currency}, amount.start, amount.end)
    return None


def _found(text: str) -> Iterator[Fact]:
    wage = _wage(text)
    if wage:
        yield wage
    for children, pattern in ((3, _TRIPLETS), (2, _TWINS), (1, _ONE_CHILD)):
        match = pattern.search(text)
        if match:
            yield Fact("children", children, *match.span())
            break
    month = _MONTH.search(text)
    if month:
        number = _MONTH_NUMBER[month["name"]] if month["name"] else int(month["m"] or month["m2"])
        yield Fact("month", f"{month['year'] or month['y'] or month['y2']}-{number:02d}", *month.span())
    for speaker, pattern in (("worker", _WORKER), ("employer", _EMPLOYER)):
        match = pattern.search(text)
        if match:
            yield Fact("speaker", speaker, *match.span())
            break
    place = province(text)
    if place:
        yield Fact("province", *place)


def facts_in(text: str) -> list[Fact]:
    """Facts of a prepared text (normalised, lower case, ASCII digits), each name at most once."""
    return list(_found(text))
