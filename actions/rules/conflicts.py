"""The register of what the sources disagree on: the safe answer, what it binds, and what must never be said."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from actions.library import library
from actions.library.errors import ContentError
from actions.library.reading import frozen, yaml_file
from actions.library.shapes import CONFIDENCES, LANGUAGES
from actions.rules.catalogue import catalogue
from actions.rules.parameters import known_parameters

KEYS = frozenset({"id", "question", "answer", "confidence", "binds", "says", "refuses", "offers", "never"})
NEEDED = frozenset({"id", "question", "answer", "confidence", "binds", "says"})
NEVER_KEYS = frozenset({"topics", "figures", "words", "example", "outputs", "units"})
BINDS = ("parameters", "rules", "topics")


@dataclass(frozen=True)
class Never:
    """Something never said: figures or words in the answers of some topics, outputs of a rule today, units of one."""

    topics: tuple[str, ...]
    figures: tuple[str, ...]
    words: Mapping[str, str]
    example: Mapping[str, str]
    outputs: Mapping[str, tuple[int, ...]]
    units: Mapping[str, tuple[str, ...]]

    def concerns(self, topic: str) -> bool:
        """Whether the answers of a topic are bound by this."""
        return any(fnmatchcase(topic, pattern) for pattern in self.topics)

    def found_in(self, text: str, language: str) -> str | None:
        """The forbidden figure or words a text holds, if any. A figure inside a longer number does not count."""
        patterns = [rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)" for figure in self.figures]
        patterns += [self.words[language]] if self.words else []
        for pattern in patterns:
            if found := re.search(pattern, text, re.IGNORECASE):
                return found.group()
        return None


@dataclass(frozen=True)
class Conflict:
    """One conflict or trap: the question, the safe answer, and what each comes to for a machine."""

    id: str
    question: str
    answer: str
    confidence: str
    parameters: tuple[str, ...]
    rules: tuple[str, ...]
    topics: tuple[str, ...]
    says: tuple[Mapping[str, Any], ...]
    refuses: tuple[Mapping[str, Any], ...]
    offers: tuple[str, ...]
    never: tuple[Never, ...]


@functools.cache
def register() -> tuple[Conflict, ...]:
    """Every conflict and trap of this installation."""
    return read_register(library().root / "law" / "conflicts.yml")


def read_register(path: Path) -> tuple[Conflict, ...]:
    """The register in a file; `ContentError` when it is malformed or points at what does not exist."""
    found = tuple(_conflict(row, path) for row in yaml_file(path))
    ids = [conflict.id for conflict in found]
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise ContentError(f"{path}: stands twice: {', '.join(sorted(twice))}")
    return found


def _conflict(row: Any, path: Path) -> Conflict:
    where = f"{path}: {row.get('id')}"
    if not NEEDED <= set(row) <= KEYS:
        raise ContentError(f"{where}: keys must be {sorted(NEEDED)} and may be {sorted(KEYS)}")
    if row["confidence"] not in CONFIDENCES or set(row["binds"]) != set(BINDS) or not row["says"]:
        raise ContentError(f"{where}: needs a confidence, what it binds, and something it says")
    bound = {name: tuple(row["binds"][name]) for name in BINDS}
    never = tuple(_never(item, where) for item in row.get("never") or ())
    offers = tuple(row.get("offers") or ())
    lost = {*bound["parameters"]} - {*known_parameters()}
    lost |= {*bound["rules"], *(rule for item in never for rule in (*item.outputs, *item.units))} - {*catalogue()}
    lost |= {*bound["topics"], *offers} - {*library().topics}
    if lost:
        raise ContentError(f"{where}: points at nothing: {', '.join(sorted(lost))}")
    said = {"says": frozen(row["says"]), "refuses": frozen(row.get("refuses") or [])}
    return Conflict(
        row["id"], row["question"], row["answer"], row["confidence"], **bound, **said, offers=offers, never=never
    )


def _never(item: Any, where: str) -> Never:
    if not set(item) <= NEVER_KEYS:
        raise ContentError(f"{where}: never: unknown keys {sorted(set(item) - NEVER_KEYS)}")
    spoken = {*item} & {"figures", "words"}
    if bool(spoken) != ("topics" in item) or not spoken | ({*item} & {"outputs", "units"}):
        raise ContentError(f"{where}: never: figures or words need topics, and topics need one of them")
    words, example = item.get("words") or {}, item.get("example") or {}
    if words and not set(words) == set(example) == set(LANGUAGES):
        raise ContentError(f"{where}: never: words and an example are needed in every language")
    return Never(
        topics=tuple(item.get("topics") or ()),
        figures=tuple(item.get("figures") or ()),
        words=frozen(words),
        example=frozen(example),
        outputs=frozen(item.get("outputs") or {}),
        units=frozen(item.get("units") or {}),
    )
