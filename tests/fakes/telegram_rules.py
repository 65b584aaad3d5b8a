"""What Telegram refuses in a message: a strict reading of the Bot API's rules for text, HTML, buttons and commands."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler", "a"}
_TOKEN = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s[^<>]*)?)>|&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|([<>&])|([^<>&]+)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST = 4096  # UTF-16 units, after the markup is read
DATA = 64  # bytes


class Refused(Exception):
    """An answer that is not ok: HTTP status, Telegram's description, and its parameters."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def bad(description: str) -> Refused:
    """A 400 as Telegram words it."""
    return Refused(400, f"Bad Request: {description}")


def shown(text: str, parse_mode: str | None) -> str:
    """The text a citizen sees. Raises Refused when Telegram would not take it."""
    if parse_mode not in (None, "", "HTML"):
        raise bad("unsupported parse_mode")
    seen = _read_html(text) if parse_mode else text
    if not any(unicodedata.category(sign)[0] not in "ZC" for sign in seen):
        raise bad("message text is empty")
    if len(seen.strip().encode("utf-16-le")) // 2 > LONGEST:
        raise bad("message is too long")
    return seen


def _read_html(text: str) -> str:
    seen: list[str] = []
    opened: list[str] = []
    for found in _TOKEN.finditer(text):
        end, tag, _rest, entity, bare, plain = found.groups()
        if bare:
            raise bad(f"can't parse entities: unexpected {bare!r} at byte offset {found.start()}")
        if tag is not None:
            if tag.lower() not in TAGS:
                raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {found.start()}')
            if not end:
                opened.append(tag.lower())
            elif not opened or opened.pop() != tag.lower():
                raise bad(f"can't parse entities: Unmatched end tag at byte offset {found.start()}")
        elif entity:
            seen.append(_NAMED.get(entity) or _numeric(entity))
        else:
            seen.append(plain)
    if opened:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {opened[-1]}")
    return "".join(seen)


def _numeric(entity: str) -> str:
    number = int(entity[2:], 16) if entity[1] == "x" else int(entity[1:])
    if not 0 < number < 0x110000:
        raise bad("can't parse entities: unknown character")
    return chr(number)


def keyboard(markup: Any) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard. Raises Refused for one Telegram would not take."""
    if markup in (None, ""):
        return []
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list):
        raise bad("object expected as reply markup")
    for button in (button for row in rows for button in row):
        if not str(button.get("text", "")).strip():
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data")
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA:
            raise bad("BUTTON_DATA_INVALID")
    return rows


def commands(listed: Any) -> list[dict[str, str]]:
    """A command list. Raises Refused for names or descriptions Telegram would not take."""
    if not isinstance(listed, list) or len(listed) > 100:
        raise bad("can't parse commands")
    for command in listed:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", "")).strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return listed


def decoded(value: str) -> Any:
    """A form parameter: nested objects, numbers and truths travel as JSON."""
    if value[:1] in "[{" or value in ("true", "false") or re.fullmatch(r"-?\d{1,18}", value):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
