"""Where the figures of an answer come from: parameters, rules and the citizen's own facts, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions import rules
from actions.library import Topic, library
from actions.rules import Value, Workout
from actions.rules.values import shown, shown_as, weakest
from actions.store.clock import today

# Telephone numbers any text may name without its topic declaring them.
PHONES = {"hotline": "phone.nssf", "labour_hotline": "phone.labour", "ambulance": "phone.ambulance"}

# What a citizen's own number counts, for the words beside it; a name that is not here is a plain number.
FACT_UNITS = {"days_away": "days", "months_paid": "months", "service_months": "months", "age": "years"}


class Doubtful(Exception):
    """A figure is too uncertain to be spoken, or does not exist: the citizen is offered a person."""


@dataclass
class Figures:
    """The values a text needs, gathered one by one together with what they rest on.

    `worked` is where the first worked-out figure came from, None when no rule was needed.
    """

    topic: Topic
    facts: Mapping[str, Any]
    on: date
    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    worked: Mapping[str, Any] | None = None
    _done: dict[str, Workout] = field(default_factory=dict)

    def gather(self, names: Iterable[str]) -> None:
        """Find the value of every name. Raises `Doubtful`, or `CannotWorkOut` from a rule that says no."""
        for fact, reference in self.topic.rests_on.items():
            self.cite_fact(fact, reference)
        for name in names:
            if name in PHONES:
                self.values[name] = phone(name, today())
            else:
                self.values[name] = self._value(self.topic.values[name])

    @property
    def confidence(self) -> str:
        """The weakest confidence among everything gathered."""
        return weakest(self.sources.values())

    def as_values(self) -> dict[str, Any]:
        """The values with what compose needs to print the source and the note."""
        values = dict(self.values)
        if self.sources and self.topic.kind != "safety":
            values["_on"] = self.on.isoformat()
            values["_sources"] = [
                {"fact": fact, "reference": reference, "confidence": confidence}
                for (fact, reference), confidence in self.sources.items()
            ]
            if self.confidence == "medium":
                values["_confirm"] = True
        return values

    def _value(self, spec: Mapping[str, Any]) -> Any:
        if "fact" in spec:
            return _from_citizen(self.facts, spec["fact"])
        if "rule" in spec:
            return self._worked_out(spec)
        return self._parameter(spec["parameter"], spec.get("take", "value"))

    def _parameter(self, id: str, take: str) -> Any:
        try:
            value = rules.next_value(id, self.on) if take.startswith("next") else rules.parameter(id, self.on)
        except rules.Unknown as fault:
            raise Doubtful(id) from fault
        self.cite([value])
        if take in ("since", "next_date"):
            return {"kind": "date", "value": value.since.isoformat()}
        if take == "begun":
            return {"kind": "date", "value": rules.begun(id).isoformat()}
        if take == "since_month":
            return {"kind": "month", "value": value.since.isoformat()[:7]}
        return shown(value)

    def _worked_out(self, spec: Mapping[str, Any]) -> Any:
        self.worked = self.worked or spec
        done = self.workout(spec["rule"], spec.get("given", {}))
        if spec["output"] not in done.outputs:
            raise Doubtful(spec["output"])
        rests_on = done.rests_on[spec["output"]]
        self.cite(value for value in done.parameters if value.id in rests_on)
        return done.shown(spec["output"])

    def workout(self, rule: str, given: Mapping[str, Any]) -> Workout:
        """A rule over the citizen's facts and what the topic fixes, worked out once however many outputs are named."""
        key = f"{rule} {sorted(given.items())}"
        if key not in self._done:
            self._done[key] = rules.workout(rule, self.on, {**self.facts, **given})
        return self._done[key]

    def cite(self, values: Iterable[Value]) -> None:
        """Take in what legal figures rest on; `Doubtful` when one is of low confidence."""
        for value in values:
            self._cite(value.fact, value.reference, value.confidence)

    def cite_fact(self, fact: str, reference: str) -> None:
        """Take in a fact no figure names; `Doubtful` when it is of low confidence."""
        self._cite(fact, reference, library().facts[fact].confidence)

    def _cite(self, fact: str, reference: str, confidence: str) -> None:
        if confidence == "low":
            raise Doubtful(fact)
        known = self.sources.get((fact, reference), "high")
        self.sources[fact, reference] = weakest((known, confidence))


def phone(name: str, on: date) -> str:
    """A telephone number any text may name, by its placeholder."""
    return str(rules.parameter(PHONES[name], on).value)


def law_day(topic: Topic, facts: Mapping[str, Any], on: date) -> date:
    """The day whose law is read: the first of the month the citizen spoke of, where the topic speaks of a month."""
    if {"fact": "month"} not in [dict(spec) for spec in topic.values.values()]:
        return on
    try:
        month = date.fromisoformat(f"{facts.get('month')}-01")
    except ValueError:
        return on
    return on if (month.year, month.month) == (on.year, on.month) else month


def _from_citizen(facts: Mapping[str, Any], name: str) -> Any:
    given = facts.get(name)
    if given is None:
        raise Doubtful(name)
    if name == "month":
        return {"kind": "month", "value": str(given)}
    if name != "wage":
        return shown_as(given, FACT_UNITS.get(name, ""))
    amount, currency = given, facts.get("currency") or "KHR"
    if isinstance(given, Mapping):
        amount, currency = given.get("amount"), given.get("currency") or currency
    return {"kind": "money", "amount": str(amount).replace(",", ""), "currency": currency}
