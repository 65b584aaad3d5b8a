"""Permissions: what each role may do. A screen that names none is refused."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing a member of staff may do."""

    SEE_QUEUE = "see_queue"
    CLAIM_CASE = "claim_case"
    ANSWER_CASE = "answer_case"
    SEE_ANY_CASE = "see_any_case"
    MANAGE_PEOPLE = "manage_people"
    READ_TRAIL = "read_trail"
    OWN_ACCOUNT = "own_account"


class Role(StrEnum):
    """A kind of work at the desk."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


_EVERYBODY = {Permission.OWN_ACCOUNT}
_OFFICER = _EVERYBODY | {Permission.SEE_QUEUE, Permission.CLAIM_CASE, Permission.ANSWER_CASE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(_OFFICER),
    Role.SUPERVISOR: frozenset(_OFFICER | {Permission.SEE_ANY_CASE}),
    Role.AUDITOR: frozenset(_EVERYBODY | {Permission.READ_TRAIL}),
    Role.ADMINISTRATOR: frozenset(_EVERYBODY | {Permission.MANAGE_PEOPLE}),
}


def may(role: str, permission: Permission) -> bool:
    """Whether a role permits something. An unknown role permits nothing."""
    return role in PERMISSIONS and permission in PERMISSIONS[Role(role)]
