"""Health: which of our processes do not answer yet."""

from __future__ import annotations

import httpx2

from actions.store.settings import settings

LATEST_BEAT = 20.0  # seconds


def unhealthy() -> list[str]:
    """Names of the processes that are not healthy now."""
    with httpx2.Client(timeout=3.0, trust_env=False) as client:
        checks = {"web": _web, "worker": _worker, "admin": _admin, "actions": _actions}
        bad = [name for name, healthy in checks.items() if not _try(healthy, client)]
        bad += [
            f"rasa-{index}"
            for index in range(settings().rasa_count)
            if not _try(_rasa, client, settings().rasa_port + index)
        ]
    return bad


def _try(healthy, *args) -> bool:
    try:
        return bool(healthy(*args))
    except (httpx2.HTTPError, ValueError, KeyError):
        return False


def _web(client: httpx2.Client) -> bool:
    return client.get(f"http://{settings().host}:{settings().web_port}/health").json()["status"] == "ok"


def _worker(client: httpx2.Client) -> bool:
    workers = client.get(f"http://{settings().host}:{settings().web_port}/health").json()["workers"]
    return workers.get(settings().worker_name, LATEST_BEAT) < LATEST_BEAT


def _admin(client: httpx2.Client) -> bool:
    return client.get(f"http://{settings().host}:{settings().admin_port}/health").json()["status"] == "ok"


def _actions(client: httpx2.Client) -> bool:
    return client.get(f"http://127.0.0.1:{settings().actions_port}/health").json()["status"] == "ok"


def _rasa(client: httpx2.Client, port: int) -> bool:
    """Rasa opens its port before its model answers: only a reply is health."""
    asked = {"sender": "health", "message": "hello", "metadata": {"language": "en", "last_topic": None, "facts": {}}}
    return bool(client.post(f"http://127.0.0.1:{port}/webhooks/rest/webhook", json=asked).json())
