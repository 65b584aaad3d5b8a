"""Migrations: bring the database to this version, or report where it stands."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from actions.store.engine import engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 128601


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def upgrade(revision: str = "head") -> None:
    """Bring the database up; safe when several processes start at once."""
    with engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(config(connection), revision)


def downgrade(revision: str) -> None:
    """Take the database back to a revision."""
    with engine().begin() as connection:
        command.downgrade(config(connection), revision)


def pending() -> bool:
    """Whether the database is behind this version."""
    with engine().connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current != ScriptDirectory.from_config(config()).get_current_head()
