"""The doctor: what is set, what is healthy, and what to do about what is not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta

import httpx2

from actions.rules.checking import coming, stale
from actions.store.clock import today
from actions.store.crypto import master_key_path
from actions.store.engine import Unavailable, engine
from actions.store.migrate import pending
from actions.store.settings import settings
from bot.console.parsing import NoModel, newest_model

START = "run `make run`"
LOOK_AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    what: str
    ok: bool
    state: str
    do: str = ""


def checks() -> list[Check]:
    """Everything looked at, in the order of starting."""
    return [_disk(), _model(), _database(), _key(), *_processes(), _telegram(), _law()]


def _disk() -> Check:
    folder = settings().var_dir if settings().var_dir.exists() else settings().var_dir.parent
    free = shutil.disk_usage(folder).free // 2**20
    return Check("disk", free > 300, f"{free:,} MB free", "" if free > 300 else "free some space")


def _model() -> Check:
    try:
        return Check("model", True, newest_model().name)
    except NoModel:
        return Check("model", False, "none", "run `make train`")


def _database() -> Check:
    kind = engine().dialect.name
    try:
        behind = pending()
    except Unavailable:
        return Check("database", False, f"{kind}: not reached", "check DATABASE_URL in .env")
    return Check("database", not behind, f"{kind}, {'behind' if behind else 'up to date'}", START if behind else "")


def _key() -> Check:
    path = master_key_path()
    there = path.is_file()
    safe = there and path.stat().st_mode & 0o077 == 0
    state = "kept apart from the database" if safe else "readable by others" if there else "not made yet"
    return Check("master key", safe, state, "" if safe else f"chmod 600 {path}" if there else START)


def _processes() -> list[Check]:
    site = f"http://{settings().host}:{settings().web_port}/health"
    looks = {
        "web": site,
        "admin": f"http://{settings().host}:{settings().admin_port}/health",
        "actions": f"http://127.0.0.1:{settings().actions_port}/health",
        **{
            f"rasa-{index}": f"http://127.0.0.1:{settings().rasa_port + index}/"
            for index in range(settings().rasa_count)
        },
    }
    found = []
    for name, address in looks.items():
        reply = _get(address)
        found.append(Check(name, reply is not None, "answers" if reply else "does not answer", "" if reply else START))
        if name == "web":
            age = reply.json()["workers"].get(settings().worker_name) if reply else None
            alive = age is not None and age < 20
            state = f"heard {age:.0f} s ago" if age is not None else "never heard"
            found.append(Check("worker", alive, state, "" if alive else START))
    return found


def _get(address: str) -> httpx2.Response | None:
    try:
        reply = httpx2.get(address, timeout=3, trust_env=False)
    except httpx2.HTTPError:
        return None
    return reply if reply.is_success else None


def _telegram() -> Check:
    on = bool(settings().telegram_token.get_secret_value())
    if not on:
        return Check("telegram", True, "off (no TELEGRAM_TOKEN in .env)")
    if settings().telegram_mode == "polling":
        return Check("telegram", True, "on, polling")
    secret = len(settings().telegram_secret.get_secret_value()) >= 16
    ok = secret and settings().telegram_webhook_url.startswith("https://")
    return Check("telegram", ok, "on, webhook", "" if ok else "set TELEGRAM_SECRET and TELEGRAM_WEBHOOK_URL")


def _law() -> Check:
    # Never a sick part: a figure due for checking is work for whoever keeps the law, and nothing to restart.
    due = len(stale(today()))
    change = next((change for change in coming(today(), LOOK_AHEAD) if change.on > today()), None)
    state = f"{due} facts and figures to check again" if due else "checked"
    state += f"; next {change.id}, {change.on.isoformat()}" if change else ""
    return Check("law", True, state, "run `assistant law due`" if due or change else "")
