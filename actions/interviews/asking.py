"""Asking: a question, a refusal or a summary as something to say, with its buttons."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions import rules
from actions.cases.receipts import shown
from actions.conversations.say import Button, Say
from actions.interviews.definitions import Question
from actions.interviews.engine import UNKNOWN, State, before, current, told
from actions.rules.values import shown as legal
from actions.store.clock import today

BACK = Button("button.back", {"do": "back"})
SKIP = Button("button.skip", {"do": "skip"})
CANCEL = Button("button.cancel", {"do": "cancel"})
DO_NOT_KNOW = Button("button.unknown", {"do": "choose", "value": UNKNOWN})


def ask(state: State) -> Say:
    """The question that comes next. Call it only while there is one."""
    question = current(state)
    if question is None:
        raise ValueError("nothing left to ask")
    name, values = state.name, _shown(question, today())
    if question.kind == "confirm":
        values = {"_summary": summary(state)}
        buttons = [Button("button.send", {"do": "choose", "value": "send"})]
    else:
        buttons = [
            Button(f"option.{name}.{question.id}.{option}", {"do": "choose", "value": option})
            for option in question.options
        ]
    if question.unknown:
        buttons.append(DO_NOT_KNOW)
    if question.optional:
        buttons.append(SKIP)
    if before(state) is not None:
        buttons.append(BACK)
    buttons.append(CANCEL)
    return Say(f"ask.{name}.{question.id}", values, tuple(buttons))


def _shown(question: Question, on: date) -> dict[str, Any]:
    """The figures a question's words name, from dated parameters: a value, or the day it took effect."""
    found = {}
    for name, spec in question.shows.items():
        value = rules.parameter(spec["parameter"], on)
        since = spec.get("take") == "since"
        found[name] = {"kind": "date", "value": value.since.isoformat()} if since else legal(value)
    return found


def again(state: State, why: str) -> list[Say]:
    """Why an answer does not fit, and the question once more."""
    return [Say(why), ask(state)]


def summary(state: State) -> list[dict[str, Any]]:
    """What was told, for the citizen to check: label id and value, or the id of an option's words."""
    rows = []
    for question_id, value in told(state):
        question: Question = state.definition.question(question_id)
        row: dict[str, Any] = {"label": f"label.{state.name}.{question_id}"}
        if question.kind == "choice":
            row["option"] = f"option.{state.name}.{question_id}.{value}"
        elif question.kind == "province":
            row["province"] = value
        else:
            row["text"] = str(value)
        rows.append(row)
    return rows


def receipt_said(receipt: str, due: str) -> Say:
    """The receipt, shown once, and when we reply."""
    return Say("complaint.received", {"receipt": shown(receipt), "due": {"kind": "date", "value": due}})
