"""Announces a change of the law that is near: a figure just said, and what it will be from a day."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from actions import rules
from actions.answers.figures import Figures, law_day
from actions.conversations.say import Say
from actions.library import Topic, library
from actions.rules import CannotWorkOut, Value
from actions.rules.checking import coming
from actions.rules.months import months_after
from actions.rules.values import shown

MONTHS_AHEAD = 12
Line = dict[str, Any]


def announced(say: Say, topic: Topic, facts: Mapping[str, Any], on: date) -> Say:
    """The same Say, followed by what its figures become, when the law changes them within a year of its day.

    The words are "coming.<parameter>"; a parameter that has none is left to the others that change on its day. Nothing
    is added where the text names the change itself, or where the law of a past month was read. A change whose new value
    is doubtful, or for which no words are there at all, is announced without a figure. Announced once is enough: a Say
    that has been through here stays as it is.
    """
    day = law_day(topic, facts, on)
    if day < on or any(line["id"].startswith("coming.") for part in say.values.get("_parts", ()) for line in part):
        return say
    near = _near(day)
    said = _said_already(topic, say, day)
    days: dict[date, list[str]] = {}
    for id in _rests_on(topic, say, facts, day):
        if id in near and near[id] not in said:
            days.setdefault(near[id], []).append(id)
    if not days:
        return say
    values = dict(say.values)
    parts, told = list(values.get("_parts", ())), []
    for since, ids in sorted(days.items()):
        worded = [id for id in ids if library().has_message(f"coming.{id}", "km")]
        sure = [value for value in (_next(id, day) for id in worded) if value is not None]
        doubtful = not worded or len(sure) < len(worded)
        parts += _parts(since, sure, doubtful=doubtful, confirmed=values.get("_confirm", False))
        told += sure
    values["_parts"] = parts
    values["_on"] = values.get("_on", day.isoformat())
    values["_sources"] = _with_sources(values.get("_sources", ()), told)
    return replace(say, values=values)


@functools.lru_cache(maxsize=64)
def _near(on: date) -> Mapping[str, date]:
    """The day each parameter changes next, for those that change within a year."""
    found: dict[str, date] = {}
    for change in coming(on, months_after(on, MONTHS_AHEAD) - on):
        if change.on > on:
            found.setdefault(change.id, change.on)
    return MappingProxyType(found)


def _specs(topic: Topic, say: Say) -> list[Mapping[str, Any]]:
    return [topic.values[name] for name in say.values if name in topic.values]


def _rests_on(topic: Topic, say: Say, facts: Mapping[str, Any], on: date) -> Iterable[str]:
    """The parameters behind the figures of a Say, each once."""
    found: dict[str, None] = {}
    figures = Figures(topic, facts, on)
    for spec in _specs(topic, say):
        if spec.get("parameter") and spec.get("take", "value") == "value":
            found[spec["parameter"]] = None
        elif "rule" in spec:
            try:
                done = figures.workout(spec["rule"], spec.get("given", {}))
            except CannotWorkOut:
                continue
            found |= dict.fromkeys(done.rests_on.get(spec["output"], ()))
    return found


def _said_already(topic: Topic, say: Say, on: date) -> set[date]:
    """The days of the changes that the words themselves speak of."""
    ids = (spec["parameter"] for spec in _specs(topic, say) if str(spec.get("take")).startswith("next"))
    return {rules.next_value(id, on).since for id in ids}


def _next(id: str, on: date) -> Value | None:
    try:
        value = rules.next_value(id, on)
    except rules.Unknown:
        return None
    return value if value.confidence != "low" else None


def _parts(since: date, sure: list[Value], *, doubtful: bool, confirmed: bool) -> list[list[Line]]:
    from_day = {"date": {"kind": "date", "value": since.isoformat()}}
    parts: list[list[Line]] = []
    if sure:
        lines: list[Line] = [{"id": "coming.from", "values": from_day}]
        lines += [{"id": f"coming.{value.id}", "values": {"value": shown(value)}} for value in sure]
        # The figures of today may be sure and only the change is not: the doubt is said of the change alone.
        if not confirmed and any(value.confidence == "medium" for value in sure):
            lines.append({"id": "coming.confirm"})
        parts.append(lines)
    if doubtful:
        parts.append([{"id": "coming.unsure", "values": from_day}])
    return parts


def _with_sources(sources: Iterable[Mapping[str, str]], values: Iterable[Value]) -> list[dict[str, str]]:
    all_of_them = [dict(source) for source in sources]
    cited = {(source["fact"], source["reference"]) for source in all_of_them}
    for value in values:
        if (value.fact, value.reference) not in cited:
            cited.add((value.fact, value.reference))
            all_of_them.append({"fact": value.fact, "reference": value.reference, "confidence": value.confidence})
    return all_of_them
