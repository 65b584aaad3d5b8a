"""What the library hands out: topics, answers and facts, as unchangeable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

LANGUAGES = ("km", "en")
KINDS = frozenset({"answer", "service", "talk", "safety"})
CONFIDENCES = ("low", "medium", "high")


def nothing() -> Mapping[str, Any]:
    """A mapping that is empty and stays so."""
    return MappingProxyType({})


@dataclass(frozen=True)
class Variant:
    """A named part of an answer that replaces the first part when its conditions hold.

    `when` maps a fact's name to the value it must have, or to "known" when any value will do.
    """

    name: str
    when: Mapping[str, Any]


@dataclass(frozen=True)
class Topic:
    """What a topic is, whatever the language: its facts, its figures and what may follow it."""

    id: str
    kind: str
    facts: tuple[str, ...] = ()
    rests_on: Mapping[str, str] = field(default_factory=nothing)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=nothing)
    variants: tuple[Variant, ...] = ()
    next: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    service: str | None = None


@dataclass(frozen=True)
class Answer:
    """The words of a topic in one language; `parts` maps "" (the first part), "more" and variants to text."""

    topic: str
    language: str
    title: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Fact:
    """A fact of the facts pack this service rests on."""

    id: str
    confidence: str
    says: str
    note: str = ""
