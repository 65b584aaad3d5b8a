"""Names of the months in three ways of writing, years of two eras, and which year a month without one belongs to."""

from __future__ import annotations

import re
from datetime import date

from nlu.khmer.normalise import normalise
from nlu.understanding.facts.words import pattern

_NAMES = (
    "មករា|january|jan|makara|meakkara|makra",
    "កុម្ភៈ|កុម្ភះ|កុម្ភ|កុម្ភា|february|feb|febuary|kompheak|kumpheak|kumphak|komphak|kompheakh|kumpeak",
    "មីនា|march|mar|mina|meana|minea",
    "មេសា|april|apr|mesa|mesaa",
    "ឧសភា|ឧសភៈ|may|usaphea|ousaphea|osaphea|uksaphea|ousphea|usphea",
    "មិថុនា|មិថុណា|june|jun|mithona|mithuna|mithunea|mithouna",
    "កក្កដា|កក្កដ|july|jul|kakkada|kakada|kakkda|kakkda",
    "សីហា|august|aug|seiha|sayha|seyha|seha|siha",
    "កញ្ញា|september|sept|sep|kanha|kagna|kanhea|kannha|kanya|kanhnha",
    "តុលា|october|oct|tola|tula|tolea",
    "វិច្ឆិកា|វិច្ឆកា|វិចិ្ឆកា|november|nov|vichheka|vicheka|vichika|vichhika|vichhikea|vechheka",
    "ធ្នូ|december|dec|thnu|thnou|tnu|thnoo",
)
NUMBER = {normalise(name): n for n, names in enumerate(_NAMES, 1) for name in names.split("|")}
# Also other words (may, march, jun = give, nov = at, kanha = Miss), or short: they need "ខែ", "in", a day or a year.
_WEAK = (
    "កញ្ញា", "កុម្ភ", "កក្កដ", "march", "may", "jan", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "dec",
    "mina", "meana", "minea", "mesa", "mesaa", "seha", "siha", "seiha", "sayha", "seyha", "kanha", "kagna",
    "kanya", "kanhea", "kannha", "tola", "tula", "tolea", "thnu", "thnou", "tnu", "makara", "makra", "nov",
    "feb",
)  # fmt: skip
WEAK = frozenset(normalise(name) for name in _WEAK)
_KHMER = "|".join(sorted((name for name in NUMBER if not name.isascii()), key=len, reverse=True))
_LATIN = "|".join(sorted((name for name in NUMBER if name.isascii()), key=len, reverse=True))
NAMED = re.compile(
    rf"(?P<khae>ខែ ?|(?<![a-z])(?:khae|khe|kae|khea|month of|month) )?"
    rf"(?:(?P<km>{_KHMER})(?![\u17b6-\u17d3\u17dd])(?!ការ)|(?<![a-z])(?P<la>{_LATIN})(?![a-z]))"
)

_NOT_A_YEAR = r"(?![\d%$]|[.,/-]\d| ?(?:\$|ដុល|រៀល|៛|នាក់|(?:riel|dollars?|usd|neak|nak|people|workers)(?![a-z])))"
_YEAR = re.compile(
    r"[ ,/-]{0,2}(?:(?P<said>ឆ្នាំ|(?:chhnam|chnam|year|of)(?![a-z])) ?)?"
    r"(?:(?P<era>ព ?\.? ?ស ?\.?|ពុទ្ធសករាជ|b\.?e\.?(?![a-z]))|គ ?\.? ?ស ?\.?|a\.?d\.?(?![a-z]))? ?"
    rf"(?P<year>20\d\d|2[56]\d\d){_NOT_A_YEAR}"
    r"| ?,? ?(?:ឆ្នាំ(?P<km>មុន|នេះ|ក្រោយ|ទៅ)|(?:of )?(?P<en>last|this|next) year(?![a-z])|(?:chhnam"
    r"|chnam) (?P<la>mun|nis|nih|neh|kroy|kraoy|krouy)(?![a-z]))"
)
_WHICH = {"មុន": -1, "ទៅ": -1, "last": -1, "mun": -1, "ក្រោយ": 1, "next": 1, "kroy": 1, "kraoy": 1, "krouy": 1}
_FIRST_BE, _FIRST, _LAST = 2500, 2005, 2099
_VISAKHA = 5


def common_era(year: int, month: int) -> int:
    """The common year of a year written in either era.

    Buddhist year minus 543. The Cambodian year begins at Visakha Bochea (late April or May), so June to December
    still belong to the common year before: BE 2570 runs from May 2026 to May 2027. In May the month does not tell on
    which side of the feast the day lies, and the plain convention is kept.
    """
    if year < _FIRST_BE:
        return year
    return year - 543 - (month > _VISAKHA)


def year_after(text: str, at: int, month: int, today: date | None) -> tuple[int, int] | None:
    """The year said right after a month, and where it ends; "last year" counts when today is known."""
    match = _YEAR.match(text, at)
    if match is None:
        return None
    if match["year"]:
        year = int(match["year"])
        if year >= _FIRST_BE and not (match["era"] or match["said"]):
            return None
        year = common_era(year, month)
        return (year, match.end()) if _FIRST <= year <= _LAST else None
    if today is None:
        return None
    return today.year + _WHICH.get(match["km"] or match["en"] or match["la"], 0), match.end()


def in_reach(year: int) -> bool:
    """True for a year NSSF can have to do with; earlier ones are birth dates."""
    return _FIRST <= year <= _LAST


def moved(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1


_COMES = pattern(
    "(?<!\u17d2)(?<!មួយ)(?<!ដូច)នឹង|ខាងមុខ|គ្រោង|ត្រូវសម្រាល|ជិតសម្រាល|ទៀត",
    r"next|coming|upcoming|will|due|expect\w*|going to|about to|nung|neung|nerng|khang mou?k|krong neung"
    r"|jit samral|tiet",
)
_WENT = pattern(
    r"តាំងពី|កាលពី|រួចហើយ|កើតហើយ|មុន",
    r"gave|was|were|had|did|since|born|last|delivered|started|stopped|already|past|tang pi|tang tae|kal pi"
    r"|heuy|haey|hz|mun",
)
_MARK = re.compile(f"(?P<comes>{_COMES.pattern})|(?P<went>{_WENT.pattern})")
_CLAUSE = re.compile(r"[,;?!។\n]|\. ")
_LEFT, _RIGHT = 40, 16


def likely_year(text: str, start: int, end: int, month: int, today: date) -> int:
    """The year of a month said without one: the latest not after today, or the next when the words say future."""
    begin, finish = max(0, start - _LEFT), min(len(text), end + _RIGHT)
    for stop in _CLAUSE.finditer(text, begin, start):
        begin = stop.end()
    marks = [match.lastgroup for match in _MARK.finditer(text, begin, start)]
    stop_after = _CLAUSE.search(text, end, finish)
    after = _MARK.search(text, end, stop_after.start() if stop_after else finish)
    said = marks[-1] if marks else after.lastgroup if after else None
    if said == "comes":
        return today.year + (month < today.month)
    return today.year - (month > today.month)
