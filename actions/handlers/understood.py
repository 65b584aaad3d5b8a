"""What Rasa understood of the latest message, read from its tracker."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

ANSWERABLE = 3
"""How many topics are suggested at most."""
_NOT_SUGGESTED = ("talk", "safety", "service")


def understood(tracker: Tracker) -> dict[str, Any]:
    """Topic, confidence, ranking, language and facts; the language told in metadata when Rasa gave none."""
    message = tracker.latest_message or {}
    told = message.get("metadata") or {}
    seen = message.get("understood") or {}
    return {
        "topic": seen.get("topic"),
        "confidence": seen.get("confidence", 0.0),
        "ranking": seen.get("ranking") or [],
        "language": seen.get("language") or told.get("language") or "km",
        "facts": seen.get("facts") or {},
    }


def suggestions(ranking: list[list[Any]]) -> list[str]:
    """The likeliest topics that have answers."""
    topics = [topic for topic, _ in ranking if topic.split(".", 1)[0] not in _NOT_SUGGESTED]
    return topics[:ANSWERABLE]


def payload(say: str, tracker: Tracker, suggested: list[str] | None = None) -> dict[str, Any]:
    """The contract's JSON."""
    return {"say": say, **understood(tracker), "suggestions": suggested or []}
