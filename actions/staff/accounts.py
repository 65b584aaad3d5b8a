"""Accounts: proving who signs in, and what a person changes about their own account."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.audit.chain import record
from actions.staff import passwords, sessions
from actions.staff.limits import spend
from actions.staff.models import Staff
from actions.store.engine import reading, refuse, unit
from actions.store.errors import BadInput, Forbidden, TooMany

PER_PERSON, PER_ADDRESS, WINDOW = 5, 30, timedelta(minutes=1)
TOLD_PER_WINDOW = 5  # refusals beyond the limit that are written to the trail: a flood must not fill it
LANGUAGES = ("km", "en")


class SignInRefused(Forbidden):
    """Wrong password, no such person, or an account that was switched off: one answer for all three."""

    status = 401


def canonical(username: str) -> str:
    """A username as it is kept: no spaces around it, small letters."""
    return username.strip().casefold()


def by_username(session: Session, username: str) -> Staff | None:
    """The account with this username, if there is one."""
    return session.scalar(select(Staff).where(Staff.username == canonical(username)))


def verify(username: str, password: str, address: str) -> Staff:
    """The person these belong to. Counts the try before anything else; every refusal is in the trail.

    Raises SignInRefused, or TooMany after 5 tries a minute for one username or 30 for one address.
    Opens units of work of its own: never call it inside one.
    """
    username = canonical(username)[: passwords.LONGEST]
    _count(username, address)
    with reading() as session:
        staff = by_username(session, username) if username.isprintable() else None
    usable = staff is not None and staff.active
    right = passwords.matches(staff.password if staff and usable else passwords.NOBODYS, password)
    if staff is None or not usable or not right:
        refuse(record, "nobody", "staff.sign_in_refused", staff.id if staff else "unknown")
        raise SignInRefused
    if passwords.outdated(staff.password):
        _keep(staff.id, passwords.hashed(password))
    return staff


def change_password(staff_id: str, new: str, again: str, address: str, current: str = "") -> str:
    """Give a person a new password, end all their sessions, and return the token of the one new session.

    `current` is asked for unless the account still waits for its first password. Raises BadInput with the reason,
    or TooMany. Opens units of work of its own.
    """
    with reading() as session:
        staff = session.get_one(Staff, staff_id)
    passwords.check(new, staff.username)
    if new != again:
        raise BadInput("password_differs")
    if not staff.must_change_password:
        try:
            verify(staff.username, current, address)
        except SignInRefused:
            raise BadInput("password_current") from None
    if passwords.matches(staff.password, new):
        raise BadInput("password_same")
    kept = passwords.hashed(new)
    with unit() as session:
        staff = session.get_one(Staff, staff_id)
        staff.password, staff.must_change_password = kept, False
        record(session, f"staff:{staff.id}", "staff.password_changed", staff.id)
        sessions.end_all(session, staff.id)
        return sessions.start(session, staff)


def choose_language(session: Session, staff_id: str, language: str) -> None:
    """The language this person's pages are in."""
    if language not in LANGUAGES:
        raise BadInput("language")
    session.get_one(Staff, staff_id).language = language


def ready(session: Session) -> bool:
    """Whether the database answers and has its tables (true even before anybody was added)."""
    session.execute(select(Staff.id).limit(1))
    return True


def _count(username: str, address: str) -> None:
    try:
        with unit() as session:
            spend(session, "sign_in.address", address, PER_ADDRESS, WINDOW)
            spend(session, "sign_in.person", username, PER_PERSON, WINDOW)
    except TooMany:
        _tell()
        raise


def _tell() -> None:
    try:
        with unit() as session:
            spend(session, "sign_in.told", "everybody", TOLD_PER_WINDOW, WINDOW)
            record(session, "nobody", "staff.sign_in_limited", "unknown")
    except TooMany:
        return


def _keep(staff_id: str, kept: str) -> None:
    with unit() as session:
        session.get_one(Staff, staff_id).password = kept
