"""Keeping the law fresh: which facts and figures must be looked at again, and which changes are known to come."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from actions.library import library
from actions.library.reading import yaml_file
from actions.rules.months import months_after
from actions.rules.parameters import history, known_parameters

# Months after which something is looked at again, by how sure it is.
EVERY = {"high": 12, "medium": 6, "low": 1}


@dataclass(frozen=True, order=True)
class Check:
    """A fact or a parameter: when it must be looked at again, when it last was, and how sure it is."""

    again: date
    kind: str
    id: str
    checked: date
    confidence: str


@dataclass(frozen=True, order=True)
class Coming:
    """A known change: its day, what it touches (a parameter's id, or one of ours) and what is said about it."""

    on: date
    id: str
    says: str


def stale(on: date) -> list[Check]:
    """Facts and parameters that must be looked at again by a day, the longest overdue first."""
    return sorted(check for check in (*checks().values(), *_parameters(on)) if check.again <= on)


def coming(on: date, within: timedelta) -> list[Coming]:
    """Changes of a parameter after a day and within a time, and open questions of the law due by then, soonest first.

    An open question stays even when its day has passed, until it is settled and its row removed.
    """
    until = on + within
    steps = [
        Coming(since, id, f"{value} {about['unit']}" if value is not None else "ends")
        for id in known_parameters()
        for since, value, about in history(id)
        if on < since <= until
    ]
    return sorted([*steps, *(change for change in open_questions() if change.on <= until)])


@functools.cache
def checks() -> Mapping[str, Check]:
    """When each fact was checked and must be again."""
    rows = yaml_file(library().root / "law" / "facts.yml")
    return MappingProxyType(
        {id: Check(row["again"], "fact", id, row["checked"], row["confidence"]) for id, row in rows.items()}
    )


@functools.cache
def open_questions() -> tuple[Coming, ...]:
    """Changes and ends of periods that no parameter shows."""
    rows = yaml_file(library().root / "law" / "coming.yml")
    return tuple(Coming(row["day"], row["id"], row["says"]) for row in rows)


def _parameters(on: date) -> list[Check]:
    found = []
    for id in known_parameters():
        rows = [about for since, _, about in history(id) if since <= on]
        for about in rows[-1:]:
            checked = date.fromisoformat(str(about["checked"]))
            # A figure is looked at again with its fact, if not before.
            again = min(months_after(checked, EVERY[about["confidence"]]), checks()[about["fact"]].again)
            found.append(Check(again, "parameter", id, checked, about["confidence"]))
    return found
