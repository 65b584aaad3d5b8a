"""Asking: one message through the whole way in, in a database of its own that is thrown away."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from actions.answers import Words
from actions.answers.spoken import spoken
from actions.conversations import inbox, threads, transcript
from actions.conversations.inbox import Arrival
from actions.store import crypto, engine, settings
from actions.store.engine import reading, unit
from actions.store.migrate import upgrade
from bot.console.parsing import PYTHON, newest_model
from bot.turn.run import run

WORKER, CHANNEL, PATIENCE = "console", "console", 120


class NoUnderstanding(Exception):
    """Understanding could not be reached or started."""


def ask(text: str, language: str = "") -> list[Words]:
    """The reply to a text. Uses the Rasa that runs, or starts one for this question (20 to 60 s)."""
    with _understanding(), _own_database():
        with unit() as session:
            conversation = threads.start(session, CHANNEL, secrets.token_hex(8), keep_address=False)
            if language:
                threads.choose_language(conversation, language)
            stored = inbox.store(session, conversation, Arrival(CHANNEL, CHANNEL, "1", 1, "text", {"text": text}))
        with unit() as session:
            claim = inbox.claim(session, [stored.inbound_id], WORKER)[0]
        run(claim, WORKER)
        with reading() as session:
            conversation = threads.get(session, claim.conversation_id)
            lines = transcript.lines(session, conversation, stored.seq)
            return [spoken(session, line.say, line.language) for line in lines if line.say]


@contextmanager
def _own_database() -> Iterator[None]:
    before = settings.settings()
    with tempfile.TemporaryDirectory(prefix="ask-") as folder:
        _use(before.model_copy(update={"database_url": "", "var_dir": type(before.var_dir)(folder)}))
        upgrade()
        try:
            yield
        finally:
            engine.engine().dispose()
            _use(before)


def _use(other: settings.Settings) -> None:
    settings.use(other)
    engine.engine.cache_clear()
    crypto.forget_keys()


def _answers(port: int) -> bool:
    asked = {"sender": "console", "message": "hello", "metadata": {"language": "en", "last_topic": None, "facts": {}}}
    try:
        return bool(httpx2.post(f"http://127.0.0.1:{port}/webhooks/rest/webhook", json=asked, timeout=5).json())
    except (httpx2.HTTPError, ValueError):
        return False


@contextmanager
def _understanding() -> Iterator[None]:
    if _answers(settings.settings().rasa_port):
        yield
        return
    print("Starting the understanding for this question (20 to 60 s); `make run` keeps it running …", file=sys.stderr)
    port, actions_port = _free_port(), _free_port()
    actions = [sys.executable, "-m", "actions.handlers.serve"]
    rasa = [str(PYTHON), "-m", "nlu.serve", "--port", str(port), "--actions-port", str(actions_port)]
    rasa += ["--model", str(newest_model())]
    environment = os.environ | {"ACTIONS_PORT": str(actions_port)}
    started = [
        subprocess.Popen(  # noqa: S603
            command, cwd=settings.ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for command in (actions, rasa)
    ]
    before = settings.settings()
    try:
        begun = time.monotonic()
        while not _answers(port):
            if time.monotonic() - begun > PATIENCE or any(process.poll() is not None for process in started):
                raise NoUnderstanding("the understanding did not start. Run `make run` and read var/log/rasa-0.log.")
            time.sleep(0.3)
        settings.use(before.model_copy(update={"rasa_port": port, "rasa_count": 1}))
        yield
    finally:
        settings.use(before)
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
