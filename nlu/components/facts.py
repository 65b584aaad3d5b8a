"""Rasa components: the language of a message, and the facts said in it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    METADATA,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.components.tokenizer import prepared
from nlu.understanding.brain import today
from nlu.understanding.facts import facts_in
from nlu.understanding.language import language

FOUND, LANGUAGE = "found_facts", "language"


class _Reader(GraphComponent):
    """A component without configuration or training."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Reader:
        """A new component."""
        return cls(config)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(_Reader):
    """km, en or romanised; follows the classifier, whose Latin-letter half it uses."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the language of each message."""
        for message in messages:
            told = (message.get(METADATA) or {}).get("language")
            message.set(LANGUAGE, language(prepared(message), message.get("latin"), told))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(_Reader, EntityExtractorMixin):
    """What was said of wage, dates, places, people and numbers, as Rasa entities."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message."""
        for message in messages:
            found = facts_in(prepared(message).text, today())
            message.set(FOUND, found)
            message.set(
                ENTITIES,
                [
                    {
                        ENTITY_ATTRIBUTE_TYPE: fact.name,
                        ENTITY_ATTRIBUTE_VALUE: fact.value,
                        ENTITY_ATTRIBUTE_START: fact.start,
                        ENTITY_ATTRIBUTE_END: fact.end,
                        EXTRACTOR: "FactExtractor",
                    }
                    for fact in found
                ],
                add_to_output=True,
            )
        return messages
