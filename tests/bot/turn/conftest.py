"""A citizen who writes and reads through the whole turn, with a Rasa that answers what the test says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from actions.answers import Words
from actions.answers.spoken import spoken
from actions.conversations import inbox, threads, transcript
from actions.conversations.inbox import Arrival
from actions.conversations.models import Inbound
from actions.store.engine import reading, unit
from actions.store.settings import Settings
from bot import worker
from bot.turn import understanding
from tests.conftest import using
from tests.fakes.rasa import FakeRasa, fake_rasa


@dataclass
class Citizen:
    """Somebody on one channel. `says` stores, runs the worker's turn and returns the replies."""

    rasa: FakeRasa
    channel: str = "web"
    address: str = "a citizen"
    _count: int = 0
    tokens: dict[str, str] = field(default_factory=dict)

    def send(self, kind: str, body: dict) -> int:
        """Store one arrival; returns its row's id."""
        self._count += 1
        with unit() as session:
            conversation = threads.start(session, self.channel, self.address)
            arrival = Arrival(self.channel, f"{self.channel}:{self.address}", str(self._count), self._count, kind, body)
            return inbox.store(session, conversation, arrival).inbound_id

    def says(self, text: str) -> list[Words]:
        """Words, and the replies to them."""
        return self._turn(self.send("text", {"text": text}))

    def presses(self, label: str) -> list[Words]:
        """The newest button with this label, and the replies to it."""
        return self._turn(self.send("button", {"button": self.tokens[label]}))

    def commands(self, command: str) -> list[Words]:
        """A command, and the replies to it."""
        return self._turn(self.send("command", {"command": command}))

    def sends(self, kind: str, body: dict) -> list[Words]:
        """Anything else, and the replies to it."""
        return self._turn(self.send(kind, body))

    def _turn(self, inbound_id: int) -> list[Words]:
        after = self.seq()
        with unit() as session:
            claims = inbox.claim(session, list(inbox.claimable(session, 10)), "worker-1")
        for claim in claims:
            worker.take(claim, "worker-1")
        return self.hears(after)

    def seq(self) -> int:
        """The newest message's place."""
        with reading() as session:
            conversation = threads.find(session, self.channel, self.address)
            return conversation.last_seq if conversation else 0

    def hears(self, after: int = 0) -> list[Words]:
        """The replies after a place; their buttons can be pressed from now on."""
        with reading() as session:
            conversation = threads.find(session, self.channel, self.address)
            assert conversation is not None
            found = []
            for line in transcript.lines(session, conversation, after):
                if line.say:
                    words = spoken(session, line.say, line.language)
                    self.tokens |= {label: token for token, (label, _) in zip(line.tokens, words.buttons, strict=True)}
                    found.append(words)
            return found

    def outcome(self) -> str | None:
        """How the newest message ended."""
        with reading() as session:
            from sqlalchemy import select

            return session.scalar(select(Inbound.outcome).order_by(Inbound.id.desc()).limit(1))


@pytest.fixture
def citizen(store: Settings) -> Iterator[Citizen]:
    """A citizen on the web, and the Rasa behind."""
    kept = {"var_dir": store.var_dir, "database_url": store.database_url}
    with fake_rasa() as (fake, port), using(**kept, rasa_port=port, rasa_count=1, understand_deadline=1.0):
        understanding._client.cache_clear()
        understanding._breakers.clear()
        yield Citizen(fake)
        understanding._client().close()
        understanding._client.cache_clear()
