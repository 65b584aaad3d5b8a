"""Rasa component: the last word on the topic, from ranking, context of the conversation and limits of doubt."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.components.facts import FOUND, LANGUAGE
from nlu.components.intents import RANKING
from nlu.components.tokenizer import prepared
from nlu.understanding.decision import FALLBACK, Settings, decide
from nlu.understanding.names import intent_of

UNDERSTOOD = "understood"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ContextDecider(GraphComponent, IntentClassifier):
    """Sets the intent, or `nlu_fallback` when in doubt, and keeps the ranking under `understood`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContextDecider:
        """A component with the limits of its configuration."""
        return cls(Settings.of(config))

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each message."""
        for message in messages:
            ranking = message.get(RANKING) or [("talk.out_of_scope", 0.0)]
            seen = decide(
                prepared(message), ranking, message.get(FOUND) or [], self.settings, message.get(METADATA) or {}
            )
            intent = FALLBACK if seen.fallback else intent_of(seen.topic)
            chosen = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: seen.confidence}
            message.set(INTENT, chosen, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
            message.set(
                UNDERSTOOD,
                {
                    "topic": seen.topic,
                    "confidence": round(seen.confidence, 4),
                    "ranking": [list(one) for one in seen.ranking],
                    "language": message.get(LANGUAGE),
                    "facts": seen.facts,
                },
                add_to_output=True,
            )
        return messages
