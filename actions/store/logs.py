"""Logs: one JSON line per event, on standard error. Words, ids of people and secrets never reach them."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

# The only names an event may carry: anything else is dropped before it is written, whoever logged it.
ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "process", "fault", "inbound", "outbound", "attempts", "outcome", "channel",
        "reason", "seconds", "count", "status", "method", "route", "code", "port", "address", "state",
    }
)  # fmt: skip
NOISY = ("httpx", "httpx2", "httpcore", "httpcore2", "telegram", "uvicorn.access", "asyncio")


def _keep_allowed(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name in ALLOWED}


def _fault_only(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """An exception's type and place are told, never its message: messages carry what people typed."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()
    if isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if isinstance(fault, tuple) and fault[0] is not None:
        frame = fault[2]
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else "?"
        event["fault"] = f"{fault[0].__name__} at {place}"
    return event


def _template_only(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """A library's line is told as its template: what it would have filled in may be somebody's words or a secret."""
    record = event["_record"]
    return {**event, "event": f"{record.name}: {record.msg}" if isinstance(record.msg, str) else record.name}


def set_up(process: str, level: str = "INFO") -> None:
    """Make this process log as the house does."""

    def name_process(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
        return {**event, "process": process}

    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_process,
    ]
    written: list[Any] = [_fault_only, _keep_allowed, structlog.processors.JSONRenderer(ensure_ascii=False)]
    structlog.configure(
        processors=[*shared, *written],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=()), _template_only, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *written],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:  # their lines carry addresses, and with them tokens
        logging.getLogger(name).setLevel(logging.WARNING)
