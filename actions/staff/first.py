"""The first sign-in: on a new machine, one account for the desk and one for letting people in, told once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import record
from actions.staff import passwords
from actions.staff.accounts import by_username
from actions.staff.models import Staff
from actions.staff.people import CONSOLE
from actions.staff.permissions import Role
from actions.store.engine import reading, unit
from actions.store.settings import settings

# Two, because who may read complaints may not decide who else reads them.
FIRST = (("desk", "មន្ត្រីប្រចាំការ", Role.SUPERVISOR), ("people", "គ្រប់គ្រងគណនី", Role.ADMINISTRATOR))


@dataclass(frozen=True)
class FirstSignIn:
    """A username and the one-time password to tell whoever started the system."""

    username: str
    password: str
    role: str


def path() -> Path:
    """The file that remembers the first passwords until they have been replaced (readable by its owner only)."""
    return settings().var_dir / "first-sign-in.txt"


def first_accounts() -> list[FirstSignIn]:
    """What to print at a start: the first accounts whose one-time password has not been replaced yet.

    Makes the accounts when there is no staff at all. Removes the file, and answers with an empty list, once every
    password was replaced. Opens units of work of its own; call it after the migrations.
    """
    with reading() as session:
        if not _nobody(session):
            waiting = [kept for kept in _read() if _waits(session, kept.username)]
            if not waiting:
                path().unlink(missing_ok=True)
            return waiting
    _make()
    return _read()


def _nobody(session: Session) -> bool:
    return session.scalar(select(Staff.id).limit(1)) is None


def _make() -> None:
    made = [FirstSignIn(username, passwords.one_time(), role) for username, _, role in FIRST]
    kept = [passwords.hashed(one.password) for one in made]
    with unit() as session:
        if not _nobody(session):  # another process was first; its file holds
            return
        for one, password, (_, name, _) in zip(made, kept, FIRST, strict=True):
            staff = Staff(username=one.username, name=name, role=one.role, password=password, must_change_password=True)
            session.add(staff)
            session.flush()
            record(session, CONSOLE, "staff.added", staff.id)
        _write(made)


def _waits(session: Session, username: str) -> bool:
    staff = by_username(session, username)
    return staff is not None and staff.active and staff.must_change_password


def _write(made: list[FirstSignIn]) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    path().unlink(missing_ok=True)
    with open(path(), "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.writelines(f"{one.username} {one.password} {one.role}\n" for one in made)


def _read() -> list[FirstSignIn]:
    try:
        lines = path().read_text().splitlines()
    except FileNotFoundError:
        return []
    return [FirstSignIn(*line.split()) for line in lines if len(line.split()) == 3]
