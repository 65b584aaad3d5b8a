"""Topic ids and Rasa intents: the first dot is an underscore there, because Rasa's names have no dots."""

from __future__ import annotations


def intent_of(topic: str) -> str:
    """`maternity.birth_grant` → `maternity_birth_grant`."""
    return topic.replace(".", "_", 1)


def topic_of(intent: str) -> str:
    """`maternity_birth_grant` → `maternity.birth_grant`."""
    return intent.replace("_", ".", 1)
