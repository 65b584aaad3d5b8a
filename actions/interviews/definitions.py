"""Definitions: the interviews of content/interviews, read once and checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from actions.library import ContentError
from actions.library.content import CONTENT
from actions.library.reading import yaml_file

KINDS = frozenset({"choice", "story", "text", "province", "money", "number", "receipt", "confirm"})
FINISHES = frozenset({"case", "workout", "track"})


@dataclass(frozen=True)
class Question:
    """One question. `when` names earlier answers ("wage.currency") and the value each must have."""

    id: str
    kind: str
    options: tuple[str, ...] = ()
    optional: bool = False
    when: dict[str, Any] = field(default_factory=dict)
    urgent_when: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Definition:
    """An interview: its questions in order, what is said first, and what its end does."""

    name: str
    finish: str
    questions: tuple[Question, ...]
    intro: str | None = None
    rule: str | None = None
    topic: str | None = None

    def question(self, question_id: str) -> Question:
        """The question with this id."""
        return next(question for question in self.questions if question.id == question_id)


@functools.cache
def definitions() -> dict[str, Definition]:
    """All interviews by name. Raises ContentError for one that cannot be used."""
    found = {}
    for path in sorted((CONTENT / "interviews").glob("*.yml")):
        row = yaml_file(path)
        questions = tuple(_question(item) for item in row["questions"])
        if row["finish"] not in FINISHES or any(question.kind not in KINDS for question in questions):
            raise ContentError(f"{path}: unknown finish or kind of question")
        found[row["name"]] = Definition(
            row["name"], row["finish"], questions, row.get("intro"), row.get("rule"), row.get("topic")
        )
    return found


def _question(item: dict[str, Any]) -> Question:
    return Question(
        id=item["id"],
        kind=item["kind"],
        options=tuple(str(option) for option in item.get("options", ())),
        optional=item.get("optional", False),
        when=item.get("when", {}),
        urgent_when=tuple(item.get("urgent_when", ())),
        lowest=item.get("from"),
        highest=item.get("to"),
    )
