"""Districts named in a message, where the name can only mean one."""

from __future__ import annotations

import re
from functools import cache

from nlu.khmer.normalise import normalise
from nlu.understanding.facts.gazetteer import DISTRICTS
from nlu.understanding.facts.words import CLUSTER_END
from nlu.understanding.places import NAMES

# One sound, several Latin spellings.
_SPELLINGS = {
    "phnum": "ph?nu?o?m", "kaoh": "k(?:ao|o|oa)h?", "stueng": "ste?u?e?ng", "thum": "thu?o?m",
    "veaeng": "ve(?:ae|a)?ng", "saen": "sa?en", "tuek": "t(?:ue|eu|u)k", "preaek": "pr(?:eae|ae|ea|e)k",
    "praek": "pr(?:eae|ae|ea|e)k", "prek": "pr(?:eae|ae|ea|e)k", "ou": "o(?:u|r)?",
    "kampong": "(?:k[ao]mpo[nu]?ng|kg)", "samraong": "s[ao]mr(?:ao|o)ng", "angk": "angk?", "angkor": "angk(?:or)?",
    "srei": "sre[iy]", "chey": "che[iy]", "thma": "th?(?:mor|m)a", "borey": "bore[iy]", "borei": "bore[iy]",
    "leu": "l(?:eu|er|ue)", "kaev": "k(?:aev|eo|ev)", "prasat": "prasa[ta]t?", "trapeang": "tr[ao]peang",
    "banteay": "b[ao]nteay", "chamkar": "ch[ao]mkar?",
}  # fmt: skip
_SIGNS = re.compile("([\u17c9-\u17d1\u17dd])")
_KHMER_BASES = re.compile("(?<!\u17d2)[\u1780-\u17b3]")
# Short names are also everyday words ("ពួក" group, "puok", "sang"): they need "ស្រុក", "khan" … beside them.
_SHORT_KHMER, _SHORT_LATIN = 4, 8
_KNOWN = (
    "ដង្កោ", "តាខ្មៅ", "បាវិត", "សែនសុខ", "poipet", "poi pet", "bavet", "takhmao", "takmao", "ta khmau", "ta khmao",
    "tuolkork", "toul kork", "toul kok", "tuol kork", "tuol kok", "toul kouk", "tuol kouk", "sensok", "sen sok",
    "saensok", "dangkao", "dangkor", "oudong", "sisophon", "banlung", "ban lung", "bar kaev", "memot",
    "anlong veng", "doun penh",
)  # fmt: skip
_COMMON = frozenset(
    ("mean chey", "meanchey", "មានជ័យ", "កូនមុំ", "អង្គរធំ", "7 makara", "7មករា", "thma bang", "koun mom", "ដងទង់")
)


def _written(name: str) -> str:
    if not name.isascii():
        return _SIGNS.sub(r"\1?", name)
    return " ?".join(_SPELLINGS.get(word, re.escape(word)) for word in name.split())


def _read() -> list[tuple[str, str, bool]]:
    """Pattern, code and whether the name may stand alone; the names of provinces come first and have no code."""
    rows = [(spelling, "", True) for names in NAMES.values() for spelling in normalise(names).split(";")]
    known = {normalise(name) for name in _KNOWN}
    common = {normalise(name) for name in _COMMON}
    for line in DISTRICTS.split("\n"):
        code, _, names = line.partition(" ")
        for name in (normalise(one) for one in names.split("|") if one):
            size = len(name.replace(" ", "")) if name.isascii() else len(_KHMER_BASES.findall(name))
            long_enough = size >= (_SHORT_LATIN if name.isascii() else _SHORT_KHMER)
            rows.append((_written(name), code, (long_enough or name in known) and name not in common))
    return rows


_ROWS = _read()


def _index(khmer: bool) -> re.Pattern[str]:
    """All names of one script, by first letter and the longest first; without groups, which would cost a lot."""
    heads: dict[str, list[str]] = {}
    for written, _, _ in _ROWS:
        if written.isascii() is not khmer:
            heads.setdefault(written[0], []).append(written)
    whole = "|".join(f"(?:{'|'.join(sorted(names, key=len, reverse=True))})" for names in heads.values())
    return re.compile(f"(?:{whole}){CLUSTER_END}" if khmer else f"(?<![a-z])(?:{whole})(?![a-z])")


_KHMER, _LATIN = _index(True), _index(False)


@cache
def _means(name: str) -> tuple[tuple[str, ...], bool]:
    """Codes a found name stands for, and whether it may stand alone: the name of a province may not."""
    rows = [row for row in _ROWS if row[0][0] in (name[0], "(") and re.fullmatch(row[0], name)]
    codes = tuple(dict.fromkeys(code for _, code, _ in rows if code))
    return codes, all(code and alone for _, code, alone in rows)


_MARK_BEFORE = re.compile(r"(?:ស្រុក|ខណ្ឌ|ក្រុង|(?<![a-z])(?:srok|khan|khann|krong|district|city|town) ?)$")
_MARK_AFTER = re.compile(r" (?:district|city|town|khan|srok)(?![a-z])")
_BEFORE = 10

Found = tuple[str, int, int]


def district(text: str, province: str | None) -> Found | None:
    """Code, start and end of the first district named; a name of two provinces needs its province said."""
    for match in sorted((*_KHMER.finditer(text), *_LATIN.finditer(text)), key=lambda one: one.start()):
        codes, alone = _means(match.group())
        start, end = match.span()
        before = _MARK_BEFORE.search(text, max(0, start - _BEFORE), start)
        marked = before is not None or _MARK_AFTER.match(text, end) is not None
        within = [one for one in codes if province in (None, one[:2])]
        if len(within) == 1 and (marked or alone):
            return within[0], before.start() if before else start, end
    return None
