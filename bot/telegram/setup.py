"""Setup: what Telegram must know of us: the command list in both languages, and where updates go."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from actions.store.settings import settings
from bot.telegram.parse import COMMANDS
from bot.telegram.webhook import SHORTEST_SECRET
from bot.telegram.words import said

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
MAX_CONNECTIONS = 10
LANGUAGES = ((None, "km"), ("km", "km"), ("en", "en"))  # phones in any other language show Khmer


async def announce(bot: Bot) -> None:
    """Tell Telegram our commands and, in webhook mode, our address. Best effort: what fails is logged, not raised."""
    for code, language in LANGUAGES:
        try:
            commands = await asyncio.to_thread(_commands, language)
            await bot.set_my_commands(commands, language_code=code)
        except Exception as error:
            log.warning("command list not set: %s", type(error).__name__)
    if settings().telegram_mode == "webhook":
        await _set_webhook(bot)


def _commands(language: str) -> list[BotCommand]:
    return [BotCommand(name, said(f"telegram.command.{name}", language)) for name in COMMANDS]


async def _set_webhook(bot: Bot) -> None:
    secret = settings().telegram_secret.get_secret_value()
    url = settings().telegram_webhook_url
    if not url or len(secret) < SHORTEST_SECRET:
        log.error("webhook mode needs TELEGRAM_WEBHOOK_URL and a TELEGRAM_SECRET of at least %d signs", SHORTEST_SECRET)
        return
    try:
        await bot.set_webhook(
            url,
            secret_token=secret,
            allowed_updates=list(ALLOWED_UPDATES),
            max_connections=MAX_CONNECTIONS,
            drop_pending_updates=False,
        )
    except TelegramError as error:
        log.error("webhook not set: %s", type(error).__name__)
