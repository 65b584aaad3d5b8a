"""Rasa tracker store that remembers the last two turns of recent conversations and nothing else."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

TURNS, CONVERSATIONS = 2, 2000


class ShortMemory(TrackerStore):
    """Keeps trackers as they are (no serialising) and short, so that a turn takes as long late as early.

    What was talked about comes with every message; the tracker only tells whether the message before was understood.
    """

    def __init__(self, domain: Domain, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """Rasa creates it from endpoints.yml."""
        super().__init__(domain, event_broker, **kwargs)
        self._held: OrderedDict[str, DialogueStateTracker] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the last turns of this conversation, forget the longest silent conversation."""
        starts = [i for i, event in enumerate(tracker.events) if isinstance(event, UserUttered)]
        if len(starts) > TURNS:
            events = list(tracker.events)[starts[-TURNS] - 1 :]
            tracker.events = deque(events, tracker.events.maxlen)
        self._held[tracker.sender_id] = tracker
        self._held.move_to_end(tracker.sender_id)
        while len(self._held) > CONVERSATIONS:
            self._held.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation, if it is still remembered."""
        return self._held.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """Conversations remembered."""
        return list(self._held)
