"""In doubt: first offer the likeliest topics, then a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.handlers.understood import payload, suggestions, understood


class Suggest(Action):
    """Says "suggest" with at most three topics."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_suggest"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Answer."""
        suggested = suggestions(understood(tracker)["ranking"])
        dispatcher.utter_message(json_message=payload("suggest", tracker, suggested))
        return []


class OfferPerson(Action):
    """Says "person": two messages in a row were not understood."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_offer_person"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Answer."""
        dispatcher.utter_message(json_message=payload("person", tracker))
        return []
