"""Rasa in its cage and the action server beside it, as they are run, asked over REST."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.nlu.conftest import PYTHON, ROOT

pytestmark = [pytest.mark.model, pytest.mark.whole]


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Rasa:
    """Both processes; calling it sends one message and gives the `custom` part of the first answer."""

    def __init__(self, model: Path, output: Path) -> None:
        self.port, actions = _free_port(), _free_port()
        environment = {
            **os.environ,
            "ACTIONS_PORT": str(actions),
            "VAR_DIR": str(output.parent),
            "A_SECRET": "of the caller",
        }
        self.output = output
        with output.open("wb") as log:
            self._processes = [
                subprocess.Popen(
                    [ROOT / ".venv/bin/python", "-m", "actions.handlers.serve"],
                    cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                ),
                subprocess.Popen(
                    [PYTHON, "-m", "nlu.serve", "--port", str(self.port), "--actions-port", str(actions),
                     "--model", model],
                    cwd=ROOT, env=environment, stdout=log, stderr=log,
                ),
            ]  # fmt: skip
        self.pid = self._processes[1].pid
        self._wait(self.port)
        self._wait(actions)

    def _wait(self, port: int) -> None:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                assert all(process.poll() is None for process in self._processes), self.output.read_text()
                time.sleep(0.1)
        raise AssertionError("not ready in 90 s")

    def get(self, path: str) -> int:
        """Status of a GET."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        door.request("GET", path)
        status = door.getresponse().status
        door.close()
        return status

    def __call__(self, sender: str, text: str, **metadata: Any) -> dict[str, Any]:
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = json.dumps({"sender": sender, "message": text, "metadata": {"language": "km", **metadata}})
        door.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        answers = json.loads(door.getresponse().read())
        door.close()
        assert answers, "an empty list is a failure"
        custom: dict[str, Any] = answers[0]["custom"]
        return custom

    def close(self) -> None:
        """End both."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def rasa(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    served = Rasa(model, tmp_path_factory.mktemp("rasa") / "output")
    yield served
    served.close()


def test_an_answer_has_everything_the_contract_names(rasa: Rasa) -> None:
    said = rasa("a", "សម្រាលកូនភ្លោះបានលុយប៉ុន្មាន")
    assert set(said) == {"say", "topic", "confidence", "ranking", "language", "facts", "suggestions"}
    assert (said["say"], said["topic"], said["language"]) == ("answer", "maternity.birth_grant", "km")
    assert said["facts"] == {"children": 2} and said["suggestions"] == [] and said["confidence"] > 0.5


@pytest.mark.parametrize(
    ("text", "say"),
    [("សួស្តី", "talk"), ("ជួយផង មានមនុស្សរបួសឥឡូវនេះ", "safety"), ("ខ្ញុំចង់ប្តឹង", "service"), ("I earn 300 dollars", "service")],
)
def test_each_kind_of_topic_is_said_in_its_way(rasa: Rasa, text: str, say: str) -> None:
    assert rasa(f"kind-{say}-{len(text)}", text)["say"] == say


def test_a_service_gets_the_facts_that_prefill_it(rasa: Rasa) -> None:
    said = rasa("c", "ប្រាក់ខែខ្ញុំ ៣០០ដុល្លារ ជួយគណនាភាគទាន")
    assert (said["topic"], said["facts"]) == (
        "service.calculate_contribution", {"wage": {"amount": 300, "currency": "USD"}},
    )  # fmt: skip


def test_a_first_doubt_suggests_a_second_offers_a_person_and_an_answer_starts_anew(rasa: Rasa) -> None:
    first = rasa("d", "qwzx vbnm plok")
    assert first["say"] == "suggest" and len(first["suggestions"]) <= 3 and len(first["ranking"]) == 10
    assert not [one for one in first["suggestions"] if one.split(".")[0] in ("talk", "safety", "service")]
    assert rasa("d", "zzxq wvut rrkp")["say"] == "person"
    assert rasa("d", "តើខ្ញុំទៅពេទ្យណាបាន")["say"] == "answer"
    assert rasa("d", "qwzx vbnm plok")["say"] == "suggest"


def test_context_comes_with_the_message_and_needs_no_memory(rasa: Rasa) -> None:
    said = rasa("never seen before", "and for twins?", last_topic="maternity.birth_grant", facts={"month": "2026-10"})
    assert (said["topic"], said["facts"]) == ("maternity.birth_grant", {"month": "2026-10", "children": 2})


def test_a_long_conversation_is_answered_to_the_end(rasa: Rasa) -> None:
    for _ in range(45):
        assert rasa("e", "អត្រាភាគទាន")["topic"] == "contribution.rates"


def test_only_the_webhook_is_open_and_only_on_loopback(rasa: Rasa) -> None:
    assert rasa.get("/") == 200
    assert [rasa.get(path) for path in ("/domain", "/status", "/conversations/a/tracker", "/model")] == [404] * 4
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    doors = [
        line.split()[1]
        for line in listening.splitlines()
        if line.split()[1].endswith(f":{rasa.port:04X}") and line.split()[3] == "0A"
    ]
    assert doors == [f"0100007F:{rasa.port:04X}"]


def test_the_process_holds_no_secret_of_its_caller(rasa: Rasa) -> None:
    assert b"A_SECRET" not in Path(f"/proc/{rasa.pid}/environ").read_bytes()


def test_nothing_a_citizen_wrote_is_in_the_output(rasa: Rasa) -> None:
    rasa("f", "ខ្ញុំឈ្មោះ សំងាត់ណាស់ ចង់ប្តឹង")
    shown = rasa.output.read_text()
    assert "សំងាត់" not in shown and "Warning" not in shown and "maternity" not in shown
