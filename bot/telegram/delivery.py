"""Delivery: one reply goes to its chat, part by part, and comes back with a named end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from actions.conversations.outbox import Outgoing
from bot.telegram.pace import NotNow, Pace
from bot.telegram.render import Part

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # Telegram would fetch the address on the citizen's behalf
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class End(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    AGAIN = "again"
    FAILED = "failed"  # this reply can never be shown
    UNREACHABLE = "unreachable"  # this chat can never be written to: all its replies end here


@dataclass(frozen=True)
class Outcome:
    """The end of one attempt, its reason (a short code without any words of anybody), and when to try again."""

    outgoing: Outgoing
    end: End
    reason: str = ""
    after: float | None = None  # seconds


class Delivery:
    """Sends replies with one client at one pace, and remembers how far it came with those of several parts."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self.bot = bot
        self.pace = pace
        self._sent_parts: dict[int, int] = {}

    async def deliver(self, outgoing: Outgoing, parts: list[Part]) -> Outcome:
        """Send what is still unsent of a reply. Never raises."""
        if not outgoing.address:
            return Outcome(outgoing, End.UNREACHABLE, "no_address")
        if not parts:
            return Outcome(outgoing, End.FAILED, "nothing_to_show")
        try:
            for number in range(self._sent_parts.get(outgoing.outbound_id, 0), len(parts)):
                await self._send(outgoing.address, parts[number])
                self._sent_parts[outgoing.outbound_id] = number + 1
            outcome = Outcome(outgoing, End.SENT)
        except NotNow as wait:
            outcome = Outcome(outgoing, End.AGAIN, "told_to_wait", wait.seconds)
        except TelegramError as error:
            outcome = self._judged(outgoing, error)
        except Exception as error:
            log.error("reply not sent: %s", type(error).__name__)
            outcome = Outcome(outgoing, End.AGAIN, f"error_{type(error).__name__}")
        if outcome.end != End.AGAIN:
            self._sent_parts.pop(outgoing.outbound_id, None)
        if outcome.reason:
            log.info("reply not delivered: %s", outcome.reason)
        return outcome

    async def _send(self, chat: str, part: Part) -> None:
        """Send a part; one Telegram cannot take is tried again plainer, for words matter more than their looks."""
        try:
            return await self._post(chat, part.html, part.keyboard, ParseMode.HTML)
        except BadRequest as error:
            if _about_the_chat(error):
                raise
        log.warning("a reply was refused by Telegram and is sent without markup")
        try:
            return await self._post(chat, part.plain, part.keyboard)
        except BadRequest as error:
            if _about_the_chat(error) or part.keyboard is None:
                raise
        log.warning("a reply was refused by Telegram and is sent without buttons")
        return await self._post(chat, part.plain, None)

    async def _post(
        self, chat: str, text: str, keyboard: InlineKeyboardMarkup | None, mode: ParseMode | None = None
    ) -> None:
        await self.pace.turn(chat)
        try:
            await self.bot.send_message(
                int(chat), text, parse_mode=mode, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )
        finally:
            self.pace.done(chat)

    def _judged(self, outgoing: Outgoing, error: TelegramError) -> Outcome:
        match error:
            case RetryAfter():
                seconds = _seconds(error.retry_after)
                self.pace.told(outgoing.address, seconds)
                return Outcome(outgoing, End.AGAIN, "told_to_wait", seconds)
            case Forbidden():
                return Outcome(outgoing, End.UNREACHABLE, _why_forbidden(error))
            case ChatMigrated():
                # Only groups move. We answer private chats alone, so the new chat is not the one that asked.
                return Outcome(outgoing, End.UNREACHABLE, "moved_to_group")
            case BadRequest() if _about_the_chat(error):
                return Outcome(outgoing, End.UNREACHABLE, "chat_not_found")
            case BadRequest():
                return Outcome(outgoing, End.FAILED, "refused")
            case InvalidToken():
                return Outcome(outgoing, End.AGAIN, "token_refused", 60.0)
            case TimedOut() | NetworkError():
                return Outcome(outgoing, End.AGAIN, _how_far(error))
            case _:
                return Outcome(outgoing, End.AGAIN, f"error_{type(error).__name__}")


def _about_the_chat(error: BadRequest) -> bool:
    said = error.message.lower()
    return any(sign in said for sign in ("chat not found", "user not found", "peer_id_invalid"))


def _why_forbidden(error: Forbidden) -> str:
    said = error.message.lower()
    if "blocked" in said:
        return "blocked"
    return "deactivated" if "deactivated" in said else "forbidden"


def _how_far(error: NetworkError) -> str:
    """Whether the message surely stayed here, or may have arrived although we heard nothing."""
    if isinstance(error.__cause__, UNSENT):
        return "not_connected"
    return "no_answer" if isinstance(error.__cause__, httpx.HTTPError) else "server_error"


def _seconds(retry_after: int | timedelta) -> float:
    return retry_after.total_seconds() if isinstance(retry_after, timedelta) else float(retry_after)
