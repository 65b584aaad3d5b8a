"""The buttons under an answer: more, the working, what may follow, and a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import rules
from actions.conversations.say import Button
from actions.library import Topic, library

PERSON = Button("button.person", {"do": "person"})


def again(part: str, topic: Topic, facts: Mapping[str, Any]) -> Button:
    """A button for another part ("more" or "working") of the same topic, with the facts that part reads."""
    return Button(f"button.{part}", {"do": part, "topic": topic.id, "facts": _read_by(topic, facts)})


def follow_ups(topic: Topic, facts: Mapping[str, Any]) -> tuple[Button, ...]:
    """A button for each topic that may come next; a service starts at once, with the facts it can use."""
    return tuple(Button(f"topic:{id}", _effect(library().topic(id), facts)) for id in topic.next)


def _effect(topic: Topic, facts: Mapping[str, Any]) -> dict[str, Any]:
    if topic.kind != "service" or topic.service == "language":
        return {"do": "topic", "topic": topic.id}
    if topic.service == "person":
        return dict(PERSON.effect)
    if topic.service == "track_case":
        return {"do": "track"}
    return {"do": "start", "interview": topic.service, "facts": _read_by(topic, facts)}


def _read_by(topic: Topic, facts: Mapping[str, Any]) -> dict[str, Any]:
    # Only what the topic reads travels with a button: a receipt or a name must not.
    names = {name for variant in topic.variants for name in variant.when}
    for spec in topic.values.values():
        if "rule" in spec:
            names |= {item.name for item in rules.catalogue()[spec["rule"]].inputs}
    return {name: facts[name] for name in sorted(names) if name in facts}
