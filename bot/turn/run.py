"""One turn from claim to commit. Reading this list of steps is reading what the assistant does with a message."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import structlog

from actions.audit.chain import line_up
from actions.cases import receipts
from actions.conversations import inbox, outbox, threads
from actions.conversations.inbox import Claim
from actions.conversations.models import Conversation
from actions.conversations.say import Say
from actions.conversations.status import Outcome, Owner
from actions.interviews import engine, models
from actions.interviews.engine import State
from actions.store.engine import reading, unit
from actions.store.errors import HouseError
from bot.metrics import TURN_SECONDS, TURNS
from bot.turn import menu, steps
from bot.turn.control import control
from bot.turn.guard import guard
from bot.turn.turn import Prepared, Turn
from bot.turn.understanding import understand

log = structlog.get_logger()

STEPS: tuple[Callable[[Turn], Outcome | None], ...] = (
    control,
    steps.unreadable,
    steps.interview,
    steps.staff_listening,
    steps.typed_receipt,
    steps.respond,
    steps.fallback,
)
FREE_WORDS = ("story", "text", "receipt", "confirm")  # answers of these kinds never leave the house


def run(claim: Claim, worker: str) -> Outcome | None:
    """Take one claimed message to its end. None when another worker holds it by now."""
    started = time.monotonic()
    prepared = prepare(claim, worker)
    if prepared is None:
        return None
    with unit() as session:
        if prepared.touches_case:
            line_up(session)
        held = inbox.holds(session, claim, worker)
        if held is None:
            return None
        row, conversation = held
        turn = Turn(session, conversation, row, inbox.read(conversation, row), prepared)
        turn.interview = models.load(session, conversation)
        if prepared.asked_rasa:
            threads.keep_episode(conversation, prepared.episode)
        outcome = next(filter(None, (step(turn) for step in STEPS)))
        outbox.put(session, conversation, turn.says, inbound=row)
        inbox.resolve(row, outcome, turn.topic)
    TURNS.labels(outcome).inc()
    TURN_SECONDS.observe(time.monotonic() - started)
    return outcome


def prepare(claim: Claim, worker: str) -> Prepared | None:
    """Read what the turn needs and ask Rasa, holding no transaction meanwhile."""
    with reading() as session:
        held = inbox.holds(session, claim, worker)
        if held is None:
            return None
        row, conversation = held
        body = inbox.read(conversation, row)
        interview = models.load(session, conversation)
        pressed = outbox.button_of(session, conversation, body.get("button", "")) if row.kind == "button" else None
        context = threads.context(conversation)
    busy = row.kind != "text" or interview is not None or conversation.owner != Owner.BOT
    effect = pressed.effect if pressed else None
    prepared = Prepared(episode=threads.next_episode(conversation), effect=effect, touches_case=busy)
    if row.kind != "text":
        return prepared
    prepared = replace(prepared, guarded=guard(body.get("text", "")))
    prepared = _check_receipt(prepared, interview, conversation)
    if not _asks_rasa(prepared, interview, conversation):
        return prepared
    understanding = understand(
        conversation.id,
        prepared.episode.id,
        prepared.guarded.for_rasa,
        {
            "language": conversation.language,
            "last_topic": context.get("last_topic"),
            "facts": context.get("facts") or {},
        },
    )
    starts_service = understanding is not None and understanding.say == "service"
    return replace(
        prepared, understanding=understanding, asked_rasa=True, touches_case=prepared.touches_case or starts_service
    )


COUNTED = frozenset({"money", "number"})
LETTERS_OF_A_UNIT = 8


def _asks_rasa(prepared: Prepared, interview: State | None, conversation: Conversation) -> bool:
    guarded = prepared.guarded
    if guarded is None or not guarded.for_rasa or prepared.receipt_hash or prepared.receipt_fault:
        return False
    if interview is None:
        return conversation.owner == Owner.BOT and not guarded.too_long
    question = engine.current(interview)
    if question is None or question.kind in FREE_WORDS:
        return False
    # A figure among words may be a cry for help ("2 fingers cut off"): only the bare figure needs no understanding.
    wordy = sum(char.isalpha() for char in guarded.text) > LETTERS_OF_A_UNIT
    counted = question.kind in COUNTED and wordy
    return counted or isinstance(engine.answer(interview, question, guarded.text), engine.Refused)


def _check_receipt(prepared: Prepared, interview: State | None, conversation: Conversation) -> Prepared:
    """A receipt is checked here, outside the write transaction: its hash is slow and its try must stay counted."""
    question = engine.current(interview) if interview else None
    asked = question is not None and question.kind == "receipt"
    guarded = prepared.guarded
    if guarded is None or not (asked or (guarded.receipt and interview is None and conversation.owner == Owner.BOT)):
        return prepared
    try:
        receipt_hash = receipts.check(guarded.receipt or guarded.text, conversation.id)
        return replace(prepared, receipt_hash=receipt_hash, touches_case=True)
    except HouseError as fault:
        return replace(prepared, receipt_fault=f"receipt.{fault.code}")


def set_aside(claim: Claim, worker: str) -> None:
    """A message that fails again and again: say so, offer a person, and let the next message of the chat through."""
    with unit() as session:
        held = inbox.holds(session, claim, worker)
        if held is None:
            return
        row, conversation = held
        outbox.put(session, conversation, [Say("fallback.set_aside", {}, (menu.PERSON, menu.COMPLAIN))], inbound=row)
        inbox.resolve(row, Outcome.POISON)
    TURNS.labels(Outcome.POISON).inc()
    log.error("message set aside", inbound=claim.inbound_id, attempts=claim.attempts)
