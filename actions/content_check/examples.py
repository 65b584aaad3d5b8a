"""Training messages: enough of each kind for every topic, and none that belongs to two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.content_check.looked_at import Check, Content, Fault
from actions.library.reading import yaml_file
from actions.library.shapes import LANGUAGES
from nlu.khmer.normalise import normalise

# Least of each kind, for topics of kind talk and for all others.
LEAST = {"km": 30, "en": 20, "romanised": 20}
LEAST_TALK = {"km": 20, "en": 20, "romanised": 20}


def _file(topic: str, language: str) -> str:
    return f"content/{language}/examples/{topic}.yml"


def examples(content: Content) -> dict[tuple[str, str], list[str]]:
    """The messages of each topic and kind (km, en, romanised)."""
    found: dict[tuple[str, str], list[str]] = {}
    for language in LANGUAGES:
        for path in sorted((content.library.root / language / "examples").glob("*.yml")):
            held = yaml_file(path) or {}
            for key, kind in (("examples", language), ("romanised", "romanised")):
                found.setdefault((path.stem, kind), []).extend(str(text) for text in held.get(key) or ())
    return found


def _enough(content: Content) -> Iterator[Fault]:
    found = examples(content)
    for topic in content.library.topics.values():
        for kind, least in (LEAST_TALK if topic.kind == "talk" else LEAST).items():
            held = len(found.get((topic.id, kind), ()))
            if held < least:
                language = "en" if kind == "en" else "km"
                what = f"{held} {kind} messages, at least {least}"
                yield Fault(_file(topic.id, language), topic.id, kind, what, "write more, as people would type them")
    for topic_id in sorted({topic for topic, _ in found} - content.library.topics.keys()):
        yield Fault(_file(topic_id, "km"), topic_id, "", "the messages have no topic", "describe it, or remove them")


def _apart(content: Content) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for (topic, kind), texts in sorted(examples(content).items()):
        for text in texts:
            key = re.sub(r"\s+", " ", normalise(text)).casefold()
            earlier = first.setdefault(key, topic)
            if earlier != topic:
                what = f"also a message of {earlier}: {text}"
                mend = "leave it where it fits better, or drop it"
                yield Fault(_file(topic, "en" if kind == "en" else "km"), topic, kind, what, mend)


CHECKS = (
    Check("examples", "every topic has enough messages in Khmer, English and romanised Khmer", _enough),
    Check("apart", "no message belongs to two topics", _apart),
)
