"""What somebody is paid: a month's wage or a day's, and not what is cut, billed, fined, granted or lent."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise
from typing import NamedTuple

from nlu.khmer.digits import Amount, amounts
from nlu.understanding.facts.words import Fact, overlaps, pattern

_PAY = pattern(
    r"ប្រាក់(?:ខែ|ឈ្នួល|បៀវត្ស)|លុយខែ|លុយឈ្នួល|បៀវត្ស|ប្រាក់ថ្ងៃ|ចំណូល|បើកបាន|បើកខែ|រកបាន|ជួល",
    r"salar(?:y|ies)|wages?|earn\w*|incomes?|gross|paycheck|payroll|(?:i|we|he|she|they) (?:only )?(?:make"
    r"|get(?: paid)?)|makes|gets"
    r"|(?:my|his|her|their|the|monthly|daily|base|basic|take home) pay|pay is|pays|pay (?:me|us|him|her"
    r"|them|an?|each|every|our|my|the|workers?|staff)"
    r"|(?:am|is|are|'m|get|gets|got|was|were|being|be) (?:only |just )?paid|paid (?:me|us|him|her|them)"
    r"|[bp]rak ?kh?(?:ae|e|hae)|luy ?kh?(?:ae|e)|chh?nuo?l|b[eo]rk ban|baek ban|rok ban|chomnol|jomnol|kh?ae knhom",
)
# "ថ្លៃ", "pinay", "gave": the amount that follows is something other than pay.
_NOT_PAY = pattern(
    r"(?<!វះ)កាត់(?!ដេរ|តាម)(?:យក)?(?:ពី)?(?:លុយ|ប្រាក់)?(?:ពី)?(?:ប្រាក់)?(?:ខែ|ឈ្នួល)?|ដក(?:លុយ|ប្រាក់ខែ)|ពិន័យ|ផាក"
    r"|(?<!ទាំង)អស់|បង់|ចំណាយ|ថ្លៃ|តម្លៃ|ទារ"
    r"|សុំ(?:លុយ|ប្រាក់)(?!ខែ)|ជំពាក់|ខ្ចី|កម្ចី|បំណុល|រង្វាន់|អតីតភាព|ឧបត្ថម្ភ|សំណង|បំណាច់|ម៉ោងបន្ថែម|ថែមម៉ោង|ឱ្យ(?:(?:លុយ"
    r"|ប្រាក់)(?!ខែ|ឈ្នួល)|តែ)|សូក|សម្រាល|ភ្លោះ|បុណ្យ"
    r"|កូន(?:ម្នាក់|មួយ)|អត្រា|ទិញ|លក់|ផ្ញើ|ផ្ទេរ|ស្ម័គ្រចិត្ត|វិក្កយបត្រ|កក់|ការប្រាក់|មាតុភាព",
    r"(?:cuts?|cutting|deduct\w*|took|takes) (?:(?:from )?(?:my|our|the) (?:salary|wages?|pay) )?(?:by )?"
    r"|fine[sd]?|fining|penalt(?:y|ies)|bills?|charge[sd]?|costs?"
    r"|prices?|fees?|loans?|debts?|borrow\w*|owe[sd]?|rent|bonus(?:es)?|seniority|allowances?|overtime"
    r"|compensation|gave|offer\w*|wants?|demand\w*|asks?|asked"
    r"|refund\w*|reimburse\w*|grants?|cash|funeral|births?|baby|twins|delivery|maternity|benefits?"
    r"|pension (?:is|of|was)|exchange|transfer\w*|deposit\w*|medicine"
    r"|bought|buy|sell|sold|spent|spend|bribe\w*|(?:do|does|did|will|can|would|should) (?:i|we|he|she"
    r"|they) (?:get|receive)|paid|paying|voluntary"
    r"|kat(?! der)(?: pi)?(?: luy(?: khae| khe)?| brak ?kh?a?e)?(?: knhom| yeung)?|dok luy|pinay"
    r"|os(?: luy)?|thlai|tlai|thlay|tlay|damlai|domlai|tea luy|som luy|oy (?:luy|tae?)|rongvan|bonus"
    r"|samral|somral"
    r"|bon sop|ph?luo?[hs]|ph?lou[hs]|phloh|jompeak|chompeak|kchey|khchey|somnong|atra|smakchit",
)
_JUST_BEFORE_NOT = re.compile(r"(?<![a-z])(?:pay|bong|bong nssf|bong luy|pay only|pay about) ?$")
_MARKS = re.compile(f"(?P<pay>{_PAY.pattern})|(?P<other>{_NOT_PAY.pattern})")
_MORE_OR_LESS = re.compile(
    pattern(
        r"(?:លើស|ក្រោម|តិចជាង|ច្រើនជាង|យ៉ាងតិច|យ៉ាងច្រើន|មិនដល់|ខ្ពស់ជាង|ទាបជាង)(?:ពី)?",
        r"above|over|under|below|(?:less|more|lower|higher) than|at (?:least|most)|up to|le[ru]s|kraom|krom|min dol",
    ).pattern.join(("(?:", ") ?$"))
)
_OR = re.compile(r" ?(?:-|–|—|~|ដល់|ទៅ|ឬ|រឺ|(?<![a-z])(?:to|or|and|till|until|dol|dal|reu|rue|tov)(?![a-z])) ?")
_NOT_AFTER = pattern(
    r" ?(?:ក្នុងមួយខែ ?)?(?:ថ្លៃ|ពិន័យ|ពេលសម្រាល|ពីប្រាក់ខែ|សម្រាប់កូន|ឱ្យនៅស្ងៀម|ក្រោយ(?:ប្តី|ប្រពន្ធ)|នៅ(?:ពេទ្យ|គ្លីនិក)|%|ភាគរយ)",
    r"",
).pattern + (
    r"| ?(?:(?:a|per|every|each) month )?(?:(?:is |are |was |be |being )?(?:taken|cut|deducted|removed"
    r"|missing|fine|bonus|fee|bill|loan|rent)"
    r"|from (?:my|our|the|his|her) (?:salary|wages?|pay)|(?:for|per|each) (?:an? |the |my |our |each |one "
    r"|every )?(?:baby|child|birth|twins|funeral|hospital|clinic|medicine"
    r"|treatment|bill|fine|dollar|usd|room)|percent|at the (?:hospital|clinic)|nov pet|pi luy|pi brak)(?![a-z])"
)
_AFTER_NOT = re.compile(_NOT_AFTER)
_QUANTITY = (
    r"(?:/ ?|(?:(?:ក្នុង|មួយ|1|រាល់|ប្រចាំ|ម្តង)[ ]?)+|(?:per|an?|each|every|in one) |(?:knong )?(?:1|mouy|muoy"
    r"|mui|muy|roal|brocham) )"
)
_DAILY = re.compile(rf" ?{_QUANTITY}(?:ថ្ងៃ(?!ទី)|(?:day|thngai|tngai|thngay|tngay)(?![a-z]))| ?(?:daily)(?![a-z])")
_MONTHLY = re.compile(rf" ?{_QUANTITY}(?:ខែ|(?:month|khae|khe|kae)(?![a-z]))| ?(?:monthly)(?![a-z])")
_OTHERWISE = re.compile(
    rf" ?(?:{_QUANTITY}|(?:per|for|every|each|/) ?(?:2|two|half) |(?:ពីរ|2) ?)"
    r"(?:(?:ពីរ|2) ?)?(?:សប្តាហ៍|អាទិត្យ|ម៉ោង|ឆ្នាំ|សន្លឹក|(?:weeks?|hours?|hr|years?|annum|piece|atit|sapada|maong"
    r"|chhnam)(?![a-z]))"
    r"| ?(?:weekly|yearly|annually|hourly)(?![a-z])"
)
_DAILY_BEFORE = pattern(
    r"(?:ប្រចាំ|ក្នុងមួយ|មួយ|1) ?ថ្ងៃ|ប្រាក់ថ្ងៃ|ឈ្នួលថ្ងៃ",
    r"daily|per day|(?:a|one|each|every) day|(?:mouy|muoy|1|luy|brak|brocham) (?:thngai|tngai)",
)
_OTHER_BEFORE = pattern(
    r"(?:ប្រចាំ|ក្នុងមួយ|មួយ|1|រាល់) ?(?:សប្តាហ៍|អាទិត្យ|ឆ្នាំ|ម៉ោង)",
    r"weekly|yearly|annual|hourly|(?:a|per|each|every) (?:week|year|hour)",
)
_COUNTED = re.compile(
    r" ?(?:%|ភាគរយ|ខែ|ឆ្នាំ|ថ្ងៃ|ម៉ោង|នាក់|ដង|[/:]|-\d|(?:months?|years?|days?|hours?|percent|workers?|times)(?![a-z]))"
)
_YEAR_BEFORE = re.compile(r"(?:ឆ្នាំ|(?<![a-z])(?:in|since|from|year|until|chhnam|article|matra)) ?$|មាត្រា ?$")
_NOW = pattern(r"ឥឡូវ|ឡើងដល់|ឡើងទៅ", r"now|eilov|ey ?lov|elov|went up to|raised to|increased to")
_ENDS = re.compile(r"[?!។\n]|\. ")
_FAR, _CLOSE = 60, 25
_RIEL, _DOLLARS = (50_000, 400_000_000), (20, 50_000)
_SURE_RIEL, _SURE_DOLLARS = (20_000, 400_000_000), (10, 50_000)
_BARE_DOLLARS = (40, 20_000)
_DAY_RIEL, _DAY_DOLLARS = (3_000, 1_000_000), (1, 300)


class _Paid(NamedTuple):
    amount: Amount
    sure: bool
    daily: bool
    currency: str
    end: int


def wages(text: str, taken: Set[int]) -> list[Fact]:
    """Facts `wage` (a month's) and `daily_wage`: {"amount": whole units, "currency": "KHR"|"USD"}.

    Two different wages, or from one to another, are none; "now" chooses the newer.
    """
    read = [one for one in amounts(text) if not overlaps((one.start, one.end), taken)]
    if not read:
        return []
    marks = [(m.start(), m.end(), m.lastgroup == "pay") for m in _MARKS.finditer(text)]
    between = [bool(_OR.fullmatch(text, a.end, b.start)) for a, b in pairwise(read)]
    found: list[_Paid] = []
    before, at = 0, 0
    for n, one in enumerate(read):
        while at < len(marks) and marks[at][0] < one.start:
            at += 1
        in_range = (n > 0 and between[n - 1]) or (n < len(between) and between[n])
        if not in_range and (paid := _judged(text, one, max(before, one.start - _FAR), marks[max(0, at - 4) : at])):
            found.append(paid)
        before = one.end
    chosen = (_only(text, [one for one in found if one.daily is daily]) for daily in (False, True))
    return [
        Fact("daily_wage" if paid.daily else "wage", {"amount": paid.amount.amount, "currency": paid.currency},
             paid.amount.start, paid.end)
        for paid in chosen if paid
    ]  # fmt: skip


def _judged(text: str, one: Amount, since: int, marks: list[tuple[int, int, bool]]) -> _Paid | None:
    """The amount as pay, or None when its surroundings say it is something else."""
    for stop in _ENDS.finditer(text, since, one.start):
        since = stop.end()
    left = text[since : one.start]
    near = [mark for mark in marks if mark[0] >= since]
    sure = bool(near) and near[-1][2]
    if (near and not near[-1][2]) or _JUST_BEFORE_NOT.search(left) or _MORE_OR_LESS.search(left):
        return None
    if _AFTER_NOT.match(text, one.end) or _OTHERWISE.match(text, one.end):
        return None
    close = left[-_CLOSE:]
    by_day = _DAILY.match(text, one.end)
    period = by_day or _MONTHLY.match(text, one.end)
    daily = bool(by_day or (period is None and _DAILY_BEFORE.search(close)))
    if period is None and not daily and _OTHER_BEFORE.search(close):
        return None
    currency = one.currency or _guessed(text, one, sure and near[-1][1] >= one.start - _CLOSE, daily, left)
    if currency is None or (not sure and text.endswith("men", one.start, one.end)):
        return None
    riel = _DAY_RIEL if daily else _SURE_RIEL if sure else _RIEL
    dollars = _DAY_DOLLARS if daily else _SURE_DOLLARS if sure else _DOLLARS
    lowest, highest = riel if currency == "KHR" else dollars
    end = period.end() if period else one.end
    return _Paid(one, sure, daily, currency, end) if lowest <= one.amount <= highest else None


def _guessed(text: str, one: Amount, spoken_of: bool, daily: bool, left: str) -> str | None:
    """The currency nobody named: nobody earns 300 riel a month, or 900,000 dollars."""
    if daily:
        if one.amount >= _DAY_RIEL[0]:
            return "KHR"
        return "USD" if spoken_of and one.amount <= _DAY_DOLLARS[1] else None
    if not spoken_of or _COUNTED.match(text, one.end) or _YEAR_BEFORE.search(left):
        return None
    if one.amount >= _RIEL[0]:
        return "KHR"
    return "USD" if _BARE_DOLLARS[0] <= one.amount <= _BARE_DOLLARS[1] else None


def _only(text: str, found: list[_Paid]) -> _Paid | None:
    """The one wage meant: the newer after "now", else those called pay before the others, and none when they differ."""
    for old, new in pairwise(found):
        if _NOW.search(text, max(old.end, new.amount.start - _CLOSE), new.amount.start):
            return new
    best = [one for one in found if one.sure] or found
    return best[0] if len({(one.amount.amount, one.currency) for one in best}) == 1 else None
