"""Rendering for the widget: transcript lines as JSON. Text stays text: the widget never reads markup."""

from __future__ import annotations

from typing import Any

from actions.answers import label
from actions.answers.spoken import spoken
from actions.conversations.transcript import Line
from actions.store.clock import local
from actions.store.engine import Session


def message(session: Session, line: Line) -> dict[str, Any]:
    """One line of the transcript as the widget shows it."""
    shown: dict[str, Any] = {
        "seq": line.seq,
        "id": line.external_id,
        "at": local(line.at).isoformat(timespec="seconds"),
        "language": line.language,
        "buttons": [],
    }
    if line.say is None:
        return shown | {"from": "you", "blocks": _own(line.body or {}, line.language)}
    words = spoken(session, line.say, line.language)
    buttons = [
        {"token": token, "label": label} for token, (label, _effect) in zip(line.tokens, words.buttons, strict=True)
    ]
    return shown | {
        "from": "staff" if line.case_message_id else "bot",
        "blocks": [{"kind": block.kind, "text": block.text} for block in words.blocks],
        "buttons": buttons,
    }


def _own(body: dict[str, Any], language: str) -> list[dict[str, str]]:
    text = label(body["label"], language) if "label" in body else body.get("text") or ""
    return [{"kind": "text", "text": text}] if text else []
