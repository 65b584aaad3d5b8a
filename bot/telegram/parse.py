"""Parse: one Telegram update becomes an arrival for the inbox, or is ignored for a stated reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from actions.conversations.inbox import Arrival
from bot.telegram.client import CHANNEL

COMMANDS = ("start", "help", "language", "complain", "person", "cancel")
LARGEST = 2**52  # Telegram's ids have at most 52 significant bits
_COMMAND = re.compile(rf"/({'|'.join(COMMANDS)})(?:@\w{{1,64}})?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL | re.ASCII)

MEDIA = (
    *("animation", "photo", "voice", "video", "video_note", "audio", "document", "sticker", "paid_media"),
    *("contact", "venue", "location", "poll", "dice", "story", "game", "checklist"),
)  # an animation also carries a document and a venue a location: the first that is there names the kind
SERVICE = (
    *("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "users_shared", "chat_shared"),
    *("connected_website", "proximity_alert_triggered", "web_app_data", "successful_payment", "refunded_payment"),
    *("boost_added", "chat_background_set", "gift", "unique_gift", "passport_data", "giveaway", "giveaway_created"),
    *("giveaway_winners", "giveaway_completed", "checklist_tasks_done", "checklist_tasks_added"),
)


class Ignored(StrEnum):
    """Why an update makes no row. Each is counted and answered 200."""

    UNPARSABLE = "unparsable"  # not an update, or one without the ids every update has
    EDITED = "edited"  # the words first sent were answered; a correction is sent as a new message
    CHANNEL_POST = "channel_post"
    GROUP = "group"  # a group is told once that we talk in private only, and left
    MEMBER = "member"  # somebody started, stopped or blocked the bot: the sender learns that when it writes
    FROM_BOT = "from_bot"
    SERVICE = "service"  # Telegram's own notices, such as "message pinned"
    INLINE = "inline"  # a button on a message that is in no chat of ours
    OTHER = "other"  # kinds we do not subscribe to: reactions, payments, business messages, polls


@dataclass(frozen=True)
class Parsed:
    """An update that becomes an inbound row. `callback` is Telegram's id of a button press, to be answered once."""

    address: str
    arrival: Arrival
    callback: str | None = None


@dataclass(frozen=True)
class NotParsed:
    """An update that does not. `group` is the chat to refuse and leave; `callback` a press to answer all the same."""

    reason: Ignored
    group: int | None = None
    callback: str | None = None


def parse(update: Any) -> Parsed | NotParsed:
    """Sort one decoded update. Never raises, whatever it holds; what it returns can be stored as JSON."""
    update_id = _whole(update, "update_id")
    if update_id is None or update_id < 0:
        return NotParsed(Ignored.UNPARSABLE)
    if message := _part(update, "message"):
        return _message(update_id, message)
    if query := _part(update, "callback_query"):
        return _query(update_id, query)
    if member := _part(update, "my_chat_member"):
        return _member(member)
    for key, reason in (
        ("edited_message", Ignored.EDITED),
        ("channel_post", Ignored.CHANNEL_POST),
        ("edited_channel_post", Ignored.CHANNEL_POST),
        ("chat_member", Ignored.MEMBER),
        ("message", Ignored.UNPARSABLE),
        ("callback_query", Ignored.UNPARSABLE),
        ("my_chat_member", Ignored.UNPARSABLE),
    ):
        if key in update:
            return NotParsed(reason)
    return NotParsed(Ignored.OTHER if len(update) > 1 else Ignored.UNPARSABLE)


def _message(update_id: int, message: dict[str, Any]) -> Parsed | NotParsed:
    chat = _chat(_part(message, "chat"))
    if isinstance(chat, NotParsed):
        return chat
    if (_part(message, "from") or {}).get("is_bot") is True:
        return NotParsed(Ignored.FROM_BOT)
    if isinstance(text := message.get("text"), str):
        return _parsed(chat, update_id, *_said(_storable(text)))
    kind = next((name for name in MEDIA if name in message), None)
    if kind is None and any(name in message for name in SERVICE):
        return NotParsed(Ignored.SERVICE)
    caption = message.get("caption")
    body = {"media": kind or "other", "text": _storable(caption) if isinstance(caption, str) else None}
    return _parsed(chat, update_id, "media", body)


def _said(text: str) -> tuple[str, dict[str, Any]]:
    if command := _COMMAND.fullmatch(text.strip()):
        return "command", {"command": command[1].lower(), "argument": (command[2] or "").strip() or None}
    return "text", {"text": text}


def _query(update_id: int, query: dict[str, Any]) -> Parsed | NotParsed:
    callback, token = query.get("id"), query.get("data")
    if not isinstance(callback, str) or not 0 < len(callback) <= 64:
        return NotParsed(Ignored.UNPARSABLE)
    callback = _storable(callback)
    message = _part(query, "message")
    if message is None or not isinstance(token, str):
        return NotParsed(Ignored.INLINE, callback=callback)
    chat = _chat(_part(message, "chat"))
    if isinstance(chat, NotParsed):
        return NotParsed(chat.reason, chat.group, callback)
    body = {"button": _storable(token)[:64], "callback": callback}
    return _parsed(chat, update_id, "button", body, callback)


def _member(change: dict[str, Any]) -> NotParsed:
    chat = _chat(_part(change, "chat"))
    there = (_part(change, "new_chat_member") or {}).get("status") in ("member", "administrator", "restricted")
    if isinstance(chat, NotParsed) and chat.group is not None and there:
        return chat
    return NotParsed(Ignored.MEMBER)


def _chat(chat: dict[str, Any] | None) -> int | NotParsed:
    chat_id, kind = _whole(chat, "id"), (chat or {}).get("type")
    if chat_id is None or not isinstance(kind, str):
        return NotParsed(Ignored.UNPARSABLE)
    if kind == "private":
        return chat_id if chat_id > 0 else NotParsed(Ignored.UNPARSABLE)
    if kind in ("group", "supergroup"):
        return NotParsed(Ignored.GROUP, group=chat_id)
    return NotParsed(Ignored.CHANNEL_POST if kind == "channel" else Ignored.OTHER)


def _parsed(chat: int, update_id: int, kind: str, body: dict[str, Any], callback: str | None = None) -> Parsed:
    arrival = Arrival(CHANNEL, CHANNEL, str(update_id), update_id, kind, body)
    return Parsed(str(chat), arrival, callback)


def _part(value: Any, key: str) -> dict[str, Any] | None:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else None


def _whole(value: Any, key: str) -> int | None:
    number = value.get(key) if isinstance(value, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool) and abs(number) < LARGEST
    return number if fits else None


def _storable(text: str) -> str:
    """Halves of surrogate pairs cannot be encoded; a row that cannot be written would be sent again for ever."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
