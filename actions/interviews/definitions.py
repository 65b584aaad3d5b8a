"""Definitions: the interviews of content/interviews, read once and checked."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actions.library import ContentError
from actions.library.content import CONTENT
from actions.library.reading import yaml_file

KINDS = frozenset({"choice", "story", "text", "province", "money", "number", "receipt", "confirm"})
FINISHES = frozenset({"case", "workout", "track", "entitlements"})
UNITS = frozenset({"", "months"})


@dataclass(frozen=True)
class Question:
    """One question.

    `id` is also the name of the fact a sentence may fill it with; `input` is what the rule calls the answer.
    `when` names earlier answers ("wage.currency") and the value each must have, or a list of values; `unless` names
    answers that make the question needless. `unknown` allows "I do not know", which leaves the fact out, or puts
    `otherwise` in its place. `shows` fills placeholders of the question's words from dated parameters.
    """

    id: str
    kind: str
    options: tuple[str, ...] = ()
    optional: bool = False
    unknown: bool = False
    otherwise: Any = None
    input: str = ""
    unit: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    unless: Mapping[str, Any] = field(default_factory=dict)
    shows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    urgent_when: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Definition:
    """An interview: its questions in order, what is said first, what its end does, and facts kept but never asked."""

    name: str
    finish: str
    questions: tuple[Question, ...]
    intro: str | None = None
    rule: str | None = None
    topic: str | None = None
    keeps: tuple[str, ...] = ()

    def question(self, question_id: str) -> Question:
        """The question with this id."""
        return next(question for question in self.questions if question.id == question_id)


@functools.cache
def definitions() -> dict[str, Definition]:
    """All interviews by name. Raises ContentError for one that cannot be used."""
    return {found.name: found for found in (read(path) for path in sorted((CONTENT / "interviews").glob("*.yml")))}


def read(path: Path) -> Definition:
    """The interview of one file. Raises ContentError."""
    row = yaml_file(path)
    questions = tuple(_question(item) for item in row["questions"])
    found = Definition(
        row["name"],
        row["finish"],
        questions,
        row.get("intro"),
        row.get("rule"),
        row.get("topic"),
        tuple(row.get("keeps", ())),
    )
    faults = list(_faults(found))
    if faults:
        raise ContentError(f"{path}: {'; '.join(faults)}")
    return found


def _faults(found: Definition) -> Iterator[str]:
    if found.finish not in FINISHES:
        yield f"unknown finish {found.finish}"
    before: set[str] = set()
    for question in found.questions:
        if question.kind not in KINDS or question.unit not in UNITS:
            yield f"{question.id}: unknown kind or unit"
        asked_of = {path.split(".")[0] for path in (*question.when, *question.unless)}
        if question.id in before or not asked_of <= before:
            yield f"{question.id}: stands twice, or depends on a later question"
        before.add(question.id)


def _question(item: dict[str, Any]) -> Question:
    return Question(
        id=item["id"],
        kind=item["kind"],
        options=tuple(str(option) for option in item.get("options", ())),
        optional=item.get("optional", False),
        unknown=item.get("unknown", False),
        otherwise=item.get("otherwise"),
        input=item.get("input", item["id"]),
        unit=item.get("unit", ""),
        when=item.get("when", {}),
        unless=item.get("unless", {}),
        shows=item.get("shows", {}),
        urgent_when=tuple(item.get("urgent_when", ())),
        lowest=item.get("from"),
        highest=item.get("to"),
    )
