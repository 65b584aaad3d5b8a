"""Officer and citizen act on one case at the same moment: both get through, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from actions.audit.chain import line_up
from actions.cases import access, intake, queue, thread
from actions.cases.intake import NewCase
from actions.cases.models import Case, CaseMessage
from actions.cases.status import CaseKind
from actions.conversations import inbox, outbox, threads
from actions.conversations.inbox import Arrival
from actions.conversations.say import Say
from actions.conversations.status import Outcome
from actions.staff.models import Staff
from actions.store.engine import reading, unit
from actions.store.settings import Settings

ROUNDS = 40


def test_replies_and_citizens_words_never_block_each_other(store: Settings) -> None:
    with unit() as session:
        staff = Staff(username="officer", name="មន្ត្រី", role="officer", password="x")
        session.add(staff)
        conversation = threads.start(session, "web", "citizen")
        new = NewCase(CaseKind.PERSON, "person", "inbound:0", "km", "web", {"said": []})
        case_id = intake.hand_over(session, conversation, new).case.id
    with unit() as session:
        queue.claim(session, staff, case_id)

    def officer_replies(number: int) -> None:
        with unit() as session:
            case = access.for_staff(session, staff, case_id)
            thread.reply(session, case, staff, "ចម្លើយ", f"form:{number}")

    def citizen_writes(number: int) -> None:
        with unit() as session:
            own = threads.find(session, "web", "citizen")
            assert own
            stored = inbox.store(session, own, Arrival("web", "web:c", str(number), number, "text", {"text": "ពាក្យ"}))
        with unit() as session:
            [claim] = inbox.claim(session, [stored.inbound_id], "worker-1")
        with unit() as session:
            line_up(session)  # as the turn does when a person has the conversation
            held = inbox.holds(session, claim, "worker-1")
            assert held
            row, own = held
            threads.remember(own, passed_on=True)
            case = access.for_conversation(session, own)
            assert case
            thread.citizen_wrote(session, case, "ពាក្យ", f"inbound:{number}")
            outbox.put(session, own, [Say("person.passed_on")], inbound=row)
            inbox.resolve(row, Outcome.TO_STAFF)

    with ThreadPoolExecutor(4) as pool:
        acts = [
            pool.submit(act, number) for number in range(1, ROUNDS + 1) for act in (officer_replies, citizen_writes)
        ]
        for act in acts:
            act.result()
    with reading() as session:
        kinds = list(session.scalars(select(CaseMessage.kind).where(CaseMessage.case_id == case_id)))
        assert kinds.count("reply") == kinds.count("citizen") == ROUNDS
        assert session.get(Case, case_id)
