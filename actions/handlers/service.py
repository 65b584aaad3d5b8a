"""Starts a service: the house knows which interview or action belongs to the topic."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.handlers.understood import payload


class StartService(Action):
    """Says "service" with the topic and the facts that prefill it."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_start_service"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Answer."""
        dispatcher.utter_message(json_message=payload("service", tracker))
        return []
