"""Citizens for load: one at our whole way in, one at a bare Rasa; both tell how long a turn took."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Protocol

from tests.load.client import Line


class Talker(Protocol):
    """Somebody who can take a turn."""

    async def turn(self, text: str) -> float:
        """Say something and wait for the reply; seconds it took."""

    def close(self) -> None:
        """Leave."""


class OurCitizen:
    """Posts to the widget's API and hears the reply on its event stream: stored, understood, answered, sent."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._heard = asyncio.Event()
        self._post: Line | None = None
        self._listening: asyncio.Task[None] | None = None

    async def arrive(self) -> OurCitizen:
        """Open a conversation and its stream."""
        start = Line(self.port)
        token = (await start.post("/api/conversations", {"language": "km"}))["token"]
        start.close()
        self._post, self._stream = Line(self.port, token), Line(self.port, token)
        self._listening = asyncio.create_task(self._listen())
        return self

    async def _listen(self) -> None:
        async for name, data in self._stream.events("/api/stream"):
            if name == "message" and data["from"] != "you":
                self._heard.set()

    async def turn(self, text: str) -> float:
        """Say something and wait for the reply; seconds it took."""
        assert self._post
        self._heard.clear()
        began = time.perf_counter()
        await self._post.post("/api/messages", {"id": str(uuid.uuid4()), "text": text})
        async with asyncio.timeout(30):
            await self._heard.wait()
        return time.perf_counter() - began

    def close(self) -> None:
        """Leave."""
        if self._listening:
            self._listening.cancel()
        for line in (self._post, self._stream):
            if line:
                line.close()


class RasaCitizen:
    """Posts to a bare Rasa's REST channel."""

    def __init__(self, port: int) -> None:
        self._line, self._sender = Line(port), uuid.uuid4().hex

    async def turn(self, text: str) -> float:
        """Say something and wait for the reply; seconds it took. A silent reply is an error."""
        began = time.perf_counter()
        reply = await self._line.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text})
        if not reply:
            raise RuntimeError("silence")
        return time.perf_counter() - began

    def close(self) -> None:
        """Leave."""
        self._line.close()
