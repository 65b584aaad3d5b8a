"""People: who works at the desk — adding them, switching accounts off and on, and handing out one-time passwords."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.audit.chain import record
from actions.staff import passwords, sessions
from actions.staff.accounts import by_username, canonical
from actions.staff.models import Staff
from actions.staff.permissions import Role
from actions.store.engine import unit
from actions.store.errors import BadInput, Conflict, NotFound

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
NAME_LIMIT = 120
CONSOLE = "console"  # the actor when somebody at the machine itself does it


def listing(session: Session) -> list[Staff]:
    """Everybody, the active ones first, by name."""
    return list(session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.username)))


def get(session: Session, staff_id: str) -> Staff:
    """One person. Raises NotFound."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise NotFound
    return staff


def names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id."""
    wanted = set(ids)
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted))) if wanted else ()
    return {staff_id: name for staff_id, name in rows}


def add(actor_id: str | None, username: str, name: str, role: str, language: str = "km") -> str:
    """Add a person, and return the one-time password to hand to them; they must replace it at first sign-in.

    `actor_id` is None when it is done at the machine itself. Raises BadInput with the reason, or Conflict when the
    username is taken. Opens a unit of work of its own.
    """
    username, name = canonical(username), " ".join(name.split())
    if not USERNAME.fullmatch(username):
        raise BadInput("username")
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise BadInput("name")
    if role not in set(Role):
        raise BadInput("role")
    password = passwords.one_time()
    kept = passwords.hashed(password)
    with unit() as session:
        if by_username(session, username):
            raise Conflict("username_taken")
        staff = Staff(
            username=username, name=name, role=Role(role), language=language, password=kept, must_change_password=True
        )
        session.add(staff)
        try:
            session.flush()
        except IntegrityError:  # another process was first
            raise Conflict("username_taken") from None
        record(session, _actor(actor_id), "staff.added", staff.id)
    return password


def reset(actor_id: str | None, staff_id: str) -> str:
    """A new one-time password for somebody who lost theirs; it ends all their sessions.

    Raises NotFound, or BadInput("self"): one's own password is changed on one's own page. Opens a unit of its own.
    """
    if actor_id == staff_id:
        raise BadInput("self")
    password = passwords.one_time()
    kept = passwords.hashed(password)
    with unit() as session:
        staff = get(session, staff_id)
        staff.password, staff.must_change_password = kept, True
        sessions.end_all(session, staff.id)
        record(session, _actor(actor_id), "staff.password_reset", staff.id)
    return password


def deactivate(session: Session, actor_id: str | None, staff_id: str) -> None:
    """Switch an account off, and end its sessions at once.

    Raises NotFound, BadInput("self"), or Conflict("last_administrator"): somebody must be left to let people in.
    """
    staff = get(session, staff_id)
    if actor_id == staff_id:
        raise BadInput("self")
    if staff.active and staff.role == Role.ADMINISTRATOR and _administrators(session) == 1:
        raise Conflict("last_administrator")
    if staff.active:
        staff.active = False
        sessions.end_all(session, staff.id)
        record(session, _actor(actor_id), "staff.deactivated", staff.id)


def reactivate(session: Session, actor_id: str | None, staff_id: str) -> None:
    """Switch an account on again. Raises NotFound."""
    staff = get(session, staff_id)
    if not staff.active:
        staff.active = True
        record(session, _actor(actor_id), "staff.reactivated", staff.id)


def _administrators(session: Session) -> int:
    query = select(func.count(Staff.id)).where(Staff.role == Role.ADMINISTRATOR, Staff.active)
    return session.scalar(query) or 0


def _actor(actor_id: str | None) -> str:
    return f"staff:{actor_id}" if actor_id else CONSOLE
