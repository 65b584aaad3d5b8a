"""Rasa component: intents and Latin-script language, by linear classifiers with calibrated probabilities."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.tokenizer import prepared
from nlu.khmer.segment import is_khmer
from nlu.understanding import learning
from nlu.understanding.brain import INTENT_FILE, LATIN_FILE, SETTINGS_FILE
from nlu.understanding.features import blocks, prepare
from nlu.understanding.language import script_blocks
from nlu.understanding.linear import Linear
from nlu.understanding.names import topic_of

RANKING = "topic_ranking"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks every topic for a message; who decides is the context component."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config, self._storage, self._resource = config, storage, resource
        self.intents: Linear | None = None
        self.latin: Linear | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`settings` are the decision's limits, kept with the weights so that the batch parser decides alike."""
        return learning.SETTINGS | {"settings": {}}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn topics from all examples, and English against romanised Khmer from those in Latin letters."""
        examples = [(one.get(TEXT), one.get(INTENT), one) for one in training_data.intent_examples]
        self.intents, accuracy = learning.train(
            [text for text, _, _ in examples],
            [topic_of(intent) for _, intent, _ in examples],
            **{name: self.config[name] for name in learning.SETTINGS},
        )
        learning.REPORT(f"left-out accuracy {accuracy:.3f} over {len(examples)} examples")
        latin = [(text, (one.get(METADATA) or {}).get("example", {}).get("kind")) for text, _, one in examples]
        latin = [(text, kind) for text, kind in latin if kind and not is_khmer(text)]
        if len({kind for _, kind in latin}) == 2:
            rows = [script_blocks(prepare(text)) for text, _ in latin]
            self.latin = learning.fit(rows, [kind for _, kind in latin], strength=1.0)
        self._persist()
        return self._resource

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            if self.intents is not None:
                (folder / INTENT_FILE).write_bytes(self.intents.to_bytes())
            if self.latin is not None:
                (folder / LATIN_FILE).write_bytes(self.latin.to_bytes())
            (folder / SETTINGS_FILE).write_text(json.dumps(self.config["settings"]), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """The trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.intents = Linear.from_bytes((folder / INTENT_FILE).read_bytes())
            if (folder / LATIN_FILE).is_file():
                component.latin = Linear.from_bytes((folder / LATIN_FILE).read_bytes())
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the ranking of topics, and the Latin classifier for the language detector."""
        for message in messages:
            if self.intents is not None:
                message.set(RANKING, self.intents.ranking(blocks(prepared(message))))
            message.set("latin", self.latin)
        return messages
