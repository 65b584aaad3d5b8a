"""Known: who is speaking, worker or employer, kept through a conversation and given to every answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.conversations import threads
from bot.turn.turn import Turn

SPEAKERS = ("worker", "employer")


def hear(turn: Turn, facts: Mapping[str, Any]) -> None:
    """Keep who speaks, once it was said; until something else is said."""
    said = facts.get("speaker")
    if said in SPEAKERS and said != threads.context(turn.conversation).get("speaker"):
        threads.remember(turn.conversation, speaker=said)


def with_speaker(turn: Turn, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, and who speaks as far as it is known: said now, or said before."""
    hear(turn, facts)
    kept = threads.context(turn.conversation).get("speaker")
    return {**facts, "speaker": kept} if kept else dict(facts)
