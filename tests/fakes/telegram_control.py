"""The fake Telegram's two other sides: delivery to a webhook, and the control API that plays citizens and trouble."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import Request

if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram


async def deliver(fake: FakeTelegram) -> None:
    """Post updates to the webhook for ever: in order one by one, or shuffled and repeated as `fake.delivery` says."""
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        while True:
            if not (fake.webhook and fake.updates):
                await asyncio.sleep(0.01)
                continue
            whole = bool(fake.delivery["disorder"]) or fake.delivery["duplicates"] > 1
            batch = [fake.updates.popleft() for _ in range(len(fake.updates) if whole else 1)]
            dice = random.Random(fake.delivery["seed"])
            posts = [one for one in batch for _ in range(dice.randint(1, int(fake.delivery["duplicates"])))]
            if fake.delivery["disorder"]:
                dice.shuffle(posts)
            lane = asyncio.Semaphore(fake.webhook.get("max_connections", 40))
            await asyncio.gather(*(_post(fake, client, lane, update) for update in posts))


async def _post(fake: FakeTelegram, client: httpx.AsyncClient, lane: asyncio.Semaphore, update: dict[str, Any]) -> None:
    async with lane:
        while fake.webhook:
            headers = {"X-Telegram-Bot-Api-Secret-Token": str(fake.webhook.get("secret_token", ""))}
            try:
                status = (await client.post(fake.webhook["url"], json=update, headers=headers)).status_code
            except httpx.HTTPError:
                status = 0
            fake.webhook_statuses.append(status)
            if 200 <= status < 300:
                return
            await asyncio.sleep(0.1)
        fake.updates.append(update)  # the webhook was taken away meanwhile: it waits for getUpdates


def add_control(fake: FakeTelegram) -> None:
    """POST /control/say|press|update|script|block|limits|delivery, GET /control/messages?chat=1 and /control/state."""

    def post(path: str, act: Callable[[dict[str, Any]], Any]) -> None:
        async def control(request: Request) -> Any:
            return act(await request.json())

        fake.app.add_api_route(f"/control/{path}", control, methods=["POST"])

    def press(asked: dict[str, Any]) -> dict[str, Any]:
        return fake.press(asked["chat"], asked.get("token") or _data(fake, asked["chat"], asked["label"]))

    post("say", lambda asked: fake.say(asked["chat"], asked["text"]))
    post("press", press)
    post("update", fake.push)
    post("script", lambda asked: fake.script(**asked))
    post("block", lambda asked: fake.blocked.add(asked["chat"]))
    post("limits", lambda asked: setattr(fake, "limits", bool(asked["on"])))
    post("delivery", fake.delivery.update)
    fake.app.add_api_route("/control/messages", lambda chat: fake.messages(int(chat)), methods=["GET"])
    fake.app.add_api_route("/control/state", lambda: _state(fake), methods=["GET"])


def _data(fake: FakeTelegram, chat: int, label: str) -> str:
    """The data of the newest button of a chat with this label."""
    rows = [
        row for message in fake.messages(chat) for row in message.get("reply_markup", {}).get("inline_keyboard", [])
    ]
    return next(one["callback_data"] for row in reversed(rows) for one in reversed(row) if one["text"] == label)


def _state(fake: FakeTelegram) -> dict[str, Any]:
    return {
        "waiting": len(fake.updates),
        "sent": len(fake.sent),
        "refusals": fake.refusals[-50:],
        "violations": fake.violations,
        "left": fake.left,
        "commands": list(map(str, fake.commands)),
        "webhook": fake.webhook.get("url", ""),
    }
