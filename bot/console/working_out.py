"""Working out: a rule of the law as data a program can read, or as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from actions import rules
from actions.library import library
from actions.rules import CannotWorkOut


def workout(rule: str, on: date, facts: Mapping[str, str]) -> dict[str, Any]:
    """The outcome of a rule: values, parameters with their sources and confidence; or the reason there is no number."""
    try:
        done = rules.workout(rule, on, dict(facts))
    except CannotWorkOut as refusal:
        return {
            "ok": False,
            "rule": rule,
            "on": on.isoformat(),
            "reason": refusal.reason,
            "missing": list(refusal.missing),
        }
    return {
        "ok": True,
        "rule": done.rule,
        "on": done.on.isoformat(),
        "value": dict(done.outputs),
        "units": dict(done.units),
        "confidence": done.confidence,
        "parameters": [
            {
                "id": value.id,
                "value": _plain(value.value),
                "unit": value.unit,
                "since": value.since.isoformat(),
                "fact": value.fact,
                "reference": value.reference,
                "source": {language: library().reference(value.reference, language) for language in ("km", "en")},
                "confidence": value.confidence,
            }
            for value in done.parameters
        ],
        "steps": [{"id": step.id, "values": _plain(dict(step.values))} for step in done.steps],
    }


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same for a person."""
    if not found["ok"]:
        yield f"No number on {found['on']}: {found['reason']}" + "".join(f" ({name})" for name in found["missing"])
        return
    for name, value in found["value"].items():
        unit = found["units"][name]
        yield f"{name}: {value:,} {unit}" if isinstance(value, int) else f"{name}: {value}"
    yield f"on {found['on']}, confidence {found['confidence']}"
    for parameter in found["parameters"]:
        yield f"  {parameter['id']} since {parameter['since']}: {parameter['fact']}, {parameter['source']['en']}"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | str | float | bool | None) else str(value)
