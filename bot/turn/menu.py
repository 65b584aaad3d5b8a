"""Menus: the buttons that are offered again and again, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.answers.buttons import PERSON, read_by
from actions.cases.thread import LEAVE
from actions.conversations.say import Button
from actions.library import library

__all__ = ["COMPLAIN", "LANGUAGES", "LEAVE", "MAIN", "NONE_OF_THESE", "PERSON", "TRACK", "topic"]

COMPLAIN = Button("topic:service.make_complaint", {"do": "start", "interview": "complaint"})
TRACK = Button("topic:service.track_case", {"do": "track"})
NONE_OF_THESE = Button("button.none_of_these", {"do": "none_of_these"})
LANGUAGES = (
    Button("button.khmer", {"do": "language", "to": "km"}),
    Button("button.english", {"do": "language", "to": "en"}),
)


def topic(topic_id: str, facts: Mapping[str, Any] | None = None) -> Button:
    """A button that asks about a topic, with the facts the topic can use."""
    read = read_by(library().topic(topic_id), facts or {})
    return Button(f"topic:{topic_id}", {"do": "topic", "topic": topic_id} | ({"facts": read} if read else {}))


MAIN = (
    topic("service.check_eligibility"),
    topic("contribution.worker_share"),
    topic("maternity.birth_grant"),
    topic("health.which_hospital"),
    topic("registration.not_registered"),
    COMPLAIN,
    PERSON,
)
