"""The engine: which question comes next, whether an answer fits, and going back. Pure: state in, state out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from actions.interviews.definitions import Definition, Question, definitions
from actions.library.places import match_province
from nlu.khmer.digits import amounts, ascii_digits

SKIPPED = "-"
STORY_LIMIT, TEXT_LIMIT = 4_000, 300
BIGGEST_AMOUNT = 10**12


@dataclass(frozen=True)
class State:
    """How far an interview is. `answers` maps question ids to JSON values; SKIPPED marks an optional one left out."""

    name: str
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def definition(self) -> Definition:
        """The definition this state belongs to."""
        return definitions()[self.name]


@dataclass(frozen=True)
class Refused:
    """An answer that does not fit: `why` is a message id that says what to do."""

    why: str


def begin(name: str, facts: dict[str, Any] | None = None) -> State:
    """A new state, with what is already known filled in."""
    known = {}
    for question in definitions()[name].questions:
        value = (facts or {}).get(question.id)
        if value is not None and question.kind in ("money", "number", "story"):
            known[question.id] = value
    return State(name, known)


def current(state: State) -> Question | None:
    """The question to ask now, or None when all is answered."""
    return next((question for question in visible(state) if question.id not in state.answers), None)


def visible(state: State) -> list[Question]:
    """The questions that apply, given the answers so far."""
    return [question for question in state.definition.questions if _applies(question, state.answers)]


def _applies(question: Question, answers: dict[str, Any]) -> bool:
    for path, wanted in question.when.items():
        value: Any = answers
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value != wanted:
            return False
    return True


def answer(state: State, question: Question, given: str) -> State | Refused:
    """The state after an answer, typed or chosen, or why it does not fit."""
    value = _read(question, given.strip())
    if isinstance(value, Refused):
        return value
    return replace(state, answers=state.answers | {question.id: value})


def skip(state: State, question: Question) -> State | Refused:
    """Leave an optional question out."""
    if not question.optional:
        return Refused("interview.cannot_skip")
    return replace(state, answers=state.answers | {question.id: SKIPPED})


def back(state: State) -> State:
    """Forget the last answer, so that its question is asked again."""
    kept = dict(state.answers)
    for question in reversed(visible(state)):
        if question.id in kept:
            del kept[question.id]
            break
    return replace(state, answers=kept)


def urgent(state: State) -> bool:
    """Whether an answer makes this urgent."""
    return any(state.answers.get(question.id) in question.urgent_when for question in state.definition.questions)


def told(state: State) -> list[tuple[str, Any]]:
    """What was answered, in the order of the questions, without what was skipped or only confirmed."""
    return [
        (question.id, state.answers[question.id])
        for question in visible(state)
        if question.kind != "confirm" and state.answers.get(question.id, SKIPPED) != SKIPPED
    ]


def _read(question: Question, given: str) -> Any:
    if not given:
        return Refused("interview.empty")
    if question.kind in ("choice", "confirm"):
        options = question.options if question.kind == "choice" else ("send",)
        return given if given in options else Refused("interview.choose")
    if question.kind == "story":
        return given if len(given) <= STORY_LIMIT else Refused("interview.story_too_long")
    if question.kind == "text":
        return given if len(given) <= TEXT_LIMIT else Refused("interview.text_too_long")
    if question.kind == "province":
        return match_province(given) or Refused("interview.province_unknown")
    if question.kind == "money":
        return _money(given)
    if question.kind == "receipt":
        return given
    return _number(question, given)


def _money(given: str) -> dict[str, Any] | Refused:
    found = [amount for amount in amounts(given) if 0 < amount.amount <= BIGGEST_AMOUNT]
    if len(found) != 1:
        return Refused("interview.money_unclear")
    only = found[0]
    if only.currency is None and only.amount < 10_000:  # nobody is paid under 10,000 riel a month; dollars must be said
        return Refused("interview.currency_unclear")
    return {"amount": only.amount, "currency": only.currency or "KHR"}


def _number(question: Question, given: str) -> float | int | Refused:
    match = re.search(r"(?<![\d.])\d{1,12}(?:[.,]\d{1,4})?(?![\d])", ascii_digits(given).replace(",", ""))
    if match is None:
        return Refused("interview.number_unclear")
    value = float(match[0])
    if (question.lowest is not None and value < question.lowest) or (
        question.highest is not None and value > question.highest
    ):
        return Refused("interview.number_out_of_range")
    return int(value) if value.is_integer() else value
