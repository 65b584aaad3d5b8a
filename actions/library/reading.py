"""Reads content files into the library's shapes; every complaint names the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import frontmatter
import yaml
from babel.messages.pofile import PoFileError, read_po

from actions.library.errors import ContentError
from actions.library.shapes import CONFIDENCES, KINDS, Answer, Fact, Topic, Variant

MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
HEADING = re.compile(r"^## +(\S+) *$", re.MULTILINE)
TOPIC_KEYS = frozenset(
    {"id", "kind", "facts", "rests_on", "values", "variants", "next", "related", "service"},
)


def yaml_file(path: Path) -> Any:
    """The content of one YAML file; `ContentError` when it is missing or not YAML."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ContentError(f"{path}: cannot be read: {fault}") from fault


def frozen(value: Any) -> Any:
    """The same value with lists as tuples and mappings that refuse to change."""
    if isinstance(value, Mapping):
        return MappingProxyType({str(key): frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return value


def topic(row: Any, path: Path) -> Topic:
    """One row of a topics file."""
    if not isinstance(row, dict) or "id" not in row:
        raise ContentError(f"{path}: every topic is a mapping with an id")
    extra = set(row) - TOPIC_KEYS
    if extra:
        raise ContentError(f"{path}: {row['id']}: unknown keys {sorted(extra)}")
    if row.get("kind") not in KINDS:
        raise ContentError(f"{path}: {row['id']}: kind must be one of {sorted(KINDS)}")
    variants = tuple(Variant(item["name"], frozen(item["when"])) for item in row.get("variants") or ())
    return Topic(
        id=row["id"],
        kind=row["kind"],
        facts=tuple(row.get("facts") or ()),
        rests_on=frozen(row.get("rests_on") or {}),
        values=frozen(row.get("values") or {}),
        variants=variants,
        next=tuple(row.get("next") or ()),
        related=tuple(row.get("related") or ()),
        service=row.get("service"),
    )


def answer(path: Path, language: str) -> Answer:
    """One answer file: its title and its parts."""
    try:
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ContentError(f"{path}: cannot be read: {fault}") from fault
    title = str(post.metadata.get("title") or "").strip()
    if not title:
        raise ContentError(f"{path}: has no title")
    pieces = HEADING.split(post.content)
    parts = {"": pieces[0].strip()}
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if name in parts:
            raise ContentError(f"{path}: the part {name} stands twice")
        parts[name] = text.strip()
    empty = [name or "first part" for name, text in parts.items() if not text]
    if empty:
        raise ContentError(f"{path}: empty: {', '.join(empty)}")
    return Answer(topic=path.stem, language=language, title=title, parts=MappingProxyType(parts))


def messages(path: Path) -> dict[str, str]:
    """The translated messages of one .po file; those without words are left out."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (OSError, UnicodeDecodeError, PoFileError) as fault:
        raise ContentError(f"{path}: cannot be read: {fault}") from fault
    ids = MSGID.findall(path.read_text(encoding="utf-8"))
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise ContentError(f"{path}: stands twice: {', '.join(twice)}")
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}


def facts(path: Path) -> dict[str, Fact]:
    """The facts list."""
    found: dict[str, Fact] = {}
    for name, row in (yaml_file(path) or {}).items():
        if row.get("confidence") not in CONFIDENCES:
            raise ContentError(f"{path}: {name}: confidence must be one of {CONFIDENCES}")
        found[name] = Fact(id=name, confidence=row["confidence"], says=row["says"], note=row.get("note", ""))
    return found
