"""The world of the tests: a fresh database of each kind, and a PostgreSQL of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from actions.store import crypto, engine, logs, settings
from actions.store.migrate import upgrade
from actions.store.schema import Table
from actions.store.settings import Settings

pytest_plugins = ["tests.browser"]
logs.set_up("tests", "DEBUG")


@contextmanager
def using(**changes: object) -> Iterator[Settings]:
    """The defaults with these changes for a while, whatever was in use; nothing of the machine's own .env is read."""
    before = list(settings._in_use)
    _let_go()
    settings.use(Settings(_env_file=None).model_copy(update=changes))
    try:
        yield settings.settings()
    finally:
        _let_go()
        settings._in_use[:] = before


def _let_go() -> None:
    """Close the engine in use, if there is one, and forget its key."""
    if engine.engine.cache_info().currsize:
        engine.engine().dispose()
    engine.engine.cache_clear()
    crypto.forget_keys()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    folder = tmp_path_factory.mktemp("migrated")
    with using(var_dir=folder, database_url=""):
        upgrade()
    return folder / "nssf.db"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL started for these tests, migrated and empty."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_owner: list[str | Path] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    make = [*as_owner, programs / "initdb", "-D", folder / "data", "-U", "nssf", "--auth=trust", "-E", "UTF8"]
    subprocess.run([*make, "--locale=C.UTF-8", "--no-sync"], check=True, capture_output=True, cwd=folder)
    options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    serve = [*as_owner, programs / "postgres", "-D", folder / "data"]
    serve += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(serve, cwd=folder, stdout=log, stderr=log)
    url = f"postgresql://nssf@127.0.0.1:{port}/postgres"
    try:
        _await_postgres(url, server)
        with using(database_url=url, var_dir=folder):
            upgrade()
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # fast shutdown
        server.wait(30)
        shutil.rmtree(folder)


def _await_postgres(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")


@pytest.fixture
def empty_postgres(postgres_url: str, tmp_path: Path) -> str:
    """The PostgreSQL of these tests with no row in it, whatever the test before left."""
    with using(database_url=postgres_url, var_dir=tmp_path), engine.engine().begin() as connection:
        names = ", ".join(f'"{table.name}"' for table in Table.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return postgres_url


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Settings]:
    """A fresh, migrated database: each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        shutil.copy(migrated_sqlite, tmp_path / "nssf.db")
        with using(var_dir=tmp_path, database_url="") as used:
            yield used
        return
    url = request.getfixturevalue("empty_postgres")
    with using(var_dir=tmp_path, database_url=url) as used:
        yield used


@pytest.fixture
def sqlite_store(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Settings]:
    """A fresh, migrated SQLite database, where the kind does not matter."""
    shutil.copy(migrated_sqlite, tmp_path / "nssf.db")
    with using(var_dir=tmp_path, database_url="") as used:
        yield used
