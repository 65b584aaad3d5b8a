"""Nothing points at nothing: topics, services, interviews and the messages that answers and calculators say."""

from __future__ import annotations

from collections.abc import Iterator

from actions import rules
from actions.content_check.looked_at import Check, Content, Fault, topic_file
from actions.library.reading import yaml_file
from actions.library.shapes import LANGUAGES
from actions.rules.values import DURATIONS

# Services that are no interview.
DONE_BY_THE_HOUSE = frozenset({"person", "track_case", "language"})
SAID = frozenset(
    {
        "answer.confirm", "answer.ask_person", "source.line", "working.heading", "working.none", "percent",
        "money.khr", "money.usd", "button.more", "button.working", "button.person",
        "coming.from", "coming.confirm", "coming.unsure",
    }
)  # fmt: skip


def _targets(content: Content) -> Iterator[Fault]:
    interviews = content.library.root / "interviews"
    for topic in content.library.topics.values():
        for key, ids in (("next", topic.next), ("related", topic.related)):
            for id in sorted(set(ids) - content.library.topics.keys()):
                mend = "name a topic of content/topics"
                yield Fault(topic_file(topic.id), topic.id, "", f"`{key}` leads to {id}, which does not exist", mend)
        if topic.kind == "service" and topic.service not in DONE_BY_THE_HOUSE:
            if not topic.service or not (interviews / f"{topic.service}.yml").is_file():
                what = f"`service` leads to {topic.service}, which does not exist"
                yield Fault(
                    topic_file(topic.id), topic.id, "", what, f"name one of {sorted(DONE_BY_THE_HOUSE)} or an interview"
                )
        elif topic.kind != "service" and topic.service:
            what = "only topics of kind service have a `service`"
            yield Fault(topic_file(topic.id), topic.id, "", what, "change the kind, or take the service out")


def _interviews(content: Content) -> Iterator[Fault]:
    for path in sorted((content.library.root / "interviews").glob("*.yml")):
        row, file = yaml_file(path), f"content/interviews/{path.name}"
        if row.get("topic") and row["topic"] not in content.library.topics:
            yield Fault(file, row["topic"], "", "the topic does not exist", "name the service topic it belongs to")
        if row.get("rule") and row["rule"] not in rules.catalogue():
            yield Fault(file, row["name"], "", f"there is no rule {row['rule']}", "name a rule of actions/rules")
        for question in row["questions"]:
            for name, spec in question.get("shows", {}).items():
                if spec.get("parameter") not in content.parameters:
                    what = f"{question['id']}: {name} shows no parameter that exists"
                    yield Fault(file, row["name"], "", what, "name a parameter of content/law/parameters")


def said(content: Content) -> set[str]:
    """The ids of all messages that answers, workings, calculators and refusals may say."""
    topics = content.library.topics.values()
    ids = set(SAID) | {topic.id for topic in topics if topic.kind == "talk"}
    ids |= {f"cannot.{reason}" for reason in rules.CannotWorkOut.REASONS - {"unknown_rule"}}
    ids |= {f"unit.{unit}.{form}" for unit in DURATIONS for form in ("one", "other")}
    ids |= {f"step.{plan.id}" for rule in rules.catalogue().values() for plan in rule.plans} | {"step.converted"}
    for topic in topics:
        worked = next((spec["rule"] for spec in topic.values.values() if "rule" in spec), None)
        if topic.kind == "service" and worked:
            ids |= {f"result.{worked}", *(f"result.{worked}#{variant.name}" for variant in topic.variants)}
    return ids


def _words(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        for id in sorted(id for id in said(content) if not content.library.has_message(id, language)):
            yield Fault(f"content/{language}", id, language, "answers say it and it has no words", "add the message")


CHECKS = (
    Check("targets", "every `next`, `related` and `service` leads to something that exists", _targets),
    Check("interviews", "every interview names a topic, a rule and parameters that exist", _interviews),
    Check("words", "every message that answers, workings and calculators say has words", _words),
)
