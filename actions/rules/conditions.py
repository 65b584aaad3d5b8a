"""Conditions of the law: met, not met, or unknown as long as a fact is not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.rules import facts as reading
from actions.rules.known import Known, made


def at_least(facts: Mapping[str, Any], name: str, needed: Known, most: int) -> Known:
    """Whether a count the citizen gave reaches what the law needs; the count may be at most `most`."""
    have = reading.count(facts, name, most)

    def judged(least: int) -> str:
        if have is None:
            return "unknown"
        return "met" if have >= least else "not_met"

    return made("state", judged, needed)


def both(*states: Known) -> Known:
    """Several conditions at once: not met as soon as one is not, met only when all are."""

    def judged(*words: str) -> str:
        if "not_met" in words:
            return "not_met"
        return "unknown" if "unknown" in words else "met"

    return made("state", judged, *states)


def either(*states: Known) -> Known:
    """Several ways to meet one condition: met as soon as one is, not met only when none can be."""

    def judged(*words: str) -> str:
        if "met" in words:
            return "met"
        return "unknown" if "unknown" in words else "not_met"

    return made("state", judged, *states)
