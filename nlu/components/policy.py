"""Rasa policy: one table from intent to action, and a second doubt in a row offers a person."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.understanding.decision import FALLBACK

SAY, SERVICE, SUGGEST, PERSON = "utter_say", "action_start_service", "action_suggest", "action_offer_person"
_DOUBT = (SUGGEST, PERSON)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TablePolicy(Policy):
    """Decides by the latest intent alone; needs no featurizer, so a turn costs next to nothing."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above Rasa's other policies, should one be added."""
        return {"priority": 6}

    @staticmethod
    def supported_data() -> SupportedData:
        """Rules only: there are no stories."""
        return SupportedData.RULE_DATA

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned; the table is the domain's."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TablePolicy:
        """Nothing was stored."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Any = None, **kwargs: Any
    ) -> PolicyPrediction:
        """Certainty for one action."""
        chances = [0.0] * domain.num_actions
        chances[domain.index_for_action(next_action(tracker))] = 1.0
        return self._prediction(chances)


def next_action(tracker: DialogueStateTracker) -> str:
    """The action for the latest message, or listening once it has been answered."""
    if tracker.latest_action_name != ACTION_LISTEN_NAME or tracker.latest_message is None:
        return ACTION_LISTEN_NAME
    intent = tracker.latest_message.intent.get("name") or FALLBACK
    if intent == FALLBACK:
        return PERSON if _doubted_before(tracker) else SUGGEST
    return SERVICE if intent.startswith("service_") else SAY


def _doubted_before(tracker: DialogueStateTracker) -> bool:
    """True when the message before this one was not understood and only suggestions were given."""
    messages = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            messages += 1
            if messages == 2:
                return False
        elif messages == 1 and isinstance(event, ActionExecuted) and event.action_name in _DOUBT:
            return event.action_name == SUGGEST
    return False
