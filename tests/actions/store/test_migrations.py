"""Migrations: the models are the migrated schema, up and down and up again, with rows in it."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from actions.conversations import threads
from actions.store import engine
from actions.store.engine import unit
from actions.store.migrate import downgrade, pending, upgrade
from actions.store.schema import Table
from actions.store.settings import Settings


def test_the_models_are_the_migrated_schema(store: Settings) -> None:
    with engine.engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []


def test_up_down_and_up_again_leaves_the_same_tables(sqlite_store: Settings) -> None:
    with unit() as session:
        threads.start(session, "web", "somebody")
    before = set(inspect(engine.engine()).get_table_names())
    downgrade("base")
    assert set(inspect(engine.engine()).get_table_names()) == {"alembic_version"}
    assert pending()
    upgrade()
    assert set(inspect(engine.engine()).get_table_names()) == before
    assert not pending()


def test_sqlite_commits_are_durable_and_readers_do_not_wait(sqlite_store: Settings) -> None:
    with engine.engine().connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
