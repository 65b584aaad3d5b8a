"""Each content check finds the fault it is for, says where it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.content_check import CHECKS, Content, Fault, here, run
from actions.content_check.terms import glossary
from actions.library import Answer, ContentError, library

TOPIC = "contribution.meaning"
PARAMETER = "contribution.pension.worker"


def _changed(**changes: Any) -> Content:
    return replace(here(), library=replace(library(), **changes))


def _answer(language: str, title: str | None = None, **parts: str) -> Content:
    """The content with some parts of one answer written anew; `first` is the part said first."""
    was = library().answer(TOPIC, language)
    new = dict(was.parts) | {name if name != "first" else "": text for name, text in parts.items()}
    answer = Answer(TOPIC, language, was.title, new)
    titles = dict(library().titles) | ({(TOPIC, language): title} if title else {})
    return _changed(answers=dict(library().answers) | {(TOPIC, language): answer}, titles=titles)


def _topic(id: str = TOPIC, **changes: Any) -> Content:
    return _changed(topics=dict(library().topics) | {id: replace(library().topic(id), **changes)})


def _message(language: str, id: str, text: str) -> Content:
    catalogues = {its: dict(words) for its, words in library().catalogues.items()}
    catalogues[language][id] = text
    return _changed(catalogues=catalogues)


def _row(**about: Any) -> Content:
    """The content with one more row of a parameter, its metadata changed."""
    rows = here().parameters[PARAMETER]
    return replace(
        here(),
        parameters=dict(here().parameters) | {PARAMETER: (*rows, (date(2050, 1, 1), 1, dict(rows[0][2]) | about))},
    )


def _new(check: str, content: Content) -> list[Fault]:
    """What a check finds in this content and not in ours."""
    before = run(here(), check)
    found = [fault for fault in run(content, check) if fault not in before]
    assert all(fault.file and fault.topic and fault.mend for fault in found)
    return found


def _only(check: str, content: Content) -> Fault:
    [fault] = _new(check, content)
    return fault


@pytest.mark.parametrize(
    ("check", "content", "what"),
    [
        ("parts", lambda: _answer("km", more="មួយ។\n\n{floor}។\n\nបី។\n\nបួន។"), "4 paragraphs in Khmer"),
        ("parts", lambda: _answer("en", more="{share}\n\nTwo.\n\nThree."), "only one language has"),
        ("variants", lambda: _topic(variants=()), "words without a variant: employer"),
        ("placeholders", lambda: _value({"fact": "age"}), "never used"),
        ("placeholders", lambda: _answer("en", first="A {brace.\n\nB"), "a brace"),
        ("values", lambda: _value({"rule": "nothing", "output": "x"}), "there is no rule nothing"),
        ("values", lambda: _value({"rule": "contribution", "output": "x"}), "contribution has no output x"),
        ("values", lambda: _value({"rule": "contribution", "output": "total", "more": 1}), "unknown keys"),
        ("values", lambda: _value({"parameter": "no.such"}), "there is no parameter no.such"),
        ("values", lambda: _value({"parameter": PARAMETER, "take": "last"}), "cannot take last"),
        ("values", lambda: _value({"number": 3}), "comes from nowhere"),
        ("parameters", lambda: _row(fact=""), "has no fact"),
        ("parameters", lambda: _row(fact="ZZ"), "there is no fact ZZ"),
        ("parameters", lambda: _row(reference="zz"), "reference zz has no words"),
        ("parameters", lambda: _row(confidence="sure"), "no such confidence"),
        ("parameters", lambda: _row(fact="C05", confidence="high"), "is surer than its fact C05"),
        ("parameters", lambda: _row(unit="dollar"), "no such unit"),
        ("parameters", lambda: _row(checked="lately"), "is no date"),
        ("sources", lambda: _topic("safety.distress", values={"x": {"parameter": PARAMETER}}), "prints no source"),
        ("sources", lambda: _topic("card.expiry", rests_on={"K04": "prakas_449_2017"}), "low confidence"),
        ("sources", lambda: _topic("card.expiry", rests_on={"C10": "zz"}), "reference zz has no words"),
        ("kept", lambda: _changed(references=dict(library().references) | {"zz": {}}), "nothing rests on it"),
        ("kept", lambda: _topic(facts=(*library().topic(TOPIC).facts, "ZZ")), "is named and not there"),
        ("targets", lambda: _topic(next=("no.such",)), "`next` leads to no.such"),
        ("targets", lambda: _topic(related=("no.such",)), "`related` leads to no.such"),
        ("targets", lambda: _topic("service.make_complaint", service="poem"), "`service` leads to poem"),
        ("targets", lambda: _topic(service="complaint"), "only topics of kind service"),
        ("length", lambda: _answer("en", first="word " * 91), "91 words, 90 at most"),
        ("length", lambda: _answer("km", employer="ក" * 390), "91 words, 90 at most"),
        ("titles", lambda: _answer("en", title="t" * 41), "41 characters"),
        ("digits", lambda: _answer("en", first="It is 12."), "a figure in prose: 12"),
        ("digits", lambda: _answer("km", more="វាគឺ ១២។"), "a figure in prose: ១២"),
        ("digits", lambda: _answer("km", first="ម៉ឺន។"), "a figure in prose: ម៉ឺន"),
        ("digits", lambda: _answer("en", title="Half"), "a figure in prose: Half"),
        ("digits", lambda: _message("en", "talk.greet", "Call 1286 or 999."), "a figure in prose: 999"),
        ("latin", lambda: _message("km", "talk.greet", "សួស្តី Facebook និង Telegram"), "Latin words in Khmer: Facebook"),
        ("order", lambda: _answer("km", first="កេា។"), "not in normal order"),
        ("ends", lambda: _answer("km", more="គ្មានចុង"), "does not end as a sentence"),
        ("sentences", lambda: _answer("en", more="word " * 26 + "."), "a sentence of 26 words"),
        ("sentences", lambda: _answer("km", more="ក" * 110 + "។"), "a sentence of 26 words"),
        ("sentences", lambda: _message("en", "talk.greet", "word " * 26), "a sentence of 26 words"),
        ("plain", lambda: _answer("en", first="Administrative particularities notwithstanding. " * 9), "reading ease"),
        ("wrong words", lambda: _answer("en", more="You pay a premium."), "says «premium» (contribution)"),
        ("wrong words", lambda: _answer("km", more="បណ្ដឹង។"), "says «បណ្ដឹង» (complaint)"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_a_fault_is_found_and_named(check: str, content: Any, what: str) -> None:
    found = _new(check, content())
    assert found and all(what in fault.what for fault in found), found


def _value(spec: Mapping[str, Any]) -> Content:
    return _topic(values=dict(library().topic(TOPIC).values) | {"x": spec})


def test_every_check_has_a_fault_it_is_tried_with_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in CHECKS if f'"{name}"' not in source] == []


def test_an_answer_without_a_twin_and_one_without_a_topic_are_found() -> None:
    answers = {key: answer for key, answer in library().answers.items() if key != (TOPIC, "en")}
    assert _only("topics", _changed(answers=answers)).language == "en"
    more = dict(library().answers) | {("no.such", "km"): library().answer(TOPIC, "km")}
    assert "no topic" in _only("topics", _changed(answers=more)).what


def test_a_figure_nobody_declared_and_one_without_a_source_are_found() -> None:
    values = {name: spec for name, spec in library().topic(TOPIC).values.items() if name != "ceiling"}
    assert _only("placeholders", _topic(values=values)).what == "{ceiling} is not declared"
    rows = here().parameters["contribution.wage.ceiling"]
    bare = tuple((since, value, dict(about) | {"reference": None}) for since, value, about in rows)
    content = replace(here(), parameters=dict(here().parameters) | {"contribution.wage.ceiling": bare})
    assert TOPIC in {fault.topic for fault in run(content, "sources") if "no source to show for ceiling" in fault.what}


def test_a_message_the_answers_say_must_have_words() -> None:
    catalogues = {its: dict(words) for its, words in library().catalogues.items()}
    del catalogues["en"]["result.maternity#together"]
    assert _only("words", _changed(catalogues=catalogues)).topic == "result.maternity#together"


def test_messages_are_twins_in_their_files(tmp_path: Path) -> None:
    for language, ids in (("km", ["a", "b", "c", "d"]), ("en", ["b", "c", "d"])):
        folder = tmp_path / language
        folder.mkdir()
        words = {
            id: "" if (language, id) == ("en", "c") else "{x}" if (language, id) == ("en", "d") else "w" for id in ids
        }
        text = "\n\n".join(f'msgid "{id}"\nmsgstr "{said}"' for id, said in words.items())
        (folder / ("one.po" if language == "km" else "two.po")).write_text(text, encoding="utf-8")
    catalogues = {"km": dict.fromkeys("abcd", "w"), "en": {"b": "w", "d": "{x}"}}
    found = {(fault.topic, fault.what) for fault in run(_changed(root=tmp_path, catalogues=catalogues), "messages")}
    assert ("a", "there is no such message") in found
    assert ("c", "the message has no words") in found
    assert ("d", "only one language has x") in found
    assert ("b", "its twin stands in content/en/two.po") in found


def test_an_interview_that_points_at_nothing_is_found(tmp_path: Path) -> None:
    row = {"name": "poem", "topic": "no.topic", "rule": "no_rule", "questions": [{"id": "q", "shows": {"x": {}}}]}
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "poem.yml").write_text(yaml.safe_dump(row), encoding="utf-8")
    whats = [fault.what for fault in run(_changed(root=tmp_path), "interviews")]
    assert len(whats) == 3 and "there is no rule no_rule" in whats


def _with_examples(root: Path, **languages: Mapping[str, list[str]]) -> Content:
    for language in ("km", "en"):
        folder = root / language / "examples"
        folder.mkdir(parents=True)
        for topic, texts in languages.get(language, {}).items():
            held = {"topic": topic, "examples": texts, "romanised": [f"r {topic} {n}" for n in range(20)]}
            (folder / f"{topic}.yml").write_text(yaml.safe_dump(held, allow_unicode=True), encoding="utf-8")
    topics = {id: library().topic(id) for id in (TOPIC, "talk.greet")}
    return _changed(root=root, topics=topics)


def test_every_topic_needs_enough_messages_of_each_kind(tmp_path: Path) -> None:
    khmer = {TOPIC: [f"a {n}" for n in range(29)], "talk.greet": [f"b {n}" for n in range(20)]}
    english = {TOPIC: [f"c {n}" for n in range(20)], "no.such": ["x"]}
    found = {(fault.topic, fault.what) for fault in run(_with_examples(tmp_path, km=khmer, en=english), "examples")}
    assert found == {
        (TOPIC, "29 km messages, at least 30"),
        ("talk.greet", "0 en messages, at least 20"),
        ("no.such", "the messages have no topic"),
    }


def test_one_message_of_two_topics_is_found_however_it_is_typed(tmp_path: Path) -> None:
    english = {TOPIC: ["What  is it"], "talk.greet": ["what is IT"]}
    [fault] = [fault for fault in run(_with_examples(tmp_path, en=english), "apart") if fault.topic == "talk.greet"]
    assert fault.what == f"also a message of {TOPIC}: what is IT"


def _with_glossary(root: Path, **term: Any) -> Content:
    rows = [{"id": "t", "km": "ភាគទាន", "en": ["contribution"], "not": ["premium"]} | term]
    (root / "glossary.yml").write_text(
        yaml.safe_dump({"latin": [], "terms": rows}, allow_unicode=True), encoding="utf-8"
    )
    kept = {key: answer for key, answer in library().answers.items() if key[0] == TOPIC}
    return _changed(root=root, answers=kept, topics={TOPIC: library().topic(TOPIC)}, titles={})


def test_a_term_is_said_in_both_languages(tmp_path: Path) -> None:
    assert run(_with_glossary(tmp_path), "same terms") == []
    [fault] = run(_with_glossary(tmp_path, km="ប្រាក់សោធន"), "same terms")
    assert (fault.language, fault.mend) == ("km", "say «ប្រាក់សោធន»")
    assert run(_with_glossary(tmp_path, km="ប្រាក់សោធន", twin=False), "same terms") == []


def test_a_term_that_no_answer_says_is_found(tmp_path: Path) -> None:
    assert run(_with_glossary(tmp_path), "glossary") == []
    assert [fault.language for fault in run(_with_glossary(tmp_path, en="balloon"), "glossary")] == ["en"]


def test_a_glossary_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        run(_with_glossary(tmp_path, colour="red"), "glossary")
    _with_glossary(tmp_path)
    row = yaml.safe_load((tmp_path / "glossary.yml").read_text(encoding="utf-8"))
    row["terms"] *= 2
    (tmp_path / "glossary.yml").write_text(yaml.safe_dump(row, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError):
        glossary(tmp_path)
