"""A lean HTTP client for load: keep-alive, JSON in and out, event streams. The generator must not be the bottleneck."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any


class Line:
    """One keep-alive connection to 127.0.0.1."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port, self.token = port, token
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: Any) -> Any:
        """POST JSON; the JSON that comes back. Raises RuntimeError for a status that is not 2xx."""
        payload = json.dumps(body).encode()
        await self._send("POST", path, payload)
        status, headers = await self._head()
        assert self._reader
        text = await self._reader.readexactly(int(headers.get("content-length", 0)))
        if not 200 <= status < 300:
            raise RuntimeError(status)
        return json.loads(text) if text else None

    async def events(self, path: str) -> AsyncIterator[tuple[str, Any]]:
        """The events of a stream, as name and data."""
        await self._send("GET", path, b"")
        await self._head()
        assert self._reader
        name, data = "", ""
        while not self._reader.at_eof():
            size = int((await self._reader.readline()).strip() or b"0", 16)
            piece = (await self._reader.readexactly(size)).decode()
            await self._reader.readline()
            for line in piece.split("\n"):
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data = line[6:]
                elif not line and data:
                    yield name, json.loads(data)
                    name = data = ""

    async def _send(self, method: str, path: str, payload: bytes) -> None:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        if self.token:
            head += f"Authorization: Bearer {self.token}\r\n"
        self._writer.write(f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload)
        await self._writer.drain()

    async def _head(self) -> tuple[int, dict[str, str]]:
        assert self._reader
        status = int((await self._reader.readline()).split()[1])
        headers = {}
        while line := (await self._reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers

    def close(self) -> None:
        """Hang up."""
        if self._writer:
            self._writer.close()
