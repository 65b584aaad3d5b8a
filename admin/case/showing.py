"""Showing a case: its thread as a reader at the desk sees it, with questions and answers in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.cases.status import CaseKind, MessageKind
from actions.cases.thread import Entry
from admin.words import Words

CITIZENS = frozenset({MessageKind.STORY, MessageKind.CITIZEN})
EVENTS = frozenset({MessageKind.CLAIMED, MessageKind.REOPENED, MessageKind.LEFT})


@dataclass(frozen=True)
class Shown:
    """One message of the thread. `side` says whose words they are: citizen, staff, note or event."""

    kind: str
    side: str
    audience: str
    at: datetime
    author: str | None  # a name; None for the citizen
    own: bool
    answers: tuple[tuple[str, str], ...]
    text: str


def thread(entries: Iterable[Entry], names: dict[str, str], reader_id: str, words: Words) -> list[Shown]:
    """The messages in order, each with its author's name and its words."""
    return [
        Shown(
            kind=entry.kind,
            side=_side(entry.kind),
            audience=entry.audience,
            at=entry.at,
            author=names.get(entry.author_id or ""),
            own=entry.author_id == reader_id,
            answers=answers(entry.body, words),
            text=str(entry.body.get("text", "")),
        )
        for entry in entries
    ]


def answers(body: dict[str, Any], words: Words) -> tuple[tuple[str, str], ...]:
    """A story's questions and answers, in the words the citizen was asked with."""
    interview = str(body.get("interview", CaseKind.COMPLAINT))
    return tuple(
        (_question(interview, str(question), words), _answer(interview, str(question), value, words))
        for question, value in body.get("answers", ())
    )


def said_already(entries: Iterable[Entry], kind: MessageKind, staff_id: str, text: str) -> bool:
    """Whether this person's same words are in the thread: a form sent twice, the second time too late."""
    return any(
        entry.kind == kind and entry.author_id == staff_id and entry.body.get("text") == text.strip()
        for entry in entries
    )


def _side(kind: MessageKind) -> str:
    if kind in CITIZENS:
        return "citizen"
    return "event" if kind in EVENTS else "note" if kind == MessageKind.NOTE else "staff"


def _question(interview: str, question: str, words: Words) -> str:
    keys = (f"label.{interview}.{question}", f"ask.{interview}.{question}")
    return next((words.citizen(key) for key in keys if words.has(key)), question)


def _answer(interview: str, question: str, value: Any, words: Words) -> str:
    key = f"option.{interview}.{question}.{value}"
    if words.has(key):
        return words.citizen(key)
    return words.province(str(value)) if question == "province" else str(value)
