"""What a content check looks at, what it is, and the fault it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from actions.answers.words import PLACEHOLDER
from actions.library import Library, Topic, library
from actions.library.reading import MSGID
from actions.library.shapes import LANGUAGES
from actions.rules import known_parameters
from actions.rules.parameters import history

Rows = tuple[tuple[date, Any, Mapping[str, Any]], ...]
# Read by officers at a desk, not by citizens: their words need not be as easy.
FOR_STAFF = "staff.po"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: the file, the topic or message, the language, what is wrong and how to mend it."""

    file: str
    topic: str
    language: str
    what: str
    mend: str


@dataclass(frozen=True)
class Text:
    """Words somebody may read: where they stand and whose they are."""

    file: str
    topic: str
    language: str
    text: str

    @property
    def prose(self) -> str:
        """The words without their placeholders."""
        return PLACEHOLDER.sub("", self.text)

    def fault(self, what: str, mend: str) -> Fault:
        """A fault of these words."""
        return Fault(self.file, self.topic, self.language, what, mend)


@dataclass(frozen=True)
class Content:
    """All content: the library, and every dated row of every parameter."""

    library: Library
    parameters: Mapping[str, Rows]

    @property
    def spoken(self) -> tuple[Topic, ...]:
        """Topics answered from an answer file."""
        return tuple(topic for topic in self.library.topics.values() if topic.kind in ("answer", "safety"))

    def answers(self, language: str) -> Iterator[Text]:
        """Every part of every answer; `topic` ends in "#<part>" for all but the first."""
        for (topic, its), answer in self.library.answers.items():
            if its == language:
                for part, text in answer.parts.items():
                    yield Text(answer_file(topic, language), f"{topic}#{part}" if part else topic, language, text)

    def titles(self, language: str) -> Iterator[Text]:
        """Every title."""
        for (topic, its), title in self.library.titles.items():
            if its == language:
                name = topic if (topic, language) in self.library.answers else "titles"
                file = answer_file(name, language) if name == topic else f"content/{language}/answers/titles.yml"
                yield Text(file, topic, language, title)

    def messages(self, language: str, *, staff: bool = True) -> Iterator[Text]:
        """Every message, with or without those only officers read."""
        files = self.message_files(language)
        for id, text in self.library.catalogues[language].items():
            file = files.get(id, f"content/{language}")
            if staff or not file.endswith(FOR_STAFF):
                yield Text(file, id, language, text)

    def references(self, language: str) -> Iterator[Text]:
        """The wording of every legal reference."""
        for id, wordings in self.library.references.items():
            yield Text("content/law/references.yml", id, language, wordings.get(language, ""))

    def message_files(self, language: str) -> dict[str, str]:
        """The file of every message id, also of those that have no words yet."""
        found = {}
        for path in sorted((self.library.root / language).glob("*.po")):
            for id in MSGID.findall(path.read_text(encoding="utf-8")):
                found[id] = f"content/{language}/{path.name}"
        return found


@dataclass(frozen=True)
class Check:
    """One proof: its name, what holds when it finds nothing, and how it looks."""

    name: str
    proves: str
    look: Callable[[Content], Iterator[Fault]]


def here() -> Content:
    """The content of this installation."""
    rows = {id: history(id) for id in known_parameters()}
    return Content(library(), MappingProxyType(rows))


def answer_file(topic: str, language: str) -> str:
    """The file of an answer."""
    return f"content/{language}/answers/{topic}.md"


def topic_file(topic: str) -> str:
    """The file a topic is described in."""
    return f"content/topics/{topic.partition('.')[0]}.yml"


def other(language: str) -> str:
    """The other language."""
    return next(one for one in LANGUAGES if one != language)


def placeholders(text: str) -> set[str]:
    """The names of the placeholders in a text."""
    return set(PLACEHOLDER.findall(text))


def listed(names: set[str] | frozenset[str]) -> str:
    """Names for a sentence, in order."""
    return ", ".join(sorted(names))
