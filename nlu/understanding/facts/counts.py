"""Counts of people, months and days: head count, months paid, age, days away from work."""

from __future__ import annotations

import re
from collections.abc import Set

from nlu.understanding.facts.words import COUNT, Fact, count, overlaps, pattern

_N = f"(?P<n>{COUNT})"
_UNITS = {"year": 12, "month": 1, "week": 7, "day": 1}
_MONTH = r"(?P<month>ខែ|(?:months?|khae|khe|kae|khea)(?![a-z]))"
_YEAR = r"(?P<year>ឆ្នាំ|(?:years?|chhnam|chnam)(?![a-z]))"
_DAY = r"(?P<day>ថ្ងៃ|(?:days?|thngai|tngai|thngay|tngay)(?![a-z]))"
_WEEK = r"(?P<week>សប្តាហ៍|អាទិត្យ|(?:weeks?|atit|sapada|sabda)(?![a-z]))"

_OURS = r"(?:(?:ទាំងអស់|បរទេស|ប្រុស|ស្រី|ចំនួន|សរុប|ប្រហែល|ប្រមាណ|របស់|ក្រុមហ៊ុន|ខ្ញុំ|យើង|មាន)[ ]?){0,4}"
_WORKERS_KM = pattern(rf"(?:កម្មករ|កម្មការិនី|បុគ្គលិក|និយោជិត|អ្នកធ្វើការ)(?:កម្មករ|និយោជិត)? ?{_OURS}")
_SITE_KM = pattern(r"(?:រោងចក្រ|ក្រុមហ៊ុន|ហាង|សហគ្រាស)(?:របស់)?(?:ខ្ញុំ|យើង)? ?(?:មាន(?:មនុស្ស)? ?)?")
_ROM_STAFF = r"(?:kam+akor|kammakor|bok+alik|buklek|niyoch[ie]t|neak tver ?kar?)"
_LATIN_STAFF = (
    r"(?:workers|employees|staff(?: members)?|labou?rers|sewers|seamstresses|people on (?:the )?payroll|headcount)"
)
_HAPPENED = (
    r"(?! ?(?:សន្លប់|ស្លាប់|រងរបួស|របួស|(?:have |has |were |was |got |are )?(?:fainted|faint|passed out|died"
    r"|dead|injured|hurt|collapsed|sick|sonlob|slab|robuos)))"
)
_WORKERS = (
    re.compile(
        rf"(?:{_WORKERS_KM.pattern}|{_SITE_KM.pattern}){_N} ?(?:នាក់|(?:neak|nak|people|persons)(?![a-z])){_HAPPENED}"
    ),
    re.compile(
        rf"(?<![a-z])(?:{_ROM_STAFF}(?: (?:knhom|khnom|yeung|mean|teang os|robos|srey|bros)){{0,3}}"
        rf"|(?:rong ?chak|krumhun|kromhun|hang)(?: (?:knhom|yeung|mean)){{0,2}}) {_N} ?(?:neak|nak"
        rf"|នាក់)(?![a-z]){_HAPPENED}"
    ),
    re.compile(rf"{_N} ?(?:នាក់ជា(?:កម្មករ|បុគ្គលិក)|(?:[a-z]+ )?{_LATIN_STAFF}(?![a-z])){_HAPPENED}"),
    re.compile(
        rf"(?<![a-z])(?:we|i|company|factory|shop|restaurant|who|that) (?:have|has|employs?"
        rf"|with) {_N} (?:people|persons|workers?|employees?)(?![a-z]){_HAPPENED}"
    ),
    re.compile(rf"(?<![a-z])(?:workers|employees|staff|headcount)(?: number)?(?: is| are|:|=) ?{_N}(?![a-z%])"),
)
# "We twenty workers want to complain" is not the head count of an enterprise.
_US = re.compile(r"(?:យើង|(?<![a-z])(?:we|yeung)) ?$")
_BOUND = re.compile(
    pattern(
        r"លើស|ក្រោម|តិចជាង|ច្រើនជាង|យ៉ាងតិច|មិនគ្រប់|មិនដល់|ជិត|ក្នុង|រាល់",
        r"over|under|below|above|(?:less|more|fewer) than|at least|at most|up to|before|after|until|than|to|or"
        r"|every|within|nearly|almost"
        r"|le[ru]s|kraom|min krob|min dol|roal|mun|krouy|kraoy",
    ).pattern.join(("(?:", r"|\d ?-) ?$"))
)
_THEN_RANGE = re.compile(r" ?(?:-|–|ដល់|ឬ|(?:to|or|reu|dol)(?![a-z])) ?\d")

