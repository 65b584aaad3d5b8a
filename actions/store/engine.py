"""The engine: SQLite (WAL, synchronous FULL) or PostgreSQL, and the unit of work that alone commits."""

from __future__ import annotations

import functools
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError as Unavailable
from sqlalchemy.orm import Session

from actions.store.settings import settings

__all__ = ["Session", "Unavailable", "engine", "make_engine", "reading", "refuse", "unit"]
BUSY_TIMEOUT_MS = 10_000
LOOK_AGAIN = 0.0005  # seconds
_writers = threading.Lock()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we open transactions ourselves: writers take the lock at BEGIN, not half-way
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def make_engine(url: str) -> Engine:
    """A new engine for `url` with the promises we need: durable commits, foreign keys, no lock upgrades."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)

    return engine


def _begin_writing(connection: Connection) -> None:
    """Take SQLite's only write lock. Its own way of waiting sleeps up to 100 ms at a time and is unfair under load;
    we look again every half millisecond instead, for as long as it would have waited."""
    raw = connection.connection.dbapi_connection
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as locked:
                if time.monotonic() > deadline:
                    raise Unavailable("BEGIN IMMEDIATE", None, locked) from locked
            time.sleep(LOOK_AGAIN)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


@functools.cache
def engine() -> Engine:
    """The engine of this process."""
    return make_engine(settings().database)


@contextmanager
def unit() -> Iterator[Session]:
    """One unit of work: commits when the block ends well, rolls back when it raises. Nothing else commits.

    Never begin one inside another. With SQLite the threads of a process queue here, not at the file.
    """
    with _in_line(), Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def _in_line() -> Iterator[None]:
    if engine().dialect.name != "sqlite":
        yield
        return
    first = _writers.acquire(timeout=BUSY_TIMEOUT_MS / 1000)  # a stuck one ahead: then the file decides, with its error
    try:
        yield
    finally:
        if first:
            _writers.release()


@contextmanager
def reading() -> Iterator[Session]:
    """A read-only look at the database that takes no write lock."""
    with engine().connect().execution_options(reading=True) as connection:
        with Session(connection, expire_on_commit=False) as session:
            yield session
        connection.rollback()


def refuse(record: Any, *args: Any) -> None:
    """Record a refusal in a transaction of its own, so that it survives the failing one."""
    with unit() as session:
        record(session, *args)
