"""People: adding, switching off, one-time passwords, the first sign-in, and the trail's pages."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from actions.audit.chain import record
from actions.staff import accounts, first, people, trail
from actions.staff.models import Staff
from actions.staff.permissions import PERMISSIONS, Permission, Role, may
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, Conflict, NotFound
from actions.store.settings import Settings

ADDRESS = "10.0.0.7"


def everybody() -> dict[str, Staff]:
    with reading() as session:
        return {staff.username: staff for staff in people.listing(session)}


def test_the_first_start_makes_one_account_for_the_desk_and_one_for_letting_people_in(store: Settings) -> None:
    told = first.first_accounts()
    assert [(one.username, one.role) for one in told] == [("desk", "supervisor"), ("people", "administrator")]
    assert first.path().stat().st_mode & 0o777 == 0o600
    for one in told:
        assert accounts.verify(one.username, one.password, ADDRESS).must_change_password


def test_later_starts_tell_the_same_passwords_until_they_are_replaced(store: Settings) -> None:
    told = first.first_accounts()
    assert first.first_accounts() == told
    everyone = everybody()
    accounts.change_password(everyone["desk"].id, "rain on a tin roof", "rain on a tin roof", ADDRESS)
    assert [one.username for one in first.first_accounts()] == ["people"]
    accounts.change_password(everyone["people"].id, "mango under the stairs", "mango under the stairs", ADDRESS)
    assert first.first_accounts() == [] and not first.path().exists()


def test_nothing_is_made_when_there_is_staff_already(store: Settings) -> None:
    people.add(None, "dara", "Dara", Role.OFFICER)
    assert first.first_accounts() == [] and set(everybody()) == {"dara"}


def test_who_may_read_complaints_may_not_decide_who_else_reads_them() -> None:
    for role in Role:
        assert not (may(role, Permission.SEE_QUEUE) and may(role, Permission.MANAGE_PEOPLE))
        assert not (may(role, Permission.ANSWER_CASE) and may(role, Permission.READ_TRAIL))
    assert set(PERMISSIONS) == set(Role) and not may("owner", Permission.OWN_ACCOUNT)


def test_a_person_added_gets_a_password_that_must_be_replaced(store: Settings) -> None:
    password = people.add(None, " Dara ", "  Dara   Sok ", Role.OFFICER)
    staff = accounts.verify("dara", password, ADDRESS)
    assert (staff.name, staff.must_change_password, staff.language) == ("Dara Sok", True, "km")


def test_a_username_belongs_to_one_person(store: Settings) -> None:
    people.add(None, "dara", "Dara", Role.OFFICER)
    with pytest.raises(Conflict, match="username_taken"):
        people.add(None, "DARA", "Another", Role.OFFICER)


@pytest.mark.parametrize(
    ("username", "name", "role", "why"),
    [
        ("d", "Dara", "officer", "username"),
        ("da ra", "Dara", "officer", "username"),
        ("ដារ៉ា", "Dara", "officer", "username"),
        ("dara", " ", "officer", "name"),
        ("dara", "x" * 121, "officer", "name"),
        ("dara", "Dara\x00", "officer", "name"),
        ("dara", "Dara", "owner", "role"),
    ],
)
def test_what_cannot_be_an_account_is_refused(store: Settings, username: str, name: str, role: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        people.add(None, username, name, role)


def test_a_khmer_name_is_a_name(store: Settings) -> None:
    people.add(None, "sokha", "សុខា", Role.AUDITOR)
    assert everybody()["sokha"].name == "សុខា"


def test_a_new_one_time_password_replaces_the_old_one(store: Settings) -> None:
    old = people.add(None, "dara", "Dara", Role.OFFICER)
    new = people.reset(None, everybody()["dara"].id)
    with pytest.raises(accounts.SignInRefused):
        accounts.verify("dara", old, ADDRESS)
    assert accounts.verify("dara", new, ADDRESS).must_change_password


def test_nobody_switches_off_or_resets_themselves_and_one_administrator_stays(store: Settings) -> None:
    people.add(None, "chief", "Chief", Role.ADMINISTRATOR)
    people.add(None, "other", "Other", Role.ADMINISTRATOR)
    chief, other = everybody()["chief"].id, everybody()["other"].id
    with pytest.raises(BadInput, match="self"):
        people.reset(chief, chief)
    with unit() as session:
        with pytest.raises(BadInput, match="self"):
            people.deactivate(session, chief, chief)
        people.deactivate(session, chief, other)
        with pytest.raises(Conflict, match="last_administrator"):
            people.deactivate(session, None, chief)
        with pytest.raises(NotFound):
            people.deactivate(session, chief, "0" * 32)


def test_the_trail_names_people_and_pages_back(store: Settings) -> None:
    people.add(None, "dara", "Dara", Role.OFFICER)
    dara = everybody()["dara"].id
    with unit() as session:
        for number in range(4):
            record(session, f"staff:{dara}", "case.view", f"{number:032x}")
    with reading() as session:
        newest = trail.acts(session, limit=3)
        older = trail.acts(session, before=newest[-1].id, limit=3)
        assert trail.check(session) == trail.Check(rows=5, broken_at=None)
    assert [act.name for act in newest] == ["Dara"] * 3 and [act.id for act in newest] == [5, 4, 3]
    assert (older[-1].actor, older[-1].act, older[-1].target_name) == ("console", "staff.added", "Dara")


def test_a_changed_past_is_named(sqlite_store: Settings) -> None:
    people.add(None, "dara", "Dara", Role.OFFICER)
    people.add(None, "vanna", "Vanna", Role.OFFICER)
    with unit() as session:
        session.execute(text("DROP TRIGGER audit_no_update"))
        session.execute(text("UPDATE audit SET target = 'x' WHERE id = 1"))
    with reading() as session:
        assert trail.check(session).broken_at == 1
