"""A Rasa that misbehaves on demand, for what the real one cannot be made to do; and a plain one that answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SOUND = {
    "say": "answer",
    "topic": "contribution.worker_share",
    "confidence": 0.97,
    "ranking": [["contribution.worker_share", 0.97]],
    "language": "km",
    "facts": {},
    "suggestions": [],
}


class FakeRasa:
    """Answers every message with `reply`, or misbehaves as `mode` says; keeps what it was asked."""

    def __init__(self) -> None:
        self.reply: dict[str, Any] = dict(SOUND)
        self.mode = "sound"
        self.asked: list[dict[str, Any]] = []
        self.release = threading.Event()

    def body(self) -> tuple[int, bytes]:
        """Status and body of the next reply."""
        sound = json.dumps([{"recipient_id": "x", "custom": self.reply}]).encode()
        wrong = json.dumps([{"custom": self.reply | {"topic": "no.such_topic"}}]).encode()
        return {
            "sound": (200, sound),
            "empty": (200, b"[]"),
            "error": (500, b"oops"),
            "html": (200, b"<html>hello</html>"),
            "huge": (200, b'[{"custom": "' + b"x" * 1_000_000 + b'"}]'),
            "wrong_ids": (200, wrong),
            "half": (200, sound[: len(sound) // 2]),
            "not_a_list": (200, b'{"custom": 1}'),
            "text_only": (200, b'[{"text": "hello"}]'),
        }.get(self.mode, (200, sound))


@contextmanager
def fake_rasa() -> Iterator[tuple[FakeRasa, int]]:
    """The fake and its port."""
    fake = FakeRasa()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """One message."""
            fake.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if fake.mode == "hung":
                fake.release.wait(30)
            if fake.mode == "slow":
                time.sleep(0.5)
            status, body = fake.body()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake, server.server_address[1]
    finally:
        fake.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
