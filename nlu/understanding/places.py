"""The 25 provinces and the ways their names are typed; codes as in the national gazetteer."""

from __future__ import annotations

import re

from nlu.khmer.normalise import normalise

_KG = "(?:k[ao]m ?p[oau]u?ng|kg|k\\.)"
NAMES = {
    "01": "បន្ទាយមានជ័យ;b[ao]nteay ?me?anche?[yi];b[ao]nteay me?an che?[yi];bmc",
    "02": "បាត់?ដំបង;bat+amb[ao]ng;bat ?d[ao]m ?b[ao]ng;btb",
    "03": f"កំពង់?ចាម;{_KG} ?cham",
    "04": f"កំពង់?ឆ្នាំង;{_KG} ?chh?nang",
    "05": f"កំពង់?ស្ពឺ;{_KG} ?sp(?:eu|ue|er|ueu|e)",
    "06": f"កំពង់?ធំ;{_KG} ?th?(?:o|u)m",
    "07": "កំពត;k[ao]mpot",
    "08": "កណ្តាល;kandal;kandaal",
    "09": "កោះកុង;k(?:ao|o|os)h? ?kong",
    "10": "ក្រចេះ;kratieh?;kratié;kracheh?;krocheh",
    "11": "មណ្ឌលគិរី;mond[uo]l ?k[ie]ri",
    "12": "ភ្នំពេញ;ភនំពេញ;p?h?nom ?penh?;phnum ?penh;pnh",
    "13": "ព្រះវិហារ;prea?[hs] ?vih?ea?r?",
    "14": "ព្រៃវែង;prey ?ve[ae]*ng",
    "15": "ពោធិ[៍៌]?សាត់?;p(?:u|o|ou|or|ur)rsat;pursat;pousat;porsat;posat",
    "16": "រតនៈ?គិរី;រតន:គិរី;r[ao]t+an[ao]k ?k?iri;rat+ana ?kiri;rat+anakiri",
    "17": "សៀមរាប;s(?:ie|ea|e)m ?re+a?p",
    "18": (
        "ព្រះសីហនុ;កំពង់?សោម;(?:preah )?sihanouk(?: ?ville)?;(?:preah )?sihanoukvill?e?;kr?ong sihanou?k;kampong "
        "?s[oa]+m;shv"
    ),
    "19": "ស្ទឹងត្រែង;st(?:eu|ue|u|e)ng ?tr(?:e|ae)ng",
    "20": "ស្វាយរៀង;svay ?r(?:ie|ea)ng",
    "21": "តាកែវ;tak(?:eo|ev|aev);takéo;ta keo",
    "22": "ឧត្តរមានជ័យ;អូដ?ត?រមានជ័យ;o[dt]+[ao]r ?me?an ?che?[yi]",
    "23": "កែប;kep;kaeb",
    "24": "ប៉ៃលិន;pailin;pay ?lin",
    "25": "ត្បូងឃ្មុំ;tb(?:ou|o|oo)u?ng ?kh?mum;tbk",
}
"""Spellings of each province, as patterns apart by semicolons; Khmer and Latin apart by their letters."""

# Names that are also words: កណ្តាល "middle" (កណ្តាលផ្លូវ, ទីស្នាក់ការកណ្តាល), កែប in កែប(ន្ថែម), a boulevard or hospital.
_GUARDED = {
    "កណ្តាល": (
        r"(?:(?<=ខេត្ត)កណ្តាល|(?:(?<=នៅ)|(?<=ពី)|(?<=ទៅ)|(?<=មក)|(?<=ដល់)|(?<![\u1780-\u17dd]))កណ្តាល(?!យប់|ផ្លូវ|ថ្ងៃ"
        r"|ខែ|អធ្រាត្រ|ទីក្រុង|ដី|វាល|ព្រៃ|ផ្ទះ|រោងចក្រ|ចំណោម|ពួក))"
    ),
    "កែប": "(?:(?<=ខេត្ត)កែប|(?<=ក្រុង)កែប|(?:(?<=នៅ)|(?<=ពី)|(?<=ទៅ)|(?<=មក)|(?<![\u1780-\u17dd]))កែប(?![នងញតទដ]))",
    "kandal": r"(?<!ka )(?<!kar )(?<!phsar )(?<!psar )(?<!sithor )kandal(?! (?:yub|yup|yop|phlov|plov|thngai|tngai))",
}
_WORD_END = "(?![\u17b6-\u17d3\u17dd])"
_TOWNS = {"01": "ប៉ោយ?ប៉ែត;poi ?pet", "08": "តាខ្មៅ;ta ?kh?ma[uo]", "20": "បាវិត;bavet"}
_SHORT = {"12": "pp", "17": "sr"}


def _alternatives(code: str, khmer: bool) -> list[str]:
    spellings = [*NAMES[code].split(";"), *_TOWNS.get(code, "").split(";")]
    return [normalise(_GUARDED.get(one, one)) for one in spellings if one and one.isascii() is not khmer]


def _pattern(khmer: bool) -> re.Pattern[str]:
    groups = "|".join(f"(?P<p{code}>{'|'.join(_alternatives(code, khmer))})" for code in NAMES)
    return re.compile(f"(?:{groups}){_WORD_END}" if khmer else f"(?<![a-z])(?:{groups})(?![a-z])")


_SIHANOUK = re.compile(normalise("(?P<p18>(?:ខេត្ត|ក្រុង|នៅ)(?:ព្រះ)?សីហនុ)"))
_ABBREVIATED = re.compile(
    "(?<![a-z])(?:in|at|nov|pi|tov|near|from|khet|krong|knong) (?:"
    + "|".join(f"(?P<p{c}>{n})" for c, n in _SHORT.items())
    + ")(?![a-z])"
)
_KHMER, _LATIN = _pattern(True), _pattern(False)
_STREET_BEFORE = re.compile(normalise("(?:វិថី|ផ្លូវ|ពេទ្យ|(?<![a-z])(?:street|hospital) )") + "$")
_STREET_AFTER = re.compile(r" (?:blvd|boulevard|street|st|hospital|ave|avenue|road|airport)(?![a-z])")


def province(text: str) -> tuple[str, int, int] | None:
    """Code, start and end of the first province named in a prepared text."""
    best: re.Match[str] | None = None
    for pattern in (_KHMER, _LATIN, _SIHANOUK, _ABBREVIATED):
        for match in pattern.finditer(text):
            if best is not None and match.start() >= best.start():
                break
            if not _a_street(text, match):
                best = match
                break
    if best is None or best.lastgroup is None:
        return None
    start, end = best.span(best.lastgroup)
    return best.lastgroup[1:], start, end


def _a_street(text: str, match: re.Match[str]) -> bool:
    return match.lastgroup == "p18" and bool(
        _STREET_AFTER.match(text, match.end()) or _STREET_BEFORE.search(text, max(0, match.start() - 12), match.start())
    )
