"""Rasa's voice: the contract's JSON instead of sentences; words are the house's."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from nlu.components.context import UNDERSTOOD

_SAYS = {"talk": "talk", "safety": "safety", "service": "service"}


class KeyAnswer(NaturalLanguageGenerator):
    """Says which topic was understood, with ranking, language and facts."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain | None = None) -> None:
        """Rasa creates it from endpoints.yml."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The `custom` part of the answer."""
        message = tracker.latest_message
        understood = message.parse_data.get(UNDERSTOOD) if message is not None and message.parse_data else None
        if not understood:
            return None
        family = understood["topic"].split(".", 1)[0]
        return {"custom": {"say": _SAYS.get(family, "answer"), **understood, "suggestions": []}}
