"""Where the figures of an answer come from: parameters, rules and the citizen's own facts, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions import rules
from actions.library import Topic, library
from actions.rules import Value
from actions.rules.values import shown, weakest
from actions.store.clock import today

# Telephone numbers any text may name without its topic declaring them.
PHONES = {"hotline": "phone.nssf", "labour_hotline": "phone.labour", "ambulance": "phone.ambulance"}


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

    def gather(self, names: Iterable[str]) -> None:
        """Find the value of every name. Raises `Doubtful`, or `CannotWorkOut` from a rule that says no."""
        for fact, reference in self.topic.rests_on.items():
            self._cite(fact, reference, library().facts[fact].confidence)
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
        if take == "since_month":
            return {"kind": "month", "value": value.since.isoformat()[:7]}
        return shown(value)

    def _worked_out(self, spec: Mapping[str, Any]) -> Any:
        self.worked = self.worked or spec
        done = rules.workout(spec["rule"], self.on, {**self.facts, **spec.get("given", {})})
        rests_on = done.rests_on[spec["output"]]
        self.cite(value for value in done.parameters if value.id in rests_on)
        return {"kind": "money", "amount": done.outputs[spec["output"]], "currency": "KHR"}

    def cite(self, values: Iterable[Value]) -> None:
        """Take in what legal figures rest on; `Doubtful` when one is of low confidence."""
        for value in values:
            self._cite(value.fact, value.reference, value.confidence)

    def _cite(self, fact: str, reference: str, confidence: str) -> None:
        if confidence == "low":
            raise Doubtful(fact)
        known = self.sources.get((fact, reference), "high")
        self.sources[fact, reference] = weakest((known, confidence))


def phone(name: str, on: date) -> str:
    """A telephone number any text may name, by its placeholder."""
    return str(rules.parameter(PHONES[name], on).value)


def _from_citizen(facts: Mapping[str, Any], name: str) -> Any:
    given = facts.get(name)
    if given is None:
        raise Doubtful(name)
    if name != "wage":
        return str(given)
    amount, currency = given, facts.get("currency") or "KHR"
    if isinstance(given, Mapping):
        amount, currency = given.get("amount"), given.get("currency") or currency
    return {"kind": "money", "amount": str(amount).replace(",", ""), "currency": currency}
