"""Understanding: the only caller of Rasa. One function, one deadline; anything but a sound reply is a failure."""

from __future__ import annotations

import functools
import threading
import time
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import httpx2
import structlog

from actions.library import library
from actions.store.settings import settings
from bot.metrics import UNDERSTANDING

SAYS = frozenset({"answer", "talk", "safety", "service", "suggest", "person"})
BIGGEST_REPLY = 64 * 1024
IDENTIFYING = frozenset({"member_number", "receipt"})
"""Facts that say who somebody is: used by nobody here, so not kept with the conversation."""
log = structlog.get_logger()


@dataclass(frozen=True)
class Understanding:
    """What Rasa made of a message. `ranking` is topic and probability, best first."""

    say: str
    topic: str
    confidence: float
    language: str
    facts: dict[str, Any] = field(default_factory=dict)
    ranking: tuple[tuple[str, float], ...] = ()
    suggestions: tuple[str, ...] = ()


class Breaker:
    """Stops asking a Rasa that failed twice in a row, for two seconds at a time: a hung one must not make every
    citizen wait for the deadline. Whoever was asking meanwhile waits twice the deadline at most."""

    FAILURES, PAUSE = 2, 2.0

    def __init__(self) -> None:
        self._failures, self._until, self._lock = 0, 0.0, threading.Lock()

    def lets_through(self) -> bool:
        """Whether to ask now; after a pause, one message is let through to try."""
        with self._lock:
            if self._failures < self.FAILURES:
                return True
            if time.monotonic() < self._until:
                return False
            self._until = time.monotonic() + self.PAUSE + settings().understand_deadline
            return True

    def record(self, well: bool) -> None:
        """How asking went."""
        with self._lock:
            self._failures = 0 if well else self._failures + 1
            if self._failures >= self.FAILURES:
                self._until = time.monotonic() + self.PAUSE


_breakers: dict[str, Breaker] = defaultdict(Breaker)


@functools.cache
def _client() -> httpx2.Client:
    return httpx2.Client(
        timeout=httpx2.Timeout(settings().understand_deadline, connect=1.0),
        limits=httpx2.Limits(max_connections=64, max_keepalive_connections=64),
        trust_env=False,
    )


def address(conversation_id: str) -> str:
    """The Rasa server that knows this conversation."""
    port = settings().rasa_port + zlib.crc32(conversation_id.encode()) % settings().rasa_count
    return f"http://127.0.0.1:{port}/webhooks/rest/webhook"


def understand(conversation_id: str, episode: str, text: str, metadata: dict[str, Any]) -> Understanding | None:
    """Ask Rasa about a guarded text. None when it is late, dead, empty or wrong."""
    server = address(conversation_id)
    breaker = _breakers[server]
    if not breaker.lets_through():
        UNDERSTANDING.labels("not_asked").inc()
        return None
    understood = _ask(server, {"sender": episode, "message": text, "metadata": metadata})
    breaker.record(well=understood is not None)
    return understood


def _ask(server: str, message: dict[str, Any]) -> Understanding | None:
    try:
        answer = _client().post(server, json=message)
        answer.raise_for_status()
        if len(answer.content) > BIGGEST_REPLY:
            raise ValueError("too big")
        understood = _read(answer.json())
    except (httpx2.HTTPError, ValueError, KeyError, TypeError, IndexError) as fault:
        UNDERSTANDING.labels("failed").inc()
        log.warning("understanding failed", fault=type(fault).__name__)
        return None
    UNDERSTANDING.labels(understood.say).inc()
    return understood


def _read(reply: Any) -> Understanding:
    """A reply as data we trust; raises on anything we did not expect. An empty list means the actions died."""
    custom = next((part["custom"] for part in reply if "custom" in part), None)
    if custom is None:
        raise ValueError("nothing said")
    topics = library().topics
    known = [topic for topic in custom.get("suggestions") or () if topic in topics]
    if custom["say"] not in SAYS or custom["topic"] not in topics or not isinstance(custom.get("facts") or {}, dict):
        raise ValueError("unexpected reply")
    nothing_near = custom["say"] == "suggest" and not known
    return Understanding(
        say="person" if nothing_near else custom["say"],
        topic=custom["topic"],
        confidence=float(custom["confidence"]),
        language=custom["language"] if custom["language"] in ("km", "en", "romanised") else "km",
        facts={name: value for name, value in (custom.get("facts") or {}).items() if name not in IDENTIFYING},
        ranking=tuple((str(topic), float(share)) for topic, share in custom.get("ranking") or ()),
        suggestions=tuple(known),
    )
