"""The 25 provinces and the ways their names are typed; codes as in the national gazetteer."""

from __future__ import annotations

import re

from nlu.khmer.normalise import normalise

_NAMES = {
    "01": "បន្ទាយមានជ័យ|banteay ?meanche?y|bonteay ?meanche?y|poi ?pet|ប៉ោយប៉ែត",
    "02": "បាត់ដំបង|battambang|bat ?d[ao]m ?bong|bat ?dombang|btb",
    "03": "កំពង់ចាម|k(?:ampong|ompong|g) ?cham",
    "04": "កំពង់ឆ្នាំង|k(?:ampong|ompong|g) ?chh?nang",
    "05": "កំពង់ស្ពឺ|k(?:ampong|ompong|g) ?spe?ue?",
    "06": "កំពង់ធំ|k(?:ampong|ompong|g) ?th?om",
    "07": "កំពត|k[ao]mpot",
    "08": "កណ្តាល|kandal|តាខ្មៅ|ta ?kh?mau",
    "09": "កោះកុង|k(?:aoh?|oh?) ?kong",
    "10": "ក្រចេះ|kratie|kracheh",
    "11": "មណ្ឌលគិរី|mond[uo]l ?kiri",
    "12": "ភ្នំពេញ|phnom ?penh|p?h?nom ?penh|pnh",
    "13": "ព្រះវិហារ|preah ?vihea?r",
    "14": "ព្រៃវែង|prey ?ve[aae]*ng",
    "15": "ពោធិ៍សាត់|pursat|pousat|po?rsat",
    "16": "រតនគិរី|rat+ana ?kiri",
    "17": "សៀមរាប|siem ?rea?p|seam ?reap",
    "18": "ព្រះសីហនុ|sihanouk(?:ville)?|kampong ?som|កំពង់សោម",
    "19": "ស្ទឹងត្រែង|ste?ung ?treng",
    "20": "ស្វាយរៀង|svay ?rieng|bavet|បាវិត",
    "21": "តាកែវ|takeo|takev",
    "22": "ឧត្តរមានជ័យ|o[dt]dar ?meanche?y",
    "23": "កែប|\\bkep\\b",
    "24": "ប៉ៃលិន|pailin",
    "25": "ត្បូងឃ្មុំ|tb(?:ou|o)ng ?kh?mum",
}
_ANY = re.compile("|".join(f"(?P<p{code}>{normalise(names)})" for code, names in _NAMES.items()))


def province(text: str) -> tuple[str, int, int] | None:
    """Code, start and end of the first province named in a prepared text."""
    match = _ANY.search(text)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup[1:], match.start(), match.end()
