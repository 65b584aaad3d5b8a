"""Services: starting an interview, finishing it, handing over to a person, showing a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from actions.answers import entitlements, result
from actions.cases import access, intake, queue
from actions.cases.intake import NewCase
from actions.cases.models import Case
from actions.cases.status import Audience, CaseKind, MessageKind
from actions.cases.thread import attach, entries
from actions.conversations import threads, transcript
from actions.conversations.say import Button, Say
from actions.conversations.status import Outcome
from actions.interviews import asking, engine, finish, models
from actions.interviews.engine import State
from actions.store.clock import local, today
from actions.store.errors import NotFound
from bot.turn import known, menu
from bot.turn.turn import Turn

PACKET_LINES = 6


def start_interview(turn: Turn, name: str, facts: dict[str, Any] | None = None) -> Outcome:
    """Begin an interview, with what is known filled in; a complete one ends at once."""
    state = engine.begin(name, facts)
    if state.definition.intro:
        turn.say(Say(state.definition.intro))
    return go_on(turn, state)


def go_on(turn: Turn, state: State) -> Outcome:
    """Ask what is missing, or finish."""
    if engine.current(state) is not None:
        models.save(turn.session, turn.conversation, state)
        turn.say(asking.ask(state))
        return Outcome.INTERVIEW
    models.drop(turn.session, turn.conversation)
    if state.definition.finish == "case":
        return _finish_complaint(turn, state)
    if state.definition.finish == "workout":
        return _finish_with(turn, state, result)
    if state.definition.finish == "entitlements":
        return _finish_with(turn, state, lambda _topic, facts, on: entitlements(facts, on))
    return show_case(turn)


def _finish_complaint(turn: Turn, state: State) -> Outcome:
    conversation = turn.conversation
    opened = finish.open_complaint(
        turn.session, state, turn.origin, conversation.channel, conversation.language, conversation
    )
    turn.say(*finish.complaint_said(opened))
    return Outcome.CASE_OPENED


def _finish_with(turn: Turn, state: State, said: Callable[[str, dict[str, Any], date], Say]) -> Outcome:
    """What the answers come to; the talk goes on with the facts they hold."""
    topic = state.definition.topic or ""
    turn.topic = topic
    turn.say(said(topic, known.with_speaker(turn, finish.facts_of(state)), today()))
    facts = known.with_speaker(turn, finish.remembered(state))
    threads.remember(turn.conversation, last_topic=topic, facts=facts or None, clarifying=None)
    return Outcome.ANSWERED


def hand_over(turn: Turn) -> Outcome:
    """A person: a case with the last turns, and from now on the citizen's words go to it."""
    conversation = turn.conversation
    if conversation.case_id:
        turn.say(Say("person.already_waiting", {}, (menu.LEAVE,)))
        return Outcome.TO_STAFF
    models.drop(turn.session, conversation)
    after = max(0, conversation.last_seq - 2 * PACKET_LINES)
    said = [
        line.body.get("text") or line.body["argument"]
        for line in transcript.lines(turn.session, conversation, after)
        if line.body and (line.body.get("text") or line.body.get("argument"))
    ]
    opened = intake.hand_over(
        turn.session,
        conversation,
        NewCase(
            kind=CaseKind.PERSON,
            subject="person",
            origin=turn.origin,
            language=conversation.language,
            channel=conversation.channel,
            body={"said": said[-PACKET_LINES:], "topic": threads.context(conversation).get("last_topic")},
        ),
    )
    due = local(opened.case.due_at).date().isoformat()
    values = {"due": {"kind": "date", "value": due}, "receipt": asking.shown(opened.receipt or "")}
    turn.say(Say("person.waiting", values, (menu.LEAVE,)))
    return Outcome.CASE_OPENED


def leave_person(turn: Turn) -> Outcome:
    """Back to the assistant."""
    case = access.for_conversation(turn.session, turn.conversation)
    if case is None:
        turn.say(Say("person.assistant_here", {}, menu.MAIN))
        return Outcome.CONTROL
    queue.leave(turn.session, turn.conversation, case, turn.origin)
    return Outcome.CONTROL


def track(turn: Turn) -> Outcome:
    """This chat's own cases, or the question for a receipt."""
    cases = access.all_for_conversation(turn.session, turn.conversation)
    if not cases:
        return start_interview(turn, "track")
    for case in cases[:3]:
        _say_case(turn, case)
    return Outcome.CASE_SHOWN


def show_case(turn: Turn) -> Outcome:
    """The case behind a receipt that was typed; a wrong and an unknown receipt look the same."""
    receipt_hash = turn.prepared.receipt_hash
    try:
        if receipt_hash is None:
            raise NotFound
        case = access.for_receipt(turn.session, receipt_hash, turn.conversation.id)
    except NotFound:
        turn.say(Say(turn.prepared.receipt_fault or "receipt.not_found", {}, (menu.TRACK, menu.PERSON)))
        return Outcome.CASE_SHOWN
    _say_case(turn, case)
    return Outcome.CASE_SHOWN


def write_to_case(turn: Turn, case_id: str) -> Outcome:
    """From now on the citizen's words go to this case. The button's sealed effect is the proof of the receipt."""
    case = access.proven(turn.session, case_id)
    attach(turn.session, case, turn.conversation)
    turn.say(Say("person.write_now", {}, (menu.LEAVE,)))
    return Outcome.TO_STAFF


def _say_case(turn: Turn, case: Case) -> None:
    values = {
        "opened": {"kind": "date", "value": local(case.created_at).date().isoformat()},
        "due": {"kind": "date", "value": local(case.due_at).date().isoformat()},
    }
    write = Button("button.write_to_case", {"do": "write_to_case", "case": case.id})
    turn.say(Say(f"case.state.{case.state}", values, (write, menu.PERSON)))
    replies = [
        entry
        for entry in entries(turn.session, case, Audience.CITIZEN)
        if entry.kind in (MessageKind.REPLY, MessageKind.CLOSED)
    ]
    if replies:
        turn.say(Say("case.reply", {"_case_message": replies[-1].message_id}))