_NSSF = r"(?:ប\.?ស\.?ស\.?|សោធន|ភាគទាន|ថ្លៃ|លុយ|nssf|សន្តិសុខសង្គម|pension|contribution)"
_PAID = (
    re.compile(
        pattern(rf"បង់ ?(?:{_NSSF} ?)*(?:ទៅ|ឱ្យ)? ?(?:បាន|មក|ហើយ|តែ|រយៈពេល|អស់)* ?").pattern
        + rf"{_N} ?(?:{_MONTH}|{_YEAR})"
    ),
    re.compile(
        rf"(?<![a-z])bong (?:(?:nssf|bo so so|bss|luy|sothun|sothon|pheaktean|pheak tean) )*(?:(?:ban|mok|tae"
        rf"|te|heuy) )*{_N} ?(?:{_MONTH}|{_YEAR})"
    ),
    re.compile(
        r"(?<![a-z])(?:paid|paying|contributed|contributing|pay)(?: (?:only|just|in|into|to|for|my|the|nssf"
        r"|pension|contributions?|already|social|security|about)){0,6} "
        rf"{_N} (?:full )?(?:{_MONTH}|{_YEAR})"
    ),
    re.compile(rf"{_N} (?:{_MONTH}|{_YEAR}) of (?:pension |nssf |paid )?contributions?(?![a-z])"),
)
_NOT_PAID = re.compile(
    pattern(
        r"ខាន|ឈប់|ភ្លេច|មិន(?:បាន|ទាន់|ដែល|ព្រម)*|អត់(?:បាន|ទាន់|ដែល|លុយ)*|ត្រូវ|គួរ|លែង|ថៅកែ(?:គេ)?",
        r"(?:not|never|n't|must|should|need to|have to|has to|to|late|boss|employer|stopped?|missed|missing"
        r"|misses|lacks?|need|needs|require[sd]?|without|owes?|short of|skipped|khan|chhob|plech|min|min ban"
        r"|ot|ot ban|ot luy|trov|thaoke|taoke|does|did|will)"
        r"(?: been)?",
    ).pattern.join(("(?:", ") ?$"))
)
_NOT_ALL = re.compile(
    r" ?(?:ago(?![a-z])|មុន|ក្នុងមួយឆ្នាំ|(?:a|per|each|every) year|late|(?:khan|mun)(?![a-z])|.{0,25}(?:"
    r"(?:[0-9]+) ?(?:ខែ|khae|months?)[^0-9]{0,6}(?:កន្លែង|kanleng|at the new|at another)))"
)

_RELATIVE = (
    r"(?:កូន|ចៅ|ក្មេង|(?<![a-z])(?:kon|koun|chao|son|daughter|child|baby|kid|grandson)(?: knhom"
    r"| robos)?)(?:ខ្ញុំ|ប្រុស|ស្រី|ពិការ)* ?$"
)
_TWO = r"(?P<n>(?<![\d.,])[1-9]\d(?![.,]?\d))"
_NO_UNIT = (
    r"(?! ?(?:ឡើង|%|ភាគរយ|ខែ|ថ្ងៃ|នាក់|ដុល្លារ|រៀល|\$|-|/|(?:months?|weeks?|days?|percent|dollars?|riel|usd|km"
    r"|workers|khae|th?ngai|neak)(?![a-z])))"
)
_SOMEONE = (
    r"(?:i(?: a|')m|(?:he|she|mother|father|mom|dad|mum|husband|wife|brother|sister|uncle|aunt|parent"
    r"|grandmother|grandfather)(?: i|')s)"
)
_AGE = (
    re.compile(rf"(?<![a-z])(?:age[sd]?|ayu|aryu|ayuk|aayu|turned|turn) ?(?:is |of |: ?)?{_TWO}{_NO_UNIT}"),
    re.compile(pattern("អាយុ(?:គ្រប់|បាន)?").pattern + rf" ?{_TWO}{_NO_UNIT}"),
    re.compile(rf"{_TWO}[ -]?(?:years?|yrs?|yo|y/o)[ -]?(?:old|of age)(?![a-z])"),
    re.compile(rf"(?<![a-z]){_SOMEONE} (?:now |already |only )?{_TWO}{_NO_UNIT}"),
    re.compile(rf"(?<![a-z])(?:worker|employee|man|woman|guard) of {_TWO}{_NO_UNIT}"),
)
_NOT_AGE = re.compile(
    pattern(
        r"មុន|ដល់|ពេល|ជិត|ក្រោយ|លើស|ក្រោម|គ្រប់គ្រង",
        r"before|until|till|at|by|under|over|mun|dol|pel|jit|chit|kraoy|krouy|lers|leus|kraom|after",
    ).pattern.join(("(?:", ") ?(?:the )?$"))
)

