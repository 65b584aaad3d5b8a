"""The audit chain: every act is in it, and a change to the past shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from actions.audit.chain import record, verify
from actions.audit.models import AuditRow
from actions.store.engine import engine, reading, unit
from actions.store.settings import Settings


def write(number: int) -> None:
    with unit() as session:
        record(session, "citizen", "case.opened", f"case-{number}")


def test_many_writers_make_one_chain(store: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(60)))
    with reading() as session:
        assert session.scalar(select(func.count(AuditRow.id))) == 60
        assert verify(session) is None


@pytest.mark.parametrize("act", ["UPDATE audit SET act = 'nothing'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_the_past(store: Settings, act: str) -> None:
    write(1)
    with pytest.raises(DBAPIError, match="append-only"), engine().begin() as connection:
        connection.execute(text(act))


@pytest.mark.parametrize("column", ["actor", "act", "target", "at", "previous"])
def test_whoever_changes_a_row_past_the_guard_is_found(sqlite_store: Settings, column: str) -> None:
    for number in range(5):
        write(number)
    with engine().begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        value = "2020-01-01 00:00:00.000000" if column == "at" else "x"
        connection.execute(text(f"UPDATE audit SET {column} = '{value}' WHERE id = 3"))
    with reading() as session:
        assert verify(session) == 3


def test_a_row_taken_out_of_the_middle_is_found(sqlite_store: Settings) -> None:
    for number in range(5):
        write(number)
    with engine().begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text("DELETE FROM audit WHERE id = 2"))
    with reading() as session:
        assert verify(session) == 3
