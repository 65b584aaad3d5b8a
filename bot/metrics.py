"""Metrics of the citizens' door: counts and times only, never words, ids or addresses."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

UNDERSTANDING = Counter("assistant_understanding_total", "Replies of Rasa by kind, and failures", ["say"])
TURNS = Counter("assistant_turns_total", "Turns by outcome", ["outcome"])
TURN_SECONDS = Histogram(
    "assistant_turn_seconds", "From stored to handled", buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
)
SENT = Counter("assistant_sent_total", "Replies by channel and end state", ["channel", "state"])