_AWAY_WORK = r"(?: (?:work|from work|sick|ill|home|the factory|leave|of))?"
_AWAY = (
    re.compile(
        pattern(
            r"(?:ឈប់|សម្រាក|ដេកពេទ្យ|អវត្តមាន)(?:សម្រាក)?(?:ពេទ្យ|ព្យាបាល|ធ្វើការ|ពីការងារ|នៅផ្ទះ|នៅពេទ្យ|ក្រៅ)?(?:បាន|តែ|អស់"
            r"|រយៈពេល)*"
        ).pattern
        + rf" ?{_N} ?(?:{_DAY}|{_WEEK})"
    ),
    re.compile(
        rf"(?<![a-z])(?:chhob|chob|somrak|samrak|dek pet)(?: (?:somrak|samrak|pet|tver ?kar?|nov pteah|ban|tae"
        rf"|te))* {_N} ?(?:{_DAY}|{_WEEK})"
    ),
    re.compile(
        rf"(?<![a-z])(?:off|missed|absent|away|rest(?:ed)?|stopped|in (?:the )?hospital"
        rf"|stayed home){_AWAY_WORK}(?: for)?(?: only)? {_N} (?:{_DAY}|{_WEEK})"
    ),
    re.compile(
        rf"{_N} (?:{_DAY}|{_WEEK}) (?:off|away|absent|of (?:work|rest|sick leave)|in (?:the )?hospital"
        rf"|sick leave)(?![a-z])"
    ),
)
_MOTHERHOOD = pattern(r"មាតុភាព|សម្រាល|លំហែ", r"maternity|birth|matopheap|samral|somral|lumhe|pregnan\w*")
_NOT_AWAY = re.compile(r" ?(?:មុន|ទៀត|(?:ago|mun|tiet|before)(?![a-z]))")
_MOST = {"workers": 200_000, "months_paid": 720, "days_away": 400}


def _first(name: str, text: str, patterns: tuple[re.Pattern[str], ...], taken: Set[int]) -> Fact | None:
    """The first match that nothing around it speaks against."""
    for one in patterns:
        for match in one.finditer(text):
            left = text[max(0, match.start() - 30) : match.start()]
            close = text[max(0, match.start("n") - 20) : match.start("n")]
            if overlaps(match.span(), taken) or _BOUND.search(close) or _THEN_RANGE.match(text, match.end("n")):
                continue
            if _refused(name, text, left, match):
                continue
            units = [value for unit, value in _UNITS.items() if match.groupdict().get(unit)]
            value = count(match["n"]) * (units[0] if units else 1)
            if 0 < value <= _MOST[name]:
                return Fact(name, value, *match.span())
    return None


def _refused(name: str, text: str, left: str, match: re.Match[str]) -> bool:
    if name == "months_paid":
        return bool(_NOT_PAID.search(left) or _BOUND.search(left) or _NOT_ALL.match(text, match.end()))
    if name == "days_away":
        return bool(_NOT_AWAY.match(text, match.end()))
    return bool(_BOUND.search(left) or _US.search(left))


def _age(text: str, taken: Set[int]) -> Fact | None:
    """Age of the person spoken of, from 14 on; not that of a child, nor an age the law sets ("before 60")."""
    for one in _AGE:
        for match in one.finditer(text):
            left = text[max(0, match.start() - 30) : match.start()]
            refused = _NOT_AGE.search(left) or re.search(_RELATIVE, left) or _THEN_RANGE.match(text, match.end())
            if int(match["n"]) >= 14 and not refused and not overlaps(match.span(), taken):
                return Fact("age", int(match["n"]), *match.span())
    return None


def counted(text: str, taken: Set[int]) -> list[Fact]:
    """Facts `workers`, `months_paid` (years make twelve), `age` and `days_away` (weeks make seven), whole numbers."""
    found = [_first("workers", text, _WORKERS, taken), _first("months_paid", text, _PAID, taken), _age(text, taken)]
    if not _MOTHERHOOD.search(text):
        found.append(_first("days_away", text, _AWAY, taken))
    return [fact for fact in found if fact]
