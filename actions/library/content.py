"""The library itself: everything under content/, loaded as one unchangeable whole."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from actions.library import reading
from actions.library.errors import ContentError
from actions.library.shapes import LANGUAGES, Answer, Fact, Topic

CONTENT = Path(__file__).resolve().parents[2] / "content"


@dataclass(frozen=True)
class Library:
    """All content. Look-ups raise `KeyError` for ids that do not exist: an id never comes from a citizen."""

    root: Path
    topics: Mapping[str, Topic]
    answers: Mapping[tuple[str, str], Answer]
    titles: Mapping[tuple[str, str], str]
    catalogues: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Fact]
    references: Mapping[str, Mapping[str, str]]

    @property
    def parameters(self) -> Path:
        """Folder of the dated legal parameters."""
        return self.root / "law" / "parameters"

    def topic(self, id: str) -> Topic:
        """The topic with this id."""
        return self.topics[id]

    def answer(self, topic: str, language: str) -> Answer:
        """The words of an answer topic in a language ("km" or "en")."""
        return self.answers[topic, language]

    def title(self, topic: str, language: str) -> str:
        """The short label of a topic, for a button."""
        return self.titles[topic, language]

    def message(self, id: str, language: str) -> str:
        """The words of a message, with its placeholders unfilled."""
        return self.catalogues[language][id]

    def has_message(self, id: str, language: str) -> bool:
        """Whether a message has words in a language."""
        return id in self.catalogues[language]

    def reference(self, id: str, language: str) -> str:
        """The wording of a legal reference in a language."""
        return self.references[id][language]


def load(root: Path = CONTENT) -> Library:
    """Read all content under `root`; `ContentError` when something cannot be used."""
    topics: dict[str, Topic] = {}
    for path in sorted((root / "topics").glob("*.yml")):
        for row in reading.yaml_file(path) or ():
            topic = reading.topic(row, path)
            if topic.id in topics:
                raise ContentError(f"{path}: {topic.id} is described twice")
            topics[topic.id] = topic
    answers = {
        (path.stem, language): reading.answer(path, language)
        for language in LANGUAGES
        for path in sorted((root / language / "answers").glob("*.md"))
    }
    found = Library(
        root=root,
        topics=MappingProxyType(topics),
        answers=MappingProxyType(answers),
        titles=MappingProxyType(_titles(root, answers)),
        catalogues=MappingProxyType({language: _catalogue(root / language) for language in LANGUAGES}),
        facts=MappingProxyType(reading.facts(root / "law" / "facts.yml")),
        references=reading.frozen(reading.yaml_file(root / "law" / "references.yml") or {}),
    )
    _refuse_gaps(found)
    return found


@functools.cache
def library() -> Library:
    """The content of this installation, read once."""
    return load()


def _titles(root: Path, answers: Mapping[tuple[str, str], Answer]) -> dict[tuple[str, str], str]:
    titles = {key: answer.title for key, answer in answers.items()}
    for language in LANGUAGES:
        path = root / language / "answers" / "titles.yml"
        for topic, title in (reading.yaml_file(path) or {}).items():
            if (topic, language) in titles:
                raise ContentError(f"{path}: {topic} has a title in its answer file already")
            titles[topic, language] = str(title)
    return titles


def _catalogue(folder: Path) -> Mapping[str, str]:
    merged: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        words = reading.messages(path)
        twice = merged.keys() & words.keys()
        if twice:
            raise ContentError(f"{path}: also in another file: {', '.join(sorted(twice))}")
        merged |= words
    return MappingProxyType(merged)


def _refuse_gaps(found: Library) -> None:
    for topic in found.topics.values():
        for language in LANGUAGES:
            if (topic.id, language) not in found.titles:
                raise ContentError(f"{topic.id}: no title in {language}")
            if topic.kind in ("answer", "safety") and (topic.id, language) not in found.answers:
                raise ContentError(f"{topic.id}: no answer in {language}")
        lost = [name for name in (*topic.facts, *topic.rests_on) if name not in found.facts]
        lost += [name for name in topic.rests_on.values() if name not in found.references]
        lost += [name for name in (*topic.next, *topic.related) if name not in found.topics]
        if lost:
            raise ContentError(f"{topic.id}: points at nothing: {', '.join(lost)}")
    homeless = {topic for topic, _ in found.titles} - found.topics.keys()
    if homeless:
        raise ContentError(f"words without a topic: {', '.join(sorted(homeless))}")
