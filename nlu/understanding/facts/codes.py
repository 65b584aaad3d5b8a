"""Long numbers: member number, receipt, and telephone numbers, which are only kept away from the rest."""

from __future__ import annotations

import re

from nlu.understanding.facts.words import Fact, Span, pattern

_RUN = re.compile(r"\+?\d(?:[ .-]?\d){6,29}")
_MEMBER = re.compile(r"(?<![\d-])\d{7}[ -]\d{7}(?:[ -]?\d)?(?![ -]?\d)")
_LETTER = re.compile("-?[\u1780-\u17a2](?![\u1780-\u17dd])")
_RECEIPT = 16
# The form is known from examples only (fact R30, low confidence), so nothing beyond its length is asked of it.
_LONGEST, _PLAIN = 15, (14, 15)
_MEMBER_WORD = pattern(
    r"(?:អត្តសញ្ញាណ|សមាជិក|ប័ណ្ណ|កាត|លេខ|អត្តលេខ)(?:កាត|របស់)? ?(?:ប ?\.? ?ស ?\.? ?ស ?\.?|nssf)(?!\w)|អត្តលេខ|លេខសមាជិក",
    r"(?:nssf|member(?:ship)?) (?:id|no|number|code|card)(?: number| no)?|(?:lek|leik) (?:kat |ban "
    r"|samachik )?(?:nssf|bo so so|bss|samachi?e?k)"
    r"|att?al?ek|lek att?(?:a ?sanhan)?|my nssf",
)
_AROUND = 30


def long_numbers(text: str) -> tuple[list[Fact], list[Span]]:
    """Facts `member_number` (digits) and `receipt` (16 digits), and the spans of all long numbers."""
    found: dict[str, Fact] = {}
    taken: list[Span] = []
    whole = _MEMBER.search(text)
    if whole:
        found["member_number"] = _member(text, *whole.span())
        taken.append(whole.span())
    for run in _RUN.finditer(text):
        start, end = run.span()
        digits = re.sub(r"\D", "", run.group())
        if whole and start < whole.end() and whole.start() < end:
            continue
        separators = set(run.group()) - set("0123456789")
        if len(digits) == _RECEIPT and separators <= set(" -"):
            found.setdefault("receipt", Fact("receipt", digits, start, end))
            taken.append((start, end))
        elif _telephone(run.group(), digits):
            taken.append((start, end))
        elif separators <= set(" -") and "member_number" not in found and _names_a_member(text, start, digits):
            found["member_number"] = _member(text, start, end)
            taken.append((start, end))
        elif len(digits) > _LONGEST or (len(digits) > 8 and not separators):
            taken.append((start, end))
    return list(found.values()), taken


def _member(text: str, start: int, end: int) -> Fact:
    letter = _LETTER.match(text, end)
    return Fact("member_number", re.sub(r"\D", "", text[start:end]), start, letter.end() if letter else end)


def _telephone(written: str, digits: str) -> bool:
    return written[0] == "+" or (len(digits) <= 12 and (digits[0] == "0" or digits.startswith("855")))


def _names_a_member(text: str, start: int, digits: str) -> bool:
    if len(digits) in _PLAIN:
        return True
    return len(digits) <= _LONGEST and _MEMBER_WORD.search(text, max(0, start - _AROUND), start) is not None
