"""One spelling for Khmer words that look the same on the screen."""

from __future__ import annotations

import re
import unicodedata

COENG = "\u17d2"
_KHMER_BASE = "\u1780-\u17b3"
_MARK = "\u17b6-\u17d1\u17d3\u17dd"

# What is deleted: zero-width signs people and keyboards put between Khmer words, inherent vowels, variation selectors.
_DELETED = dict.fromkeys(
    [0x17B4, 0x17B5, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
# Code points Unicode deprecates or that have a plain twin.
_REPLACED: dict[int, str] = {
    0x17A3: "\u17a2", 0x17A4: "\u17a2\u17b6", 0x17A8: "\u17a7\u1780", 0x17B2: "\u17b1", 0x17D3: "\u17c6",
    0x17C8: "\u17c7", 0x2028: "\n", 0x2029: "\n", 0x0085: "\n", 0x0009: " ", 0x000B: "\n", 0x000C: "\n", 0x000D: "\n",
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}  # fmt: skip
_TABLE: dict[int, str | None] = {**_DELETED, **_REPLACED}

_CLUSTER = re.compile(f"([{_KHMER_BASE}])((?:{COENG}+[{_KHMER_BASE}]|[{_MARK}])+)")
_UNIT = re.compile(f"{COENG}+[{_KHMER_BASE}]|[{_MARK}]")
_REPEATED_COENG = re.compile(f"{COENG}{{2,}}")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")

_RO = COENG + "\u179a"
_RANKS = 8
_UPPER_VOWELS = "\u17b7\u17b8\u17b9\u17ba\u17be"
# Consonants that take ៉ ; every other base takes ៊ when its shifter was typed as the vowel ុ.
_TAKES_MUUSIKATOAN = frozenset("ងញបមយរវនល")
# «៖» and «ៈ» typed for «ះ»: only after vowels that make a common closed syllable, so that a real colon stays, and
# only at a cluster's end, so that the signs after it need no new order.
_COLON_FOR_REAHMUK = re.compile(f"(?<=[\u17c4\u17c1\u17bb\u17b7])\u17d6(?![{_MARK}{COENG}])")
_VARIANTS = re.compile("(?:\u17b1|\u17a2\u17c4)(?:\u17d2?\u1799)")


def _rank(unit: str) -> int:
    if unit[0] == COENG:
        return 2 if unit[-1] == "\u179a" else 1
    if unit == "\u17cc":
        return 0
    if unit in "\u17c9\u17ca":
        return 3
    if "\u17b6" <= unit <= "\u17c5":
        return 4 if unit not in "\u17b6\u17bb" else 5
    if unit == "\u17c6":
        return 6
    return 7


def _ordered(tail: str) -> list[str]:
    buckets: list[list[str]] = [[] for _ in range(_RANKS)]
    for unit in _UNIT.findall(tail):
        unit = COENG + unit[-1] if unit[0] == COENG else unit
        if unit == COENG + "\u178a":  # coeng DA and coeng TA are drawn alike
            unit = COENG + "\u178f"
        bucket = buckets[_rank(unit)]
        # A mark stands once; a coeng letter may come again later in the cluster.
        if unit not in bucket[-1:] if unit[0] == COENG else unit not in bucket:
            bucket.append(unit)
    return [unit for bucket in buckets for unit in bucket]


def _joined(base: str, units: list[str]) -> str:
    vowels = [unit for unit in units if "\u17b6" <= unit <= "\u17c5"]
    if "\u17c1" in vowels and len(vowels) > 1:
        for second, whole in (("\u17b8", "\u17be"), ("\u17b6", "\u17c4")):
            if second in vowels:
                units[units.index("\u17c1")] = whole
                units.remove(second)
                break
    elif "\u17bb" in vowels and any(vowel in _UPPER_VOWELS for vowel in vowels):
        shifter = "\u17c9" if base in _TAKES_MUUSIKATOAN else "\u17ca"
        units = [unit for unit in units if unit not in "\u17bb\u17c9\u17ca"]
        at = next((i for i, unit in enumerate(units) if unit[0] != COENG and unit != "\u17cc"), len(units))
        units.insert(at, shifter)
    return base + "".join(units)


def _cluster(match: re.Match[str]) -> str:
    base, tail = match.group(1), match.group(2)
    if len(tail) == 1:
        return match.group(0)
    # A vowel joined from two halves may meet a twin of itself, so order is applied to the joined form again.
    previous = ""
    while tail != previous:
        previous, tail = tail, _joined(base, _ordered(tail))[1:]
    return base + tail


def _dropped(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn")


def normalise(text: str) -> str:
    """The text in one canonical spelling: idempotent, linear time, at most twice as long, no letter lost.

    Strips invisible, control, direction and tag characters, gathers spaces, orders each Khmer cluster as Unicode
    describes (coeng, shifter, vowel, signs) and folds spellings that readers cannot tell apart.
    """
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    text = text.translate(_TABLE)
    text = "".join(" " if char.isspace() and char != "\n" else char for char in text if not _dropped(char))
    text = _REPEATED_COENG.sub(COENG, text)
    text = _CLUSTER.sub(_cluster, text)
    text = _COLON_FOR_REAHMUK.sub("\u17c7", text)
    text = _VARIANTS.sub("\u17b1\u17d2\u1799", text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


_LOOSE = re.compile("[\u17c9-\u17d1\u17dd\u200b]")


def loose(text: str) -> str:
    """A normalised text without the small signs (់ ៉ ៊ ៌ ៍ ័ …) that hurried typing leaves out; for matching only."""
    return _LOOSE.sub("", text)
