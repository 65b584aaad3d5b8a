"""Until when something must be done: the date, the rule it comes from, and an honest no where no rule is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actions.rules import facts as reading
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Told, Worked, given, made, read, step, together
from actions.rules.months import months_after
from actions.rules.values import CannotWorkOut
from actions.rules.working_days import calendar, kind_of, working_days_after


@dataclass(frozen=True)
class Kind:
    """A kind of deadline: how it is counted, from which fact, and by which parameter; or the reason there is none."""

    counts: Callable[[str, Mapping[str, Any]], tuple[Known, tuple[Told, ...]]] | None
    parameter: str = ""
    refusal: str = ""


def _day_of_next_month(id: str, facts: Mapping[str, Any]) -> tuple[Known, tuple[Told, ...]]:
    month = reading.month(facts, "month")
    day = read(id, month)
    due = made("date", lambda number: months_after(month, 1).replace(day=number).isoformat(), day)
    return due, (step("deadline_day", day=day, due=due), *_when_closed(due))


def _days_after(id: str, facts: Mapping[str, Any]) -> tuple[Known, tuple[Told, ...]]:
    start = reading.day(facts, "from")
    days = read(id, start)
    due = made("date", lambda number: (start + timedelta(days=number)).isoformat(), days)
    return due, (step("deadline_days", start=given(start, "date"), days=days, due=due), *_when_closed(due))


def _working_days_after(id: str, facts: Mapping[str, Any]) -> tuple[Known, tuple[Told, ...]]:
    start = reading.day(facts, "from")
    days = read(id, start)
    counted = working_days_after(start, days.value, calendar())
    due = Known(counted.value, "date", together((days, counted)))
    return due, (step("deadline_working_days", start=given(start, "date"), days=days, due=due),)


def _when_closed(due: Known) -> tuple[Told, ...]:
    # No source says what happens then, so the date is never moved.
    closed = kind_of(date.fromisoformat(due.value), calendar())
    if closed.value == "working":
        return ()
    return (step(f"deadline_{closed.value}", due=made("date", lambda day, _: day, due, closed)),)


KINDS = {
    "payment": Kind(_day_of_next_month, "contribution.deadline.pay_day"),
    "report": Kind(_day_of_next_month, "contribution.deadline.report_day"),
    "register_enterprise": Kind(_days_after, "registration.enterprise_days"),
    "register_worker": Kind(_days_after, "registration.worker_days"),
    "to_regulator": Kind(_working_days_after, "dispute.to_regulator_days"),
    "conciliation": Kind(_working_days_after, "dispute.conciliation_days"),
    # The hours to report an accident are known from memory only; report at once.
    "accident_notice": Kind(None, refusal="uncertain"),
    "objection": Kind(None, refusal="not_found"),
    "claim": Kind(None, refusal="not_found"),
}


def _work(on: date, facts: Mapping[str, Any]) -> Worked:
    kind = KINDS[reading.choice(facts, "kind", KINDS)]
    if kind.counts is None:
        raise CannotWorkOut(kind.refusal, ["kind"])
    due, steps = kind.counts(kind.parameter, facts)
    left = made("days", lambda day: (date.fromisoformat(day) - on).days, due)
    return Worked({"due": due, "days_left": left}, steps)


RULE = RuleEntry(
    "deadline",
    (
        Input("kind", "what must be done", required=True, choices=tuple(KINDS)),
        Input("month", "YYYY-MM, the month paid for or reported on", required=False),
        Input("from", "YYYY-MM-DD, the day the count starts from", required=False),
    ),
    (Output("due", unit="date"), Output("days_left", unit="days")),
    (
        Plan("deadline_day"),
        Plan("deadline_days"),
        Plan("deadline_working_days"),
        *(Plan(f"deadline_{closed}") for closed in ("weekend", "holiday", "unknown")),
    ),
    _work,
)
