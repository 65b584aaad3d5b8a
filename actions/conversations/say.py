"""Say: the one reply type. Ids and values, never sentences; words are chosen at the channel's edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    """A choice offered under a reply: a label id and what pressing it does."""

    label: str
    effect: dict[str, Any]


@dataclass(frozen=True)
class Say:
    """One thing to say: a message id, JSON values for its placeholders, and buttons."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` turns back into the same Say."""
        return {
            "key": self.key,
            "values": self.values,
            "buttons": [{"label": button.label, "effect": button.effect} for button in self.buttons],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Say:
        """The Say that was stored."""
        buttons = tuple(Button(button["label"], button["effect"]) for button in stored.get("buttons", ()))
        return cls(stored["key"], stored.get("values", {}), buttons)
