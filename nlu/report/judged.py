"""Messages with the answer an examiner gave them, and what a model made of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

OUT_OF_SCOPE = "talk.out_of_scope"
Ranking = Sequence[tuple[str, float]]
Ranker = Callable[[str], tuple[Ranking, bool]]
"""A message in, its ranking (best first) and whether the model would rather ask than answer out."""


@dataclass(frozen=True)
class Asked:
    """One message of an examination; `also` are topics that answer it just as well."""

    topic: str
    kind: str
    text: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """What a model made of a message: first choice, its confidence, and whether it would ask rather than answer."""

    asked: Asked
    topic: str
    confidence: float
    doubtful: bool

    @property
    def right(self) -> bool:
        """Whether the first choice answers the message."""
        return self.topic == self.asked.topic or self.topic in self.asked.also

    @property
    def refused(self) -> bool:
        """Whether the message was not answered as one of ours."""
        return self.doubtful or self.topic == OUT_OF_SCOPE


def examination(path: Path) -> list[Asked]:
    """An examination from a file of tab-separated lines: topic, kind, text, topics that answer as well (commas)."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) < 3:
            raise ValueError(f"{path}:{number}: not topic, kind, text")
        also = frozenset(one.strip() for one in (parts[3] if len(parts) > 3 else "").split(",") if one.strip())
        found.append(Asked(parts[0], parts[1], parts[2], also))
    return found


def massive(path: Path, part: str) -> list[Asked]:
    """The utterances of one part (train, dev) of a MASSIVE file, JSON lines; the kind is the scenario."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [Asked(row["intent"], row["scenario"], row["utt"]) for row in rows if row["partition"] == part]


def judge(asked: Iterable[Asked], rank: Ranker) -> list[Judged]:
    """What a model makes of every message."""
    found = []
    for one in asked:
        ranking, doubtful = rank(one.text)
        topic, confidence = ranking[0] if ranking else ("", 0.0)
        found.append(Judged(one, topic, confidence, doubtful))
    return found


def share(rows: Sequence[Judged], holds: Callable[[Judged], bool]) -> float:
    """The share of rows for which something holds; 0 for none."""
    return sum(map(holds, rows)) / len(rows) if rows else 0.0


def calibration_error(rows: Sequence[Judged], bins: int = 10) -> float:
    """Mean distance between confidence and share right, weighed by messages (expected calibration error)."""
    held: dict[int, list[Judged]] = {}
    for row in rows:
        held.setdefault(min(int(row.confidence * bins), bins - 1), []).append(row)
    gaps = (
        len(part) * abs(share(part, lambda row: row.right) - sum(row.confidence for row in part) / len(part))
        for part in held.values()
    )
    return sum(gaps) / len(rows) if rows else 0.0
