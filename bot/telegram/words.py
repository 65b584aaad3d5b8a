"""Words: our own short texts, such as command descriptions, from the same messages every door uses."""

from __future__ import annotations

from actions.answers import compose
from actions.conversations.say import Say


def said(key: str, language: str) -> str:
    """The plain text of a message without placeholders."""
    return "\n\n".join(block.text for block in compose(Say(key), language).blocks)
