"""Listing: the judged benefits as one reply, best first, with what to do about what is not known and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from actions.answers.buttons import PERSON, to
from actions.answers.entitled.benefits import BENEFITS, NOBODY_KNOWS, Benefit
from actions.answers.entitled.judging import Case, Judged, Line, whether
from actions.answers.figures import Doubtful, Figures
from actions.conversations.say import Button, Say
from actions.library import library
from actions.rules import CannotWorkOut, Unknown
from actions.rules.conditions import both
from actions.rules.known import Known, read
from actions.rules.values import shown_as

TOPIC = "service.check_eligibility"
# A benefit whose conditions are met comes first; one without conditions says where to ask, and comes last.
ORDER = ("met", "unknown", "not_met", "")
MOST_TOPICS = 6
MONTHS = frozenset({"care_months", "voluntary_months", "recent_months", "pension_months", "deceased"})
AGAIN = Button("button.try_again", {"do": "start", "interview": "entitlements", "facts": {}})
Listed = list[tuple[Benefit, Judged, str]]


def entitlements(facts: Mapping[str, Any], on: date) -> Say:
    """What somebody may receive by the law of a day, from the answers of the interview; what was not known is left out.

    A benefit whose law is doubtful or not known on that day is not listed, and the reply says that a person knows more.
    With nothing to list, the offer of a person.
    """
    case, figures = Case(on, facts), Figures(library().topic(TOPIC), facts, on)
    listed: Listed = []
    doubtful = False
    for benefit in BENEFITS:
        if facts.get("need", "all") in benefit.needs and facts.get("situation", NOBODY_KNOWS) in benefit.situations:
            try:
                judged = benefit.judge(case)
                _cite(figures, judged)
            except (Doubtful, CannotWorkOut, Unknown):
                doubtful = True
                continue
            listed.append((benefit, judged, _overall(judged)))
    listed.sort(key=lambda row: ORDER.index(row[2]))
    if not listed:
        return Say("entitlements.none", {}, (PERSON, AGAIN))
    todo = list(_todo(case, figures, listed))
    parts = [[{"id": "todo.hospital"}]] if case.says("need", "ill", "hurt") else []
    parts += [[*_lines(*row)] for row in listed] + [[line] for line in todo]
    parts += [[{"id": "entitlements.doubtful"}]] if doubtful else []
    parts.append([{"id": "entitlements.first_look"}])
    return Say("entitlements.list", figures.as_values() | {"_parts": parts}, _buttons(case, listed, todo))


def _overall(judged: Judged) -> str:
    return str(both(*(condition.state for condition in judged.conditions)).value) if judged.conditions else ""


def _cite(figures: Figures, judged: Judged) -> None:
    shows = [condition.shows for condition in judged.conditions] + [line.shows for line in judged.lines]
    known = [value for each in shows for value in each.values()] + [condition.state for condition in judged.conditions]
    trial = Figures(figures.topic, figures.facts, figures.on)
    for target in (trial, figures):  # nothing of a benefit that turns out doubtful is cited
        for fact, reference in judged.rests_on:
            target.cite_fact(fact, reference)
        target.cite(value for one in known for value in one.rests_on)


def _shown(shows: Mapping[str, Known]) -> dict[str, Any]:
    return {name: shown_as(known.value, known.unit) for name, known in shows.items()}


def _lines(benefit: Benefit, judged: Judged, overall: str) -> Iterator[dict[str, Any]]:
    mark = {"mark": {"kind": "mark", "value": overall}} if overall else {}
    yield {"id": f"entitlement.{benefit.id}", "values": mark}
    for line in judged.lines:
        yield {"id": line.id, "values": _shown(line.shows)}
    for condition in judged.conditions:
        mark = {"mark": {"kind": "mark", "value": condition.state.value}}
        yield {"id": f"condition.{condition.id}", "values": _shown(condition.shows) | mark}


def _todo(case: Case, figures: Figures, listed: Listed) -> Iterator[dict[str, Any]]:
    """What to do next, for what is not known and for what the employer did not do."""
    states = [(condition.id, condition.state.value) for _, judged, _ in listed for condition in judged.conditions]
    if ("registered", "unknown") in states or ("joined", "unknown") in states:
        yield {"id": "todo.registered"}
    if case.says("situation", "employee") and case.says("registered", "no"):
        yield from _register(case, figures)
    if any(id in MONTHS and state == "unknown" for id, state in states):
        yield {"id": "todo.months"}
    if _employer_may_not_pay(case, states):
        yield {"id": "todo.not_paid"}


def _register(case: Case, figures: Figures) -> Iterator[dict[str, Any]]:
    try:
        days = read("registration.worker_days", case.on)
    except (Unknown, CannotWorkOut):
        return
    figures.cite(days.rests_on)
    line = Line("todo.register", {"days": days})
    yield {"id": line.id, "values": _shown(line.shows)}


def _employer_may_not_pay(case: Case, states: list[tuple[str, Any]]) -> bool:
    registered = whether(case.facts, "registered").value == "met"
    missed = any(id in MONTHS and state == "not_met" for id, state in states)
    return case.says("situation", "employee") and registered and missed


def _buttons(case: Case, listed: Listed, todo: list[dict[str, Any]]) -> tuple[Button, ...]:
    asked = {line["id"] for line in todo}
    topics = list(dict.fromkeys(benefit.topic for benefit, _, _ in listed))[:MOST_TOPICS]
    calculators = dict.fromkeys(benefit.calculator for benefit, _, _ in listed if benefit.calculator)
    topics += [f"service.calculate_{name}" for name in calculators]
    if "todo.registered" in asked:
        topics.append("service.check_membership")
    if "todo.months" in asked:
        topics.append("service.check_contributions")
    if asked & {"todo.register", "todo.not_paid"}:
        topics.append("service.make_complaint")
    # A complaint from here is about the employer.
    facts = {"subject": "employer"} | {name: fact for name, fact in case.facts.items() if name != "months_paid"}
    if "recent_months" in facts:
        facts["months_paid"] = facts["recent_months"]  # a calculator counts the months of the last year
    return (*(to(topic, facts) for topic in topics), AGAIN, PERSON)
