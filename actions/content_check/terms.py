"""The glossary: words that must be used for a thing, in both languages, and wrong ones that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.content_check.looked_at import Check, Content, Fault, Text, answer_file, other
from actions.library import ContentError
from actions.library.reading import yaml_file
from actions.library.shapes import LANGUAGES
from nlu.khmer.segment import is_khmer

FILE = "content/glossary.yml"
NEEDED, KEYS = frozenset({"id", "km", "en"}), frozenset({"id", "km", "en", "not", "twin"})


@dataclass(frozen=True)
class Term:
    """A thing and its words in each language, the preferred one first; `wrong` are words never used for it.

    With `twin`, an answer that speaks of it in one language must speak of it in the other.
    """

    id: str
    words: dict[str, tuple[str, ...]]
    wrong: tuple[str, ...]
    twin: bool

    def spoken_of(self, text: str, language: str) -> bool:
        """Whether a text uses one of the term's words."""
        return any(_pattern(word).search(text) for word in self.words[language])


@dataclass(frozen=True)
class Glossary:
    """The terms, and the Latin words that may stand in Khmer."""

    terms: tuple[Term, ...]
    latin: frozenset[str]


def glossary(root: Path) -> Glossary:
    """The glossary of a content folder; `ContentError` when it cannot be used."""
    path = root / "glossary.yml"
    row = yaml_file(path)
    terms = tuple(_term(item, path) for item in row["terms"])
    ids = [term.id for term in terms]
    if len(set(ids)) != len(ids):
        raise ContentError(f"{path}: a term stands twice")
    return Glossary(terms, frozenset(row["latin"]))


def _term(item: Any, path: Path) -> Term:
    if not NEEDED <= set(item) <= KEYS:
        raise ContentError(f"{path}: {item.get('id')}: keys must be {sorted(NEEDED)} and may be {sorted(KEYS)}")
    words = {language: _several(item[language]) for language in LANGUAGES}
    return Term(item["id"], words, tuple(item.get("not") or ()), bool(item.get("twin", True)))


def _several(words: Any) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list) else (str(words),)


def _pattern(word: str) -> re.Pattern[str]:
    """Where a term's word stands: in English as a whole word, with the endings of number and tense."""
    ends = r"\b" if word[-1:].isupper() else r"(?:s|es|d|ed|ing)?\b"
    return re.compile(re.escape(word) if is_khmer(word) else rf"\b{re.escape(word)}{ends}", re.IGNORECASE)


def wrong_word(word: str) -> re.Pattern[str]:
    """Where a wrong word stands: as a whole word in English; in Khmer where its last cluster ends with it."""
    khmer = rf"(?<!\u17d2){re.escape(word)}(?![\u17b6-\u17d3])"
    return re.compile(khmer if is_khmer(word) else rf"\b{re.escape(word)}\b", re.IGNORECASE)


def _wrong(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        texts: tuple[Text, ...] = (
            *content.answers(language),
            *content.titles(language),
            *content.messages(language, staff=False),
        )
        for term in glossary(content.library.root).terms:
            for word in term.wrong:
                if is_khmer(word) != (language == "km"):
                    continue
                pattern = wrong_word(word)
                for text in texts:
                    if pattern.search(text.prose):
                        yield text.fault(f"says «{word}» ({term.id})", f"say «{term.words[language][0]}»")


def _twins(content: Content) -> Iterator[Fault]:
    for term in glossary(content.library.root).terms:
        for topic in content.spoken if term.twin else ():
            for language in LANGUAGES:
                answer = content.library.answers.get((topic.id, language))
                twin = content.library.answers.get((topic.id, other(language)))
                if not answer or not twin or not term.spoken_of("\n".join(answer.parts.values()), language):
                    continue
                if not term.spoken_of("\n".join((twin.title, *twin.parts.values())), other(language)):
                    wanted = term.words[other(language)][0]
                    what = f"its twin speaks of «{term.words[language][0]}» ({term.id}) and it does not"
                    yield Fault(
                        answer_file(topic.id, other(language)), topic.id, other(language), what, f"say «{wanted}»"
                    )


def _alive(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        everything = "\n".join(text.text for text in (*content.answers(language), *content.titles(language)))
        for term in glossary(content.library.root).terms:
            if not _pattern(term.words[language][0]).search(everything):
                what = f"no answer says «{term.words[language][0]}»"
                yield Fault(FILE, term.id, language, what, "correct the term, or remove it")


CHECKS = (
    Check("wrong words", "no text says a wrong word for a term of the glossary", _wrong),
    Check("same terms", "an answer that uses a term of the glossary has a twin that uses it too", _twins),
    Check("glossary", "every term of the glossary is used in answers, in both languages", _alive),
)
