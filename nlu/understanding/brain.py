"""The whole understanding of one message, as Rasa's components do it step by step."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from nlu.understanding.decision import Settings, decide
from nlu.understanding.facts import facts_in
from nlu.understanding.features import blocks, prepare
from nlu.understanding.language import language
from nlu.understanding.linear import Linear

INTENT_FILE, LATIN_FILE, SETTINGS_FILE = "intents.npz", "latin.npz", "settings.json"
PHNOM_PENH = timezone(timedelta(hours=7))


def today() -> date:
    """The day in Phnom Penh: what "last month" is counted from."""
    return datetime.now(PHNOM_PENH).date()


@dataclass(frozen=True)
class Brain:
    """The trained parts of a model, without Rasa around them."""

    intents: Linear
    latin: Linear | None
    settings: Settings

    def parse(self, text: str, metadata: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Topic, confidence, ranking, language, facts and (when doubtful) `fallback` of one message."""
        told = metadata or {}
        prepared = prepare(text)
        seen = decide(
            prepared, self.intents.ranking(blocks(prepared)), facts_in(prepared.text, today()), self.settings, told
        )
        answer = {
            "text": text,
            "topic": seen.topic,
            "confidence": round(seen.confidence, 4),
            "ranking": [list(one) for one in seen.ranking],
            "language": language(prepared, self.latin, told.get("language")),
            "facts": seen.facts,
        }
        return answer | {"fallback": True} if seen.fallback else answer


def load(model: Path) -> Brain:
    """The trained parts out of a Rasa model file; raises FileNotFoundError or ValueError with a plain reason."""
    found: dict[str, bytes] = {}
    with tarfile.open(model, "r:gz") as archive:
        for member in archive:
            name = Path(member.name).name
            held = archive.extractfile(member) if name in (INTENT_FILE, LATIN_FILE, SETTINGS_FILE) else None
            if held is not None:
                found[name] = io.BytesIO(held.read()).getvalue()
    if INTENT_FILE not in found:
        raise ValueError(f"{model.name} holds no trained classifier")
    latin = Linear.from_bytes(found[LATIN_FILE]) if LATIN_FILE in found else None
    return Brain(Linear.from_bytes(found[INTENT_FILE]), latin, Settings.of(json.loads(found.get(SETTINGS_FILE, b"{}"))))
