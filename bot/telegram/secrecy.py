"""Secrecy: no log record of this process ever carries the bot token or the webhook secret."""

from __future__ import annotations

import logging
import traceback
from typing import Any

HIDDEN = "[hidden]"
# Below CRITICAL they print request addresses (the token is in them) and whole answers (words of citizens are in them).
TALKATIVE = ("httpx", "httpcore", "telegram")

_secrets: set[str] = set()


def hide(*secrets: str) -> None:
    """From now on each of these, and a token's half behind the colon, is cut out of every record of every logger."""
    for secret in secrets:
        _secrets.update(part for part in (secret, secret.partition(":")[2]) if len(part) >= 8)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not isinstance(logging.getLogRecordFactory(), _Factory):
        logging.setLogRecordFactory(_Factory(logging.getLogRecordFactory()))


def clean(text: str) -> str:
    """The text without any hidden secret."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


class _Factory:
    """A filter on a logger misses its children's records; the record factory sees them all."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record: logging.LogRecord = self.inner(*args, **kwargs)
        _clean_message(record)
        _clean_traceback(record)
        return record


def _clean_message(record: logging.LogRecord) -> None:
    try:
        said = record.getMessage()
    except Exception:  # a record that cannot be formatted is reported by its handler, with its bare arguments
        said = f"{record.msg} {record.args}"
    cleaned = clean(said)
    if cleaned != said:
        record.msg, record.args = cleaned, ()


def _clean_traceback(record: logging.LogRecord) -> None:
    if not record.exc_info or record.exc_info[1] is None:
        return
    said = "".join(traceback.format_exception(record.exc_info[1]))
    cleaned = clean(said)
    if cleaned != said:
        record.exc_info, record.exc_text = None, cleaned.rstrip()
