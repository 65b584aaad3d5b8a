"""The engine: SQLite (WAL, synchronous FULL) or PostgreSQL, and the unit of work that alone commits."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError as Unavailable
from sqlalchemy.orm import Session

from actions.store.settings import settings

__all__ = ["Session", "Unavailable", "engine", "make_engine", "reading", "refuse", "unit"]
BUSY_TIMEOUT_MS = 10_000


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
    def _begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@functools.cache
def engine() -> Engine:
    """The engine of this process."""
    return make_engine(settings().database)


@contextmanager
def unit() -> Iterator[Session]:
    """One unit of work: commits when the block ends well, rolls back when it raises. Nothing else commits."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session


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
