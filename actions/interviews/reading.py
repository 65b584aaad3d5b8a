"""Reading: what a citizen typed or chose as the value of an answer, or why it does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from actions.interviews.definitions import Question
from actions.library import library
from actions.library.places import match_province
from actions.library.shapes import LANGUAGES
from nlu.khmer.digits import amounts, ascii_digits
from nlu.khmer.normalise import normalise

UNKNOWN = "unknown"
STORY_LIMIT, TEXT_LIMIT = 4_000, 300
BIGGEST_AMOUNT = 10**12
_MONTHS_OF_A_YEAR = 12
_LONGEST_FIGURE, _LONGEST_DOUBT = 80, 15

_NUMBER = re.compile(r"(?<![\d.-])\d{1,12}(?:\.\d{1,4})?(?!\d)")
_SMALL = r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)"
_YEARS = re.compile(rf"{_SMALL} ?(?:ឆ្នាំ|years?\b|yrs?\b|chh?nam\b)")
_MONTHS = re.compile(rf"{_SMALL} ?(?:ខែ|months?\b|kh?h?a?e\b)")
_HALF = re.compile(r"(?:ឆ្នាំ|chh?nam) ?(?:កន្លះ|k[ao]n ?la[hs]?)|and a half")
_DOES_NOT_KNOW = re.compile(
    r"(?:អត់|មិន|មិនទាន់|អត់ទាន់) ?(?:ដឹង|ចាំ|ច្បាស់|ប្រាកដ)|\b(?:do ?n[o']?t|dont) (?:know|remember)\b|\bnot sure\b|\bno idea\b"
    r"|\b(?:idk|ot|ort|at|min|mn) ?(?:deng|doeng|dung|cham)\b|^\?+$"
)


@dataclass(frozen=True)
class Refused:
    """An answer that does not fit: `why` is a message id that says what to do."""

    why: str


def read(interview: str, question: Question, given: str) -> Any:
    """The JSON value of an answer to a question, typed or chosen, or `Refused`."""
    if not given:
        return Refused("interview.empty")
    if given == UNKNOWN and question.unknown:
        return UNKNOWN
    if question.kind == "confirm":
        return given if given == "send" else Refused("interview.choose")
    if question.kind == "choice":
        option = given if given in question.options else _option_named(interview, question, given)
        return option or _unknown(question, given) or Refused("interview.choose")
    if question.kind == "story":
        return given if len(given) <= STORY_LIMIT else Refused("interview.story_too_long")
    if question.kind == "text":
        return given if len(given) <= TEXT_LIMIT else Refused("interview.text_too_long")
    if question.kind == "province":
        return match_province(given) or Refused("interview.province_unknown")
    if question.kind == "receipt":
        return given
    if _is_a_question(given):
        return Refused(f"interview.{question.kind}_unclear")
    value = _money(given) if question.kind == "money" else _number(question, given)
    return (_unknown(question, given) or value) if isinstance(value, Refused) else value


def fits(question: Question, value: Any) -> bool:
    """Whether a fact said in a sentence can stand as the answer to a question, so that it need not be asked."""
    if question.kind == "story":
        return isinstance(value, str) and 0 < len(value) <= STORY_LIMIT
    if question.kind == "choice":
        return isinstance(value, str) and value in question.options
    if question.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and _within(question, value)
    if question.kind != "money" or not isinstance(value, dict) or value.get("currency") not in ("KHR", "USD"):
        return False
    amount = value.get("amount")
    return isinstance(amount, int | float) and not isinstance(amount, bool) and 0 < amount <= BIGGEST_AMOUNT


def _is_a_question(given: str) -> bool:
    """A figure inside a question or a story is no answer: what it means is for understanding to say."""
    return len(given) > _LONGEST_FIGURE or ("?" in given and len(given) > _LONGEST_DOUBT)


def _unknown(question: Question, given: str) -> str | None:
    return UNKNOWN if question.unknown and _DOES_NOT_KNOW.search(_folded(given)) else None


def _option_named(interview: str, question: Question, given: str) -> str | None:
    """The option whose words were typed instead of pressed; half of a "yes / certainly" is enough."""
    typed = _folded(given)
    for option in question.options:
        for language in LANGUAGES:
            words = library().message(f"option.{interview}.{question.id}.{option}", language)
            if typed in (_folded(words), *(_folded(part) for part in words.split("/"))):
                return option
    return None


def _folded(text: str) -> str:
    return normalise(text).strip().strip(".!។").casefold().replace("\u2019", "'")


def _money(given: str) -> dict[str, Any] | Refused:
    found = [amount for amount in amounts(given) if 0 < amount.amount <= BIGGEST_AMOUNT]
    if len(found) != 1:
        return Refused("interview.money_unclear")
    only = found[0]
    if only.currency is None and only.amount < 10_000:  # nobody is paid under 10,000 riel a month; dollars must be said
        return Refused("interview.currency_unclear")
    return {"amount": only.amount, "currency": only.currency or "KHR"}


def _number(question: Question, given: str) -> float | int | Refused:
    text = ascii_digits(given).replace(",", "").casefold()
    value = _in_months(text) if question.unit == "months" else None
    if value is None:
        found = set(_NUMBER.findall(text))
        if len(found) != 1:
            return Refused("interview.number_unclear")
        value = float(found.pop())
    if not _within(question, value):
        return Refused("interview.number_out_of_range")
    return int(value) if value.is_integer() else value


def _in_months(text: str) -> float | None:
    """ "2 years and 3 months" in months; None when no year is spoken of."""
    years, months = _YEARS.search(text), _MONTHS.search(text)
    if years is None:
        return None
    half = _MONTHS_OF_A_YEAR / 2 if _HALF.search(text) else 0
    return float(round(float(years[1]) * _MONTHS_OF_A_YEAR + half + (float(months[1]) if months else 0)))


def _within(question: Question, value: float) -> bool:
    low_enough = question.highest is None or value <= question.highest
    return low_enough and (question.lowest is None or value >= question.lowest)
