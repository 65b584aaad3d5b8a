"""The whole house, as `make run` starts it: real processes on ports of their own, over a throw-away folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx2
from pydantic import SecretStr

from actions.staff.first import FirstSignIn, first_accounts
from actions.store.crypto import ensure_master_key
from actions.store.migrate import upgrade
from actions.store.settings import ROOT, Settings
from scripts import processes
from scripts.health import unhealthy
from tests.conftest import using
from tests.fakes.telegram import TOKEN

SECRET = "whole-house-webhook-secret"
PATIENCE = 180


def free_ports(count: int) -> list[int]:
    """Ports nobody has, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def trained_model(models: Path) -> None:
    """Put the trained model where this house looks; trains when there is none for this content."""
    trained = ROOT / "var" / "models"
    subprocess.run(
        [processes.NLU_PYTHON, "-m", "nlu.train", "--out", trained], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    shutil.copytree(trained, models, dirs_exist_ok=True)


class House:
    """The running house: its addresses, its first sign-ins, and power over its processes."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        ports = dict(zip(("web_port", "admin_port", "rasa_port", "actions_port"), free_ports(4), strict=True))
        self.changes: dict[str, Any] = {"var_dir": folder, "database_url": ""} | ports | changes
        self.first: list[FirstSignIn] = []
        with self.inside() as settings:
            self.settings = settings
            upgrade()
            ensure_master_key()
            self.first = first_accounts()
        self.start()

    def inside(self) -> AbstractContextManager[Settings]:
        """This process looks at the house's own database and ports for a while."""
        return using(**self.changes)

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, for programs started beside the house."""
        plain = {
            name.upper(): str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
            for name, value in self.settings.model_dump().items()
            if not isinstance(value, list)
        }
        return dict(os.environ) | plain

    def start(self) -> None:
        """Start all processes and wait until they are healthy."""
        before = dict(os.environ)
        os.environ.update(self.environment())  # the supervisor hands it on
        try:
            with self.inside():
                self.supervisor = processes.start()
        finally:
            os.environ.clear()
            os.environ.update(before)
        self.wait_healthy()

    def stop(self) -> None:
        """Stop all processes."""
        processes.stop(self.supervisor)

    @property
    def site(self) -> str:
        """Where citizens go."""
        return f"http://127.0.0.1:{self.settings.web_port}"

    @property
    def desk(self) -> str:
        """Where staff go."""
        return f"http://127.0.0.1:{self.settings.admin_port}"

    def pids(self) -> dict[str, int]:
        """The living processes by name, read from the system."""
        marks = {
            "web": "bot.app:app",
            "admin": "admin.app:app",
            "worker": "bot.worker",
            "actions": "actions.handlers.serve",
            "rasa-0": "nlu.serve",
        }
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except (OSError, IndexError, ValueError):
                continue
            if parent == self.supervisor.pid:
                found |= {name: int(folder.name) for name, mark in marks.items() if mark in line}
        return found

    def kill(self, name: str) -> bool:
        """kill -9, as a crash would. False when it is not running at this moment."""
        pid = self.pids().get(name)
        if pid is None:
            return False
        os.kill(pid, signal.SIGKILL)
        return True

    def hold(self, name: str) -> None:
        """Stop a process so that it stays away: it hangs instead of answering, and the supervisor lets it be."""
        os.kill(self.pids()[name], signal.SIGSTOP)

    def let_go(self, name: str) -> None:
        """Let a held process go on."""
        os.kill(self.pids()[name], signal.SIGCONT)

    def wait_healthy(self) -> None:
        """Until every process answers."""
        begun = time.monotonic()
        with self.inside():
            while waiting := unhealthy():
                if self.supervisor.poll() is not None or time.monotonic() - begun > PATIENCE:
                    raise RuntimeError(f"not healthy: {waiting}")
                time.sleep(0.2)

    def wait_understanding(self) -> None:
        """Until a question is understood again: after trouble the worker asks Rasa only now and then."""
        citizen, deadline = Widget(self.site), time.monotonic() + PATIENCE
        try:
            while "24,000" not in citizen.ask(str(uuid.uuid4()), "តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន"):
                if time.monotonic() > deadline:
                    raise RuntimeError("questions are not understood")
                time.sleep(0.3)
        finally:
            citizen.close()

    def restart_everything(self) -> None:
        """Stop all processes and start them again on the same folder."""
        self.stop()
        self.start()

    def logs(self) -> str:
        """Everything every process has written to its log."""
        return "\n".join(path.read_text(errors="replace") for path in (self.settings.var_dir / "log").glob("*.log*"))


def telegram_on(api: str) -> dict[str, Any]:
    """Settings that switch Telegram on, over a webhook, against a fake Bot API at this address."""
    [web] = free_ports(1)
    return {
        "web_port": web,
        "telegram_token": SecretStr(TOKEN),
        "telegram_api_url": api,
        "telegram_mode": "webhook",
        "telegram_secret": SecretStr(SECRET),
        "telegram_webhook_url": f"http://127.0.0.1:{web}/telegram",
    }


@contextmanager
def standing_house(folder: Path, **changes: Any) -> Iterator[House]:
    """Start everything in `folder`, wait until it is healthy, and stop it at the end."""
    trained_model(folder / "models")
    house = House(folder, **changes)
    try:
        yield house
    finally:
        house.stop()


@contextmanager
def whole_house(folder: Path, **changes: Any) -> Iterator[House]:
    """The same, and this process looks at its database and ports meanwhile."""
    with standing_house(folder, **changes) as house, house.inside():
        yield house


class Widget:
    """A citizen at the widget's API: what the script does, without a browser."""

    def __init__(self, site: str, language: str = "km") -> None:
        self.http = httpx2.Client(base_url=site, trust_env=False, timeout=30)
        self.token = self.http.post("/api/conversations", json={"language": language}).json()["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"
        self.after, self.buttons = 0, {}

    def send(self, message_id: str, **body: str) -> int:
        """Post until it is stored, as the widget's outbox does. Returns the message's seq."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                reply = self.http.post("/api/messages", json={"id": message_id, **body})
                if reply.is_success:
                    return reply.json()["seq"]
            except httpx2.HTTPError:
                pass
            time.sleep(0.3)
        raise RuntimeError("not stored in 120 s")

    def hear(self, seconds: float = 15) -> list[dict[str, Any]]:
        """Replies after the last heard, once the assistant has stopped typing."""
        deadline, heard = time.monotonic() + seconds, []
        while time.monotonic() < deadline:
            try:
                news = self.http.get("/api/messages", params={"after": self.after, "wait": 2}).json()
            except (httpx2.HTTPError, ValueError):
                time.sleep(0.3)
                continue
            heard = [message for message in news["messages"] if message["from"] != "you"]
            if heard and not news["typing"]:
                self.after = news["messages"][-1]["seq"]
                self.buttons |= {one["label"]: one["token"] for message in heard for one in message["buttons"]}
                return heard
        return heard

    def ask(self, message_id: str, text: str) -> str:
        """Words, and the reply's words."""
        self.after = self.send(message_id, text=text)
        return words(self.hear())

    def press(self, message_id: str, label: str) -> str:
        """A button by its label, and the reply's words."""
        self.after = self.send(message_id, button=self.buttons[label])
        return words(self.hear())

    def close(self) -> None:
        """Close the connection."""
        self.http.close()


def words(messages: list[dict[str, Any]]) -> str:
    """All words of some messages."""
    return "\n".join(block["text"] for message in messages for block in message["blocks"])
