"""What must be true before anything starts; each fault says what to do."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass

from actions.store.settings import settings

LEAST_FREE_MB = 300


@dataclass
class Trouble(Exception):
    """Something a person can mend."""

    what: str
    do: str


def ports() -> dict[int, str]:
    """Every port we listen on, and the setting that moves it."""
    found = {
        settings().web_port: "WEB_PORT",
        settings().admin_port: "ADMIN_PORT",
        settings().actions_port: "ACTIONS_PORT",
    }
    return found | {settings().rasa_port + index: "RASA_PORT" for index in range(settings().rasa_count)}


def check() -> None:
    """Raises Trouble for a taken port, a full disk or a folder we cannot write to."""
    var = settings().var_dir
    try:
        var.mkdir(parents=True, exist_ok=True)
        var.chmod(0o700)  # database, keys and logs are nobody else's
        (var / ".writable").write_text("")
        (var / ".writable").unlink()
    except OSError:
        raise Trouble(f"{var} cannot be written to.", "give this user the right to, or set VAR_DIR in .env.") from None
    free = shutil.disk_usage(var).free // 2**20
    if free < LEAST_FREE_MB:
        raise Trouble(f"only {free} MB of disk are free; {LEAST_FREE_MB} MB are needed.", "free some space.")
    for port, setting in ports().items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings().host, port))
            except OSError:
                raise Trouble(
                    f"port {port} is taken, perhaps by an assistant that runs already.",
                    f"stop what uses it, or write {setting}=<another port> into .env.",
                ) from None
