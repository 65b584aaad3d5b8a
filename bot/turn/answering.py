"""Answering: an understood topic becomes an answer, a service, a suggestion or an offer of a person."""

from __future__ import annotations

from typing import Any

from actions.answers import choose, more, working
from actions.conversations import threads
from actions.conversations.say import Say
from actions.conversations.status import Outcome
from actions.library import library
from actions.store.clock import today
from bot.turn import known, menu, services
from bot.turn.turn import Turn

__all__ = ["about", "more", "offer_person", "suggest", "talk", "working"]


def about(turn: Turn, topic_id: str, facts: dict[str, Any]) -> Outcome:
    """Answer a topic, whatever its kind, to whoever speaks."""
    topic, facts = library().topic(topic_id), known.with_speaker(turn, facts)
    turn.topic = topic_id
    if topic.kind == "service":
        return serve(turn, topic.service or "", facts)
    if topic.kind == "talk":
        return talk(turn, topic_id)
    threads.remember(turn.conversation, last_topic=topic_id, facts=facts or None, clarifying=None)
    turn.say(choose(topic_id, facts, today()))
    return Outcome.SAFETY if topic.kind == "safety" else Outcome.ANSWERED


def serve(turn: Turn, service: str, facts: dict[str, Any]) -> Outcome:
    """Start what a service topic names."""
    threads.remember(turn.conversation, clarifying=None)
    if service == "person":
        return services.hand_over(turn)
    if service == "track_case":
        return services.track(turn)
    if service == "language":
        turn.say(Say("language.choose", {}, menu.LANGUAGES))
        return Outcome.CONTROL
    return services.start_interview(turn, service, facts)


def talk(turn: Turn, topic_id: str) -> Outcome:
    """Small talk; yes and no are heard as answers to a "did you mean"."""
    asked = threads.context(turn.conversation).get("clarifying")
    if asked and topic_id == "talk.yes":
        return about(turn, asked[0], threads.context(turn.conversation).get("facts") or {})
    if asked and topic_id == "talk.no":
        return offer_person(turn)
    with_menu = topic_id in ("talk.greet", "talk.help", "talk.out_of_scope", "talk.yes", "talk.no", "talk.cancel")
    turn.say(Say(topic_id, {}, menu.MAIN if with_menu else ()))
    return Outcome.TALKED


def suggest(turn: Turn, topics: tuple[str, ...], facts: dict[str, Any]) -> Outcome:
    """Did you mean …? Buttons, each with the facts its topic can use, and a way out."""
    if threads.context(turn.conversation).get("clarifying"):
        return offer_person(turn)
    facts = known.with_speaker(turn, facts)
    threads.remember(turn.conversation, clarifying=list(topics), facts=facts or None)
    turn.say(Say("suggest.did_you_mean", {}, (*(menu.topic(topic, facts) for topic in topics), menu.NONE_OF_THESE)))
    return Outcome.SUGGESTED


def offer_person(turn: Turn) -> Outcome:
    """We do not know: a person does."""
    threads.remember(turn.conversation, clarifying=None)
    turn.say(Say("suggest.offer_person", {}, (menu.PERSON, menu.COMPLAIN)))
    return Outcome.OFFERED_PERSON
