"""Control: what buttons and commands do. None of it needs Rasa."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actions.conversations import threads
from actions.conversations.say import Say
from actions.conversations.status import Outcome
from actions.interviews import asking, engine, models
from actions.store.clock import today
from bot.turn import answering, known, menu, services
from bot.turn.turn import Turn

Effect = dict[str, Any]


def control(turn: Turn) -> Outcome | None:
    """A button or a command; None for ordinary words."""
    if turn.row.kind == "button":
        return _press(turn)
    if turn.row.kind in ("command", "start"):
        return _command(turn)
    if turn.row.kind == "media":
        turn.say(Say("guard.media", {}, (menu.PERSON, menu.COMPLAIN)))
        return Outcome.KIND_NOT_READ
    return None


def _press(turn: Turn) -> Outcome:
    effect = turn.prepared.effect
    act = _EFFECTS.get(effect["do"]) if effect else None
    if effect is None or act is None:
        turn.say(Say("guard.stale_button", {}, menu.MAIN))
        return Outcome.STALE_BUTTON
    return act(turn, effect)


def _command(turn: Turn) -> Outcome:
    command = turn.body.get("command", "start")
    act = _COMMANDS.get(command)
    if act is None:
        turn.say(Say("talk.help", {}, menu.MAIN))
        return Outcome.CONTROL
    return act(turn)


def _greet(turn: Turn) -> Outcome:
    turn.say(Say("talk.greet", {}, menu.MAIN))
    return Outcome.CONTROL


def _help(turn: Turn) -> Outcome:
    turn.say(Say("talk.help", {}, menu.MAIN))
    return Outcome.CONTROL


def choose_language(turn: Turn) -> Outcome:
    """Offer the languages."""
    wanted = str(turn.body.get("argument") or "").strip().lower()[:2]
    if wanted in threads.LANGUAGES:
        return _language(turn, {"to": wanted})
    turn.say(Say("language.choose", {}, menu.LANGUAGES))
    return Outcome.CONTROL


def _complain(turn: Turn) -> Outcome:
    """What was written after the command is the story already."""
    story = str(turn.body.get("argument") or "").strip()[: engine.STORY_LIMIT]
    return services.start_interview(turn, "complaint", {"story": story} if story else None)


def _language(turn: Turn, effect: Effect) -> Outcome:
    threads.choose_language(turn.conversation, effect["to"])
    if turn.interview:
        turn.say(Say("language.changed"), asking.ask(turn.interview))
    else:
        turn.say(Say("language.changed", {}, menu.MAIN))
    return Outcome.CONTROL


def _topic(turn: Turn, effect: Effect) -> Outcome:
    return answering.about(turn, effect["topic"], effect.get("facts") or {})


def _more(turn: Turn, effect: Effect) -> Outcome:
    turn.topic = effect["topic"]
    turn.say(answering.more(effect["topic"], known.with_speaker(turn, effect.get("facts") or {}), today()))
    return Outcome.ANSWERED


def _working(turn: Turn, effect: Effect) -> Outcome:
    turn.topic = effect["topic"]
    turn.say(answering.working(effect["topic"], known.with_speaker(turn, effect.get("facts") or {}), today()))
    return Outcome.ANSWERED


def _start(turn: Turn, effect: Effect) -> Outcome:
    return services.start_interview(turn, effect["interview"], effect.get("facts"))


def _choose(turn: Turn, effect: Effect) -> Outcome:
    question = turn.interview and engine.current(turn.interview)
    if not turn.interview or question is None:
        turn.say(Say("guard.stale_button", {}, menu.MAIN))
        return Outcome.STALE_BUTTON
    result = engine.answer(turn.interview, question, str(effect["value"]))
    if isinstance(result, engine.Refused):  # a button of an earlier question: ask the present one again
        turn.say(asking.ask(turn.interview))
        return Outcome.INTERVIEW
    return services.go_on(turn, result)


def _skip(turn: Turn, _effect: Effect) -> Outcome:
    question = turn.interview and engine.current(turn.interview)
    if not turn.interview or question is None:
        return cancel(turn)
    result = engine.skip(turn.interview, question)
    if isinstance(result, engine.Refused):
        turn.say(*asking.again(turn.interview, result.why))
        return Outcome.INTERVIEW
    return services.go_on(turn, result)


def _back(turn: Turn, _effect: Effect) -> Outcome:
    if not turn.interview:
        return cancel(turn)
    return services.go_on(turn, engine.back(turn.interview))


def cancel(turn: Turn, _effect: Effect | None = None) -> Outcome:
    """Stop what is under way; what was typed for it is forgotten."""
    models.drop(turn.session, turn.conversation)
    threads.remember(turn.conversation, clarifying=None)
    turn.say(Say("talk.cancel", {}, menu.MAIN))
    return Outcome.CONTROL


def _none_of_these(turn: Turn, _effect: Effect) -> Outcome:
    return answering.offer_person(turn)


_EFFECTS: dict[str, Callable[[Turn, Effect], Outcome]] = {
    "topic": _topic,
    "more": _more,
    "working": _working,
    "start": _start,
    "choose": _choose,
    "skip": _skip,
    "back": _back,
    "cancel": cancel,
    "language": _language,
    "none_of_these": _none_of_these,
    "person": lambda turn, _effect: services.hand_over(turn),
    "track": lambda turn, _effect: services.track(turn),
    "leave_person": lambda turn, _effect: services.leave_person(turn),
    "write_to_case": lambda turn, effect: services.write_to_case(turn, effect["case"]),
}
_COMMANDS: dict[str, Callable[[Turn], Outcome]] = {
    "start": _greet,
    "help": _help,
    "language": choose_language,
    "complain": _complain,
    "person": services.hand_over,
    "case": services.track,
    "cancel": cancel,
}
