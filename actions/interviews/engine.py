"""The engine: which question comes next, whether an answer fits, and going back. Pure: state in, state out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from actions.interviews.definitions import Definition, Question, definitions
from actions.interviews.reading import STORY_LIMIT, UNKNOWN, Refused, fits, read

__all__ = ["SKIPPED", "STORY_LIMIT", "UNKNOWN", "Refused", "State"]

SKIPPED = "-"


@dataclass(frozen=True)
class State:
    """How far an interview is.

    `answers` maps question ids to JSON values; SKIPPED marks an optional one left out, UNKNOWN one nobody knows.
    """

    name: str
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def definition(self) -> Definition:
        """The definition this state belongs to."""
        return definitions()[self.name]


def begin(name: str, facts: Mapping[str, Any] | None = None) -> State:
    """A new state, with what is already known filled in; a fact that does not fit is asked for."""
    said, definition = facts or {}, definitions()[name]
    known = {question.id: said[question.id] for question in definition.questions if _said(question, said)}
    return State(name, known | {kept: said[kept] for kept in definition.keeps if said.get(kept) is not None})


def _said(question: Question, facts: Mapping[str, Any]) -> bool:
    return question.id in facts and fits(question, facts[question.id])


def current(state: State) -> Question | None:
    """The question to ask now, or None when all is answered."""
    return next((question for question in visible(state) if question.id not in state.answers), None)


def visible(state: State) -> list[Question]:
    """The questions that apply, given the answers so far."""
    return [question for question in state.definition.questions if _applies(question, state.answers)]


def _applies(question: Question, answers: Mapping[str, Any]) -> bool:
    wanted = all(_is(answers, path, value) for path, value in question.when.items())
    return wanted and not any(_is(answers, path, value) for path, value in question.unless.items())


def _is(answers: Mapping[str, Any], path: str, wanted: Any) -> bool:
    value: Any = answers
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value in wanted if isinstance(wanted, list) else value == wanted


def answer(state: State, question: Question, given: str) -> State | Refused:
    """The state after an answer, typed or chosen, or why it does not fit."""
    value = read(state.name, question, given.strip())
    if isinstance(value, Refused):
        return value
    return replace(state, answers=state.answers | {question.id: value})


def skip(state: State, question: Question) -> State | Refused:
    """Leave an optional question out."""
    if not question.optional:
        return Refused("interview.cannot_skip")
    return replace(state, answers=state.answers | {question.id: SKIPPED})


def before(state: State) -> Question | None:
    """The question before the present one, whose answer going back would forget; None at the first."""
    last = None
    for question in visible(state):
        if question.id not in state.answers:
            break
        last = question
    return last


def back(state: State) -> State:
    """Forget the answer before the present question, so that it is asked again."""
    last = before(state)
    if last is None:
        return state
    return replace(state, answers={name: value for name, value in state.answers.items() if name != last.id})


def urgent(state: State) -> bool:
    """Whether an answer makes this urgent."""
    return any(state.answers.get(question.id) in question.urgent_when for question in state.definition.questions)


def told(state: State) -> list[tuple[str, Any]]:
    """What was answered, in the order of the questions, without what was skipped, not known or only confirmed."""
    return [
        (question.id, state.answers[question.id])
        for question in visible(state)
        if question.kind != "confirm"
        and state.answers.get(question.id, SKIPPED) != SKIPPED
        and not (question.unknown and state.answers[question.id] == UNKNOWN)
    ]


def kept(state: State) -> dict[str, Any]:
    """Facts said along the way that the interview carries without asking for them."""
    return {name: state.answers[name] for name in state.definition.keeps if name in state.answers}
