"""The scene: staff with browsers, and citizens' cases, made through the house."""

from __future__ import annotations

import functools
import re
import secrets
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from actions.audit.models import AuditRow
from actions.cases import queue, thread
from actions.cases.intake import NewCase, hand_over, open_case
from actions.cases.models import Case
from actions.cases.status import Audience, CaseKind
from actions.conversations import threads
from actions.staff import passwords, sessions
from actions.staff.models import Staff
from actions.staff.permissions import Role
from actions.store.engine import reading, unit
from admin.app import create_app

HOST = "http://desk.test"
PASSWORD = "rain on a tin roof"
OWN_PAGE = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
STORY = "The guard locked the gate after I asked about my card."


@functools.cache
def known_hash() -> str:
    """The hash of PASSWORD, made once: it is slow on purpose."""
    return passwords.hashed(PASSWORD)


@dataclass
class Browser:
    """One browser at the desk, signed in or not."""

    client: TestClient
    staff: Staff | None = None
    csrf: str = ""

    def get(self, path: str, **more: Any) -> Any:
        """Look at a page; redirects are not followed."""
        return self.client.get(path, **more)

    def post(self, path: str, **fields: str) -> Any:
        """Send a form from one of our own pages, with this session's secret."""
        return self.client.post(path, data={"csrf": self.csrf, **fields}, headers=OWN_PAGE)


class Scene:
    """The staff application and what there is to see in it."""

    def __init__(self, app: FastAPI | None = None) -> None:
        self.app = app or create_app()

    def browser(self) -> Browser:
        """A browser nobody has signed in with."""
        return Browser(TestClient(self.app, base_url=HOST, follow_redirects=False, client=("10.0.0.7", 5000)))

    def person(self, username: str, role: Role = Role.OFFICER, language: str = "en", **more: Any) -> Staff:
        """A member of staff whose password is PASSWORD."""
        with unit() as session:
            staff = Staff(
                username=username, name=username.title(), role=role, language=language, password=known_hash(), **more
            )
            session.add(staff)
        return staff

    def at_desk(self, staff: Staff) -> Browser:
        """A browser in which this person is signed in."""
        with unit() as session:
            token = sessions.start(session, staff)
            found = sessions.find(session, token)
        assert found
        browser = self.browser()
        browser.client.cookies.set("staff", token)
        browser.staff, browser.csrf = found.staff, found.csrf
        return browser

    def signed_in(self, username: str, role: Role = Role.OFFICER, language: str = "en") -> Browser:
        """A new member of staff, signed in."""
        return self.at_desk(self.person(username, role, language))

    def sign_in(self, browser: Browser, username: str, password: str, **more: str) -> Any:
        """Sign in through the page, as a person does."""
        token = csrf_in(browser.get("/sign-in").text)
        fields = {"csrf": token, "username": username, "password": password, **more}
        return browser.client.post("/sign-in", data=fields, headers=OWN_PAGE)

    def complaint(self, story: str = STORY, urgent: bool = False, language: str = "km", channel: str = "web") -> str:
        """A complaint sent by form. Returns the case's id."""
        answers = [
            ["subject", "employer"],
            ["story", story],
            ["province", "12"],
            ["urgent", "hurt" if urgent else "no"],
        ]
        new = NewCase(
            kind=CaseKind.COMPLAINT,
            subject="employer",
            origin=f"test:{secrets.token_hex(8)}",
            language=language,
            channel=channel,
            body={"interview": "complaint", "answers": answers},
            province="12",
            urgent=urgent,
        )
        with unit() as session:
            return open_case(session, new).case.id

    def chat(self, text: str = "I want to talk to a person", channel: str = "web") -> tuple[str, str]:
        """A citizen who asked for a person in a chat. Returns the ids of the case and of the conversation."""
        with unit() as session:
            conversation = threads.start(session, channel, secrets.token_hex(8), "en")
            new = NewCase(
                kind=CaseKind.PERSON,
                subject="person",
                origin=f"test:{secrets.token_hex(8)}",
                language="en",
                channel=channel,
                body={"text": text},
            )
            return hand_over(session, conversation, new).case.id, conversation.id

    def claimed(self, staff: Staff, case_id: str | None = None) -> str:
        """A case this person has taken. Returns its id."""
        case_id = case_id or self.complaint()
        with unit() as session:
            queue.claim(session, staff, case_id)
        return case_id

    def thread(self, case_id: str, audience: Audience = Audience.STAFF) -> list[tuple[str, str]]:
        """Kind and text of each message of a case, as an audience reads it."""
        with reading() as session:
            case = session.get_one(Case, case_id)
            return [
                (entry.kind.value, str(entry.body.get("text", ""))) for entry in thread.entries(session, case, audience)
            ]

    def case(self, case_id: str) -> Case:
        """The row of a case."""
        with reading() as session:
            return session.get_one(Case, case_id)

    def acts(self, *prefixes: str) -> list[tuple[str, str, str]]:
        """The trail in order: actor, act, target of the acts that begin with one of the prefixes."""
        with reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id))
            return [(row.actor, row.act, row.target) for row in rows if not prefixes or row.act.startswith(prefixes)]

    def citizen_writes(self, case_id: str, text: str) -> None:
        """New words of the citizen reach the case."""
        with unit() as session:
            thread.citizen_wrote(session, session.get_one(Case, case_id), text, f"test:{secrets.token_hex(8)}")


def csrf_in(page: str) -> str:
    """The secret in a page's first form."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


def origin_in(page: str, form: str) -> str:
    """The origin hidden in the form that posts to .../<form>."""
    found = re.search(rf'action="[^"]*/{form}".*?name="origin" value="([^"]+)"', page, re.S)
    assert found, page
    return found.group(1)
