"""The steps after the guard, in order. The first that returns an outcome ends the turn."""

from __future__ import annotations

from actions.cases import access
from actions.cases.thread import citizen_wrote
from actions.conversations import threads
from actions.conversations.say import Say
from actions.conversations.status import Outcome, Owner
from actions.interviews import asking, engine
from actions.interviews.definitions import Question
from bot.turn import answering, control, known, menu, services
from bot.turn.turn import Turn
from bot.turn.understanding import Understanding

STOP_WORDS = frozenset({"cancel", "stop", "ឈប់", "បោះបង់", "បញ្ឈប់"})
ASIDE_SAYS = frozenset({"answer", "safety"})
DIGRESSION = 0.6
RECOGNISED = 0.25  # below, the words are of no language we know: the reply keeps to the one spoken before
YES_OR_NO = {"talk.yes": "yes", "talk.no": "no"}


def unreadable(turn: Turn) -> Outcome | None:
    """Nothing to read, or more than we read at once outside a story."""
    guarded = turn.prepared.guarded
    if guarded and not guarded.text:
        turn.say(Say("guard.nothing_to_read", {}, menu.MAIN))
        return Outcome.KIND_NOT_READ
    if guarded and guarded.too_long and not turn.interview and turn.conversation.owner == Owner.BOT:
        turn.say(Say("guard.too_long", {}, (menu.COMPLAIN, menu.PERSON)))
        return Outcome.KIND_NOT_READ
    return None


def interview(turn: Turn) -> Outcome | None:
    """An interview is under way: the words are its answer, a question in the middle, or a wish to stop."""
    state = turn.interview
    question = state and engine.current(state)
    guarded, understood = turn.prepared.guarded, turn.prepared.understanding
    if state is None or question is None or guarded is None:
        return None
    if understood:
        known.hear(turn, understood.facts)
    if guarded.text.casefold() in STOP_WORDS:
        return control.cancel(turn)
    if understood and understood.say == "safety":
        return _aside(turn, state, understood)
    result = engine.answer(state, question, guarded.text)
    if not isinstance(result, engine.Refused):
        return services.go_on(turn, result)
    result = _yes_or_no(turn, question) or result
    if not isinstance(result, engine.Refused):
        return services.go_on(turn, result)
    if understood and understood.say in ASIDE_SAYS and understood.confidence >= DIGRESSION:
        return _aside(turn, state, understood)
    if understood and understood.topic == "talk.cancel" and understood.confidence >= DIGRESSION:
        return control.cancel(turn)
    turn.say(*asking.again(state, result.why))
    return Outcome.INTERVIEW


def _aside(turn: Turn, state: engine.State, understood: Understanding) -> Outcome:
    """A question or a cry for help in the middle of an interview: answered, and then the interview goes on."""
    outcome = answering.about(turn, understood.topic, understood.facts)
    turn.say(asking.ask(state))
    return outcome


def _yes_or_no(turn: Turn, question: Question) -> engine.State | engine.Refused | None:
    """The answer to a question of yes or no that was put in words of one's own."""
    understood, state = turn.prepared.understanding, turn.interview
    word = YES_OR_NO.get(understood.topic) if understood and understood.confidence >= DIGRESSION else None
    if state is None or word is None or question.kind != "choice":
        return None
    return engine.answer(state, question, word)


def typed_receipt(turn: Turn) -> Outcome | None:
    """A receipt typed outside any interview opens its case."""
    prepared = turn.prepared
    typed = prepared.receipt_hash or prepared.receipt_fault
    return services.show_case(turn) if typed and turn.conversation.owner == Owner.BOT else None


def staff_listening(turn: Turn) -> Outcome | None:
    """A person has the conversation: the words go to the case and the assistant stays silent."""
    conversation, guarded = turn.conversation, turn.prepared.guarded
    if conversation.owner == Owner.BOT or guarded is None:
        return None
    case = access.for_conversation(turn.session, conversation)
    if case is None:
        conversation.owner, conversation.case_id = Owner.BOT, None
        return None
    citizen_wrote(turn.session, case, turn.body.get("text", "")[:4000] or guarded.text, turn.origin)
    if conversation.owner == Owner.QUEUE and not threads.context(conversation).get("passed_on"):
        threads.remember(conversation, passed_on=True)
        turn.say(Say("person.passed_on", {}, (menu.LEAVE,)))
    return Outcome.TO_STAFF


def respond(turn: Turn) -> Outcome | None:
    """Say what was understood."""
    understood = turn.prepared.understanding
    if understood is None:
        return None
    if understood.confidence >= RECOGNISED:
        threads.hear_language(turn.conversation, understood.language)
    known.hear(turn, understood.facts)
    if understood.say == "suggest":
        return answering.suggest(turn, understood.suggestions, understood.facts)
    if understood.say == "person":
        return answering.offer_person(turn)
    return answering.about(turn, understood.topic, understood.facts)


def fallback(turn: Turn) -> Outcome:
    """Understanding failed or is down: say so honestly, and offer what works without it."""
    turn.say(Say("fallback.not_now", {}, menu.MAIN))
    return Outcome.NOT_UNDERSTOOD_NOW
