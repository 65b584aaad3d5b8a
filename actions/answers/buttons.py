"""The buttons under an answer: more, the working, what may follow, and a person."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from actions import rules
from actions.conversations.say import Button
from actions.library import Topic, library
from actions.library.reading import yaml_file

PERSON = Button("button.person", {"do": "person"})


def again(part: str, topic: Topic, facts: Mapping[str, Any]) -> Button:
    """A button for another part ("more" or "working") of the same topic, with the facts that part reads."""
    return Button(f"button.{part}", {"do": part, "topic": topic.id, "facts": read_by(topic, facts)})


def follow_ups(topic: Topic, facts: Mapping[str, Any]) -> tuple[Button, ...]:
    """A button for each topic that may come next; a service starts at once, with the facts it can use."""
    return tuple(to(id, facts) for id in topic.next)


def to(topic: str, facts: Mapping[str, Any]) -> Button:
    """A button to a topic, with the facts it can use."""
    return Button(f"topic:{topic}", _effect(library().topic(topic), facts))


def _effect(topic: Topic, facts: Mapping[str, Any]) -> dict[str, Any]:
    if topic.service == "person":
        return dict(PERSON.effect)
    if topic.service == "track_case":
        return {"do": "track"}
    read = read_by(topic, facts)
    if topic.kind != "service" or topic.service == "language":
        return {"do": "topic", "topic": topic.id} | ({"facts": read} if read else {})
    return {"do": "start", "interview": topic.service, "facts": read}


def read_by(topic: Topic, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a topic makes use of: in its variants, its values, its rule or its interview."""
    # Only these travel with a button: a receipt or a name must not.
    names = {name for variant in topic.variants for name in variant.when} | asked_by(topic.service or "")
    for spec in topic.values.values():
        if "rule" in spec:
            names |= {item.name for item in rules.catalogue()[spec["rule"]].inputs}
        elif "fact" in spec:
            names.add(spec["fact"])
    return {name: facts[name] for name in sorted(names) if name in facts}


@functools.cache
def asked_by(interview: str) -> frozenset[str]:
    """The facts an interview asks for or keeps; none where there is no such interview."""
    path = library().root / "interviews" / f"{interview}.yml"
    if not path.is_file():
        return frozenset()
    row = yaml_file(path)
    asked = {item["id"] for item in row["questions"] if item["kind"] in ("money", "number", "choice")}
    return frozenset(asked | set(row.get("keeps", ())))
