"""The client: python-telegram-bot's Bot, made from our settings, with tight deadlines and a silent log."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.request import HTTPXRequest

from actions.store.settings import settings
from bot.telegram.secrecy import hide

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming form of retry_after; the old one warns each time

CHANNEL = "telegram"
CONNECTIONS = 64
CONNECT, READ, WRITE, POOL = 5.0, 15.0, 10.0, 5.0  # seconds


def configured() -> bool:
    """Whether a token is set, that is, whether the Telegram door is open at all."""
    return bool(settings().telegram_token.get_secret_value())


@asynccontextmanager
async def open_bot() -> AsyncIterator[Bot]:
    """A client for the running event loop, closed at the end. No network is touched until a method is called."""
    token = settings().telegram_token.get_secret_value()
    hide(token, settings().telegram_secret.get_secret_value())
    api = settings().telegram_api_url.rstrip("/")
    request, polling = _request(CONNECTIONS), _request(1)
    try:
        yield Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=request,
            get_updates_request=polling,
        )
    finally:  # the Bot's own shutdown leaves connections open when it was never initialised
        await request.shutdown()
        await polling.shutdown()


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT,
        read_timeout=READ,
        write_timeout=WRITE,
        pool_timeout=POOL,
        # A proxy or certificate setting of the machine must not send citizens' words elsewhere unseen.
        httpx_kwargs={"trust_env": False},
    )
