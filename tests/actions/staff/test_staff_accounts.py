"""Signing in: who gets in, what everybody else is told, and how often one may try."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from actions.audit.models import AuditRow
from actions.staff import accounts, passwords, people
from actions.staff.accounts import SignInRefused
from actions.staff.models import Staff, StaffSession
from actions.staff.permissions import Role
from actions.store.clock import now
from actions.store.engine import reading, unit
from actions.store.errors import BadInput, TooMany
from actions.store.settings import Settings

ADDRESS, ELSEWHERE = "10.0.0.7", "10.0.0.8"


class Counted:
    """The real hasher, with its calls counted."""

    def __init__(self, real) -> None:
        self.real, self.calls = real, 0

    def verify(self, kept: str, password: str) -> bool:
        self.calls += 1
        return self.real.verify(kept, password)

    def hash(self, password: str) -> str:
        self.calls += 1
        return self.real.hash(password)

    def check_needs_rehash(self, kept: str) -> bool:
        return self.real.check_needs_rehash(kept)


@pytest.fixture
def dara(store: Settings) -> str:
    """An officer; returns their one-time password."""
    return people.add(None, "dara", "Dara", Role.OFFICER)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted(passwords._HASHER)
    monkeypatch.setattr(passwords, "_HASHER", counted)
    return counted


def trail() -> list[str]:
    with reading() as session:
        return list(session.scalars(select(AuditRow.act).order_by(AuditRow.id)))


def account(username: str) -> Staff:
    with reading() as session:
        found = accounts.by_username(session, username)
    assert found
    return found


def test_the_right_password_signs_in_whatever_the_case_of_the_username(dara: str) -> None:
    assert accounts.verify(" Dara ", dara, ADDRESS).username == "dara"


def test_a_wrong_password_an_unknown_name_and_a_switched_off_account_are_refused_alike(dara: str) -> None:
    password = people.add(None, "vanna", "Vanna", Role.OFFICER)
    with unit() as session:
        people.deactivate(session, None, account("vanna").id)
    said = set()
    for username, given in (("dara", "wrong password"), ("nobody-here", dara), ("vanna", password)):
        with pytest.raises(SignInRefused) as refused:
            accounts.verify(username, given, ADDRESS)
        said.add((str(refused.value), refused.value.code, refused.value.status))
    assert len(said) == 1


def test_an_unknown_name_costs_one_hashing_as_a_known_one_does(dara: str, hasher: Counted) -> None:
    for username in ("dara", "nobody-here"):
        before = hasher.calls
        with pytest.raises(SignInRefused):
            accounts.verify(username, "wrong password", ADDRESS)
        assert hasher.calls == before + 1


def test_a_password_longer_than_128_characters_never_reaches_argon2(dara: str, hasher: Counted) -> None:
    with pytest.raises(SignInRefused):
        accounts.verify("dara", "x" * 129, ADDRESS)
    with pytest.raises(BadInput):
        passwords.hashed("x" * 129)
    assert hasher.calls == 0


def test_a_refusal_stays_in_the_trail(dara: str) -> None:
    with pytest.raises(SignInRefused):
        accounts.verify("dara", "wrong password", ADDRESS)
    with pytest.raises(SignInRefused):
        accounts.verify("nobody-here", "wrong password", ADDRESS)
    assert trail().count("staff.sign_in_refused") == 2


def test_the_sixth_try_in_a_minute_for_one_name_is_not_looked_at_even_with_the_right_password(
    dara: str, hasher: Counted
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(5):
            with pytest.raises(SignInRefused):
                accounts.verify("dara", "wrong password", ADDRESS)
        calls = hasher.calls
        with pytest.raises(TooMany):
            accounts.verify("dara", dara, ELSEWHERE)
        assert hasher.calls == calls
        assert trail()[-1] == "staff.sign_in_limited"
        clock.shift(timedelta(seconds=61))
        assert accounts.verify("dara", dara, ELSEWHERE)


def test_one_address_has_thirty_tries_a_minute_over_all_names(store: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda kept, password: False)  # thirty real hashings say nothing more
    with time_machine.travel(now(), tick=False):
        for number in range(30):
            with pytest.raises(SignInRefused):
                accounts.verify(f"name-{number}", "wrong password", ADDRESS)
        with pytest.raises(TooMany):
            accounts.verify("name-31", "wrong password", ADDRESS)
        with pytest.raises(SignInRefused):
            accounts.verify("name-31", "wrong password", ELSEWHERE)


def test_a_flood_beyond_the_limit_does_not_fill_the_trail(store: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda kept, password: False)
    with time_machine.travel(now(), tick=False):
        for _ in range(40):
            with pytest.raises((SignInRefused, TooMany)):
                accounts.verify("dara", "wrong password", ADDRESS)
    assert trail().count("staff.sign_in_limited") == accounts.TOLD_PER_WINDOW


def test_a_changed_password_ends_every_session_and_starts_one(dara: str) -> None:
    staff = account("dara")
    accounts.change_password(staff.id, "rain on a tin roof", "rain on a tin roof", ADDRESS)
    accounts.change_password(
        staff.id, "mango under the stairs", "mango under the stairs", ADDRESS, "rain on a tin roof"
    )
    with reading() as session:
        living = session.scalar(select(func.count()).where(StaffSession.ended_at.is_(None)))
        assert (living, session.scalar(select(func.count(StaffSession.id_hash)))) == (1, 2)
    assert not account("dara").must_change_password
    assert accounts.verify("dara", "mango under the stairs", ELSEWHERE)


@pytest.mark.parametrize(
    ("new", "again", "why"),
    [
        ("short", "short", "password_short"),
        ("x" * 129, "x" * 129, "password_long"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "password_easy"),
        ("my name is Dara", "my name is Dara", "password_easy"),
        ("rain on a tin roof", "rain on a tin rood", "password_differs"),
    ],
)
def test_a_poor_new_password_is_refused_with_its_reason(dara: str, new: str, again: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        accounts.change_password(account("dara").id, new, again, ADDRESS)


def test_the_one_time_password_cannot_be_kept(dara: str) -> None:
    with pytest.raises(BadInput, match="password_same"):
        accounts.change_password(account("dara").id, dara, dara, ADDRESS)


def test_changing_a_password_later_needs_the_current_one(dara: str) -> None:
    staff = account("dara")
    accounts.change_password(staff.id, "rain on a tin roof", "rain on a tin roof", ADDRESS)
    with pytest.raises(BadInput, match="password_current"):
        accounts.change_password(staff.id, "mango under the stairs", "mango under the stairs", ADDRESS, "wrong")
    assert accounts.verify("dara", "rain on a tin roof", ADDRESS)


def test_no_password_and_no_token_is_kept_in_clear(dara: str) -> None:
    token = accounts.change_password(account("dara").id, "rain on a tin roof", "rain on a tin roof", ADDRESS)
    with reading() as session:
        held = str(list(session.execute(select(Staff.__table__)))) + str(
            list(session.execute(select(StaffSession.__table__)))
        )
    assert token not in held and "rain on" not in held and dara not in held
