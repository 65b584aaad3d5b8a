"""Sessions: how long they live, and that ending one is at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from actions.staff import people, sessions
from actions.staff.accounts import by_username
from actions.staff.models import Staff
from actions.staff.permissions import Role
from actions.store.clock import now
from actions.store.engine import unit
from actions.store.errors import NotFound
from actions.store.settings import Settings


@pytest.fixture
def dara(store: Settings) -> Staff:
    people.add(None, "dara", "Dara", Role.OFFICER)
    with unit() as session:
        found = by_username(session, "dara")
    assert found
    return found


def started(staff: Staff) -> str:
    with unit() as session:
        return sessions.start(session, staff)


def lives(token: str, seen: bool = True) -> bool:
    with unit() as session:
        return sessions.find(session, token, seen) is not None


def test_each_session_has_an_id_and_a_form_secret_of_its_own(dara: Staff) -> None:
    one, two = started(dara), started(dara)
    with unit() as session:
        first, second = sessions.find(session, one), sessions.find(session, two)
    assert first and second and one != two and first.csrf != second.csrf and first.handle != second.handle
    assert sessions.csrf_matches(first, first.csrf) and not sessions.csrf_matches(first, second.csrf)


def test_an_idle_session_lives_for_thirty_minutes_to_the_second(dara: Staff) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        token = started(dara)
        clock.shift(timedelta(minutes=30))
        assert lives(token)
        clock.shift(timedelta(minutes=30, seconds=1))
        assert not lives(token)


def test_a_page_that_refreshes_itself_keeps_no_session_alive(dara: Staff) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        token = started(dara)
        for _ in range(3):
            clock.shift(timedelta(minutes=10))
            assert lives(token, seen=False)
        clock.shift(timedelta(seconds=1))
        assert not lives(token, seen=False)


def test_a_busy_session_lives_for_eight_hours_to_the_second(dara: Staff) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        token = started(dara)
        for _ in range(16):
            clock.shift(timedelta(minutes=30))
            assert lives(token)
        clock.shift(timedelta(seconds=1))
        assert not lives(token)


def test_ending_one_session_leaves_the_others(dara: Staff) -> None:
    here, there = started(dara), started(dara)
    with unit() as session:
        sessions.end(session, here)
        sessions.end(session, here)
    assert not lives(here) and lives(there)


def test_a_switched_off_account_has_no_sessions_and_gets_none_back(dara: Staff) -> None:
    token = started(dara)
    with unit() as session:
        people.deactivate(session, None, dara.id)
    assert not lives(token)
    with unit() as session:
        people.reactivate(session, None, dara.id)
    assert not lives(token)


def test_a_reset_password_ends_the_sessions(dara: Staff) -> None:
    token = started(dara)
    people.reset(None, dara.id)
    assert not lives(token)


def test_a_person_sees_and_ends_only_their_own_sessions(dara: Staff) -> None:
    people.add(None, "vanna", "Vanna", Role.OFFICER)
    with unit() as session:
        vanna = by_username(session, "vanna")
    assert vanna
    mine, theirs = started(dara), started(vanna)
    with unit() as session:
        own = sessions.own(session, dara.id)
        foreign = sessions.own(session, vanna.id)[0].handle
        assert len(own) == 1
        with pytest.raises(NotFound):
            sessions.end_own(session, dara.id, foreign)
        sessions.end_own(session, dara.id, own[0].handle)
    assert not lives(mine) and lives(theirs)


def test_sessions_a_month_old_are_forgotten(dara: Staff) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        started(dara)
        clock.shift(timedelta(days=31))
        with unit() as session:
            assert sessions.forget_old(session) == 1


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\u1780", "' OR 1=1 --"])
def test_a_made_up_token_opens_nothing(dara: Staff, token: str) -> None:
    started(dara)
    assert not lives(token)
