"""Figures come from dated parameters and rules, by placeholder, and every answer that bears one shows its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from actions import rules
from actions.answers.figures import PHONES
from actions.answers.words import PLACEHOLDER
from actions.content_check.looked_at import (
    Check,
    Content,
    Fault,
    Rows,
    answer_file,
    listed,
    placeholders,
    topic_file,
)
from actions.library import Topic
from actions.library.reading import yaml_file
from actions.library.shapes import CONFIDENCES, LANGUAGES
from actions.rules.working_days import calendar

TAKES = frozenset({"value", "next", "next_date", "since", "since_month", "begun"})
UNITS = frozenset(
    {
        "riel", "riel_table", "percent", "days", "months", "years", "times", "day_of_month", "day_of_absence",
        "workers", "payments", "facilities", "phone", "word",
    }
)  # fmt: skip
STRAY_BRACE = re.compile(r"[{}]")
LAW = "content/law/parameters"


def _words_of(content: Content, topic: Topic) -> list[str]:
    """All words that may name a topic's values, in Khmer: its answer, its message, or its calculator's results."""
    if topic.kind in ("answer", "safety"):
        answer = content.library.answers.get((topic.id, LANGUAGES[0]))
        return list(answer.parts.values()) if answer else []
    messages = content.library.catalogues[LANGUAGES[0]]
    if topic.kind == "talk":
        return [messages.get(topic.id, "")]
    worked = {spec["rule"] for spec in topic.values.values() if "rule" in spec}
    return [text for id, text in messages.items() if id.partition("#")[0] in {f"result.{rule}" for rule in worked}]


def _placeholders(content: Content) -> Iterator[Fault]:
    for topic in content.library.topics.values():
        used = placeholders("\n".join(_words_of(content, topic))) - PHONES.keys()
        for name in sorted(used - topic.values.keys()):
            what = f"{{{name}}} is not declared"
            yield Fault(topic_file(topic.id), topic.id, "", what, "say under `values` where the figure comes from")
        for name in sorted(topic.values.keys() - used):
            yield Fault(topic_file(topic.id), topic.id, "", f"{name} is declared and never used", "remove the value")
    for topic in content.spoken:
        for language in LANGUAGES:
            answer = content.library.answers.get((topic.id, language))
            for part, text in answer.parts.items() if answer else ():
                if STRAY_BRACE.search(PLACEHOLDER.sub("", text)):
                    where = f"{topic.id}#{part}" if part else topic.id
                    mend = "write placeholders as {small_letters}"
                    yield Fault(answer_file(topic.id, language), where, language, "a brace of no placeholder", mend)


def _values(content: Content) -> Iterator[Fault]:
    catalogue = rules.catalogue()
    for topic in content.library.topics.values():
        for name, spec in topic.values.items():
            wrong = _wrong(content, catalogue, spec)
            if wrong:
                mend = "name a parameter, a rule's output or a fact that exists"
                yield Fault(topic_file(topic.id), topic.id, "", f"{name}: {wrong}", mend)


def _wrong(content: Content, catalogue: Mapping[str, rules.RuleEntry], spec: Mapping[str, Any]) -> str | None:
    if "rule" in spec:
        entry = catalogue.get(spec["rule"])
        if entry is None:
            return f"there is no rule {spec['rule']}"
        if spec.get("output") not in {output.name for output in entry.outputs}:
            return f"{spec['rule']} has no output {spec.get('output')}"
        return "unknown keys" if not set(spec) <= {"rule", "output", "given"} else None
    if "parameter" in spec:
        if spec["parameter"] not in content.parameters:
            return f"there is no parameter {spec['parameter']}"
        return None if spec.get("take", "value") in TAKES else f"cannot take {spec['take']}"
    return None if set(spec) == {"fact"} else "comes from nowhere"


def _parameters(content: Content) -> Iterator[Fault]:
    facts, references = content.library.facts, content.library.references
    for id, rows in content.parameters.items():
        for since, _, about in rows:
            lost = [key for key in ("fact", "reference", "confidence", "unit", "checked") if not about.get(key)]
            if lost:
                yield Fault(LAW, id, "", f"{since}: has no {', '.join(lost)}", "complete its metadata")
                continue
            fact, wrong = facts.get(about["fact"]), []
            if fact is None:
                wrong.append(f"there is no fact {about['fact']}")
            if set(references.get(about["reference"], ())) != set(LANGUAGES):
                wrong.append(f"reference {about['reference']} has no words in both languages")
            if about["confidence"] not in CONFIDENCES:
                wrong.append(f"no such confidence: {about['confidence']}")
            elif fact and CONFIDENCES.index(about["confidence"]) > CONFIDENCES.index(fact.confidence):
                wrong.append(f"is surer than its fact {fact.id}")
            if about["unit"] not in UNITS:
                wrong.append(f"no such unit: {about['unit']}")
            if not _is_date(str(about["checked"])):
                wrong.append("`checked` is no date")
            yield from (Fault(LAW, id, "", f"{since}: {what}", "correct its metadata") for what in wrong)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _sources(content: Content) -> Iterator[Fault]:
    cited = {id for id, rows in content.parameters.items() if _citable(content, rows)}
    for topic in content.library.topics.values():
        of_law = {name for name, spec in topic.values.items() if "parameter" in spec or "rule" in spec}
        unsourced = {name for name in of_law if topic.values[name].get("parameter") not in (None, *cited)}
        if unsourced:
            what = f"no source to show for {listed(unsourced)}"
            yield Fault(topic_file(topic.id), topic.id, "", what, "give the parameter a fact and a reference")
        if of_law and topic.kind == "safety":
            what = "a safety answer prints no source, so it must bear no figure"
            yield Fault(topic_file(topic.id), topic.id, "", what, f"take out {listed(of_law)}")
        for fact, reference in topic.rests_on.items():
            if fact in content.library.facts and content.library.facts[fact].confidence == "low":
                what = f"rests on {fact}, which is of low confidence"
                yield Fault(topic_file(topic.id), topic.id, "", what, "hand over to a person instead")
            if set(content.library.references.get(reference, ())) != set(LANGUAGES):
                what = f"reference {reference} has no words in both languages"
                yield Fault(topic_file(topic.id), topic.id, "", what, "add it to content/law/references.yml")


def _citable(content: Content, rows: Rows) -> bool:
    return all(about.get("fact") and about.get("reference") in content.library.references for _, _, about in rows)


def _kept(content: Content) -> Iterator[Fault]:
    rows = [about for its in content.parameters.values() for _, _, about in its]
    topics = content.library.topics.values()
    facts = {about.get("fact") for about in rows} | {
        fact for topic in topics for fact in (*topic.facts, *topic.rests_on)
    }
    facts |= {fact for row in yaml_file(content.library.root / "law" / "coming.yml") for fact in row["facts"]}
    facts |= {year.fact for year in calendar().values()}
    references = {about.get("reference") for about in rows} | {year.reference for year in calendar().values()}
    references |= {reference for topic in topics for reference in topic.rests_on.values()}
    for name, held, used in (
        ("facts", content.library.facts.keys(), facts),
        ("references", content.library.references.keys(), references),
    ):
        for id in sorted(held - used):
            yield Fault(f"content/law/{name}.yml", id, "", "nothing rests on it", "remove it, or use it")
        for id in sorted(str(one) for one in used - held):
            yield Fault(f"content/law/{name}.yml", id, "", "is named and not there", "add it")


CHECKS = (
    Check(
        "placeholders", "every placeholder is declared by its topic, and every value declared is used", _placeholders
    ),
    Check("values", "every value comes from a parameter, a rule's output or a fact that exists", _values),
    Check(
        "parameters",
        "every dated figure has a fact, a reference, a unit, a day of checking, and is no surer than its fact",
        _parameters,
    ),
    Check("sources", "every answer that bears a figure of the law has a source to show in both languages", _sources),
    Check("kept", "every fact and reference named is there, and every one kept is used", _kept),
)
