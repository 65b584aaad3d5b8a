"""What the trained model makes of messages, asked through the batch parser."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.nlu.conftest import PYTHON, ROOT, Parser

pytestmark = pytest.mark.model
HELD_OUT = yaml.safe_load((Path(__file__).parent / "held_out.yml").read_text(encoding="utf-8"))["topics"]


def test_every_topic_has_held_out_messages_that_are_not_training_examples() -> None:
    trained = {
        text.casefold()
        for path in (ROOT / "content").glob("*/examples/*.yml")
        for key, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        if key != "topic"
        for text in texts
    }
    for topic, rows in HELD_OUT.items():
        assert len(rows) >= 6, topic
        assert not [text for _, text in rows if text.casefold() in trained], topic


@pytest.mark.parametrize(("kind", "least"), [("km", 0.93), ("en", 0.9), ("romanised", 0.88)])
def test_messages_never_seen_are_understood(parse: Parser, kind: str, least: float) -> None:
    rows = [(topic, text) for topic, held in HELD_OUT.items() for one, text in held if one == kind]
    right = Counter(parse(text)["topic"] == topic for topic, text in rows)
    assert right[True] / len(rows) >= least


def test_a_danger_is_never_answered_with_something_else(parse: Parser) -> None:
    for _, text in HELD_OUT["safety.injured_now"]:
        assert parse(text)["topic"] == "safety.injured_now", text


def test_the_three_ways_of_writing_are_told_apart(parse: Parser) -> None:
    rows = [(kind, text) for held in HELD_OUT.values() for kind, text in held]
    wrong = [text for kind, text in rows if parse(text)["language"] != kind]
    assert len(wrong) <= len(rows) // 50, wrong


@pytest.mark.parametrize(
    "text", ["តើសម្រាលកូនបានលុយប៉ុន្មាន", "តើ\u200bសម្រាល\u200bកូន\u200bបាន\u200bលុយ\u200bប៉ុន្មាន", "តើ សម្រាល កូន បាន លុយ ប៉ុន្មាន"]
)
def test_spaces_seen_or_unseen_change_nothing(parse: Parser, text: str) -> None:
    plain = parse("តើសម្រាលកូនបានលុយប៉ុន្មាន")
    assert (parse(text)["topic"], parse(text)["confidence"]) == (plain["topic"], plain["confidence"])


@pytest.mark.parametrize("text", ["I earn 300 dollars", "ខ្ញុំបានលុយ 300 ដុល្លារ", "ខ្ញុំបើកប្រាក់ខែ 300 ដុល្លារ"])
def test_a_wage_told_after_a_question_about_births_is_about_pay(parse: Parser, text: str) -> None:
    seen = parse(text, last_topic="maternity.birth_grant", facts={"children": 2})
    assert seen["topic"] == "service.calculate_contribution"
    assert seen["facts"]["wage"] == {"amount": 300, "currency": "USD"}


@pytest.mark.parametrize("text", ["and for twins?", "ចុះកូនភ្លោះវិញ?", "joh kon phluos?", "twins"])
def test_a_follow_up_about_twins_stays_with_the_birth_money(parse: Parser, text: str) -> None:
    seen = parse(text, last_topic="maternity.birth_grant", facts={"month": "2026-10"})
    assert seen["topic"] == "maternity.birth_grant"
    assert seen["facts"] == {"month": "2026-10", "children": 2}
    assert "fallback" not in seen


@pytest.mark.parametrize("topic", ["contribution.worker_share", "service.calculate_contribution", "contribution.rates"])
def test_a_follow_up_with_another_wage_is_worked_out(parse: Parser, topic: str) -> None:
    seen = parse("and for 500 dollars?", last_topic=topic, facts={"wage": {"amount": 300, "currency": "USD"}})
    assert seen["topic"] == "service.calculate_contribution"
    assert seen["facts"]["wage"] == {"amount": 500, "currency": "USD"}


def test_a_new_question_leaves_the_old_topic_and_its_facts(parse: Parser) -> None:
    seen = parse("តើខ្ញុំទៅពេទ្យណាបាន", last_topic="maternity.birth_grant", facts={"children": 2})
    assert (seen["topic"], seen["facts"]) == ("health.which_hospital", {})


def test_a_danger_in_the_middle_of_another_topic_is_seen(parse: Parser) -> None:
    seen = parse("ហើយជួយផង មានមនុស្សរបួសឥឡូវនេះ ឈាមហូរ", last_topic="contribution.rates", facts={})
    assert seen["topic"] == "safety.injured_now"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("ប្រាក់ខែខ្ញុំ ៣០០ដុល្លារ", {"wage": {"amount": 300, "currency": "USD"}}),
        ("ខ្ញុំបាន១លាន២សែនក្នុងមួយខែ", {"wage": {"amount": 1_200_000, "currency": "KHR"}}),
        ("ប្រាក់ខែ 350", {"wage": {"amount": 350, "currency": "USD"}}),
        ("my salary is 900000", {"wage": {"amount": 900_000, "currency": "KHR"}}),
        ("ខ្ញុំធ្វើការបាន 6 ខែ", {}),
        ("កូនភ្លោះបី", {"children": 3}),
        ("triplets", {"children": 3}),
        ("kon phluoh", {"children": 2}),
        ("កូនមួយបានប៉ុន្មាន", {"children": 1}),
        ("ខែតុលា ឆ្នាំ២០២៦", {"month": "2026-10"}),
        ("birth in march 2026", {"month": "2026-03"}),
        ("pet nov siem reap", {"province": "17"}),
        ("ខ្ញុំនៅកណ្ដាល", {"province": "08"}),
        ("my boss did not register me", {"speaker": "worker"}),
        ("កម្មករខ្ញុំ ១០នាក់", {"speaker": "employer", "workers": 10}),
    ],
)
def test_facts_are_found(parse: Parser, text: str, facts: dict[str, object]) -> None:
    assert parse(text)["facts"] == facts


def test_probabilities_are_ranked_and_at_most_ten(parse: Parser) -> None:
    ranking = parse("សម្រាលកូនបានលុយប៉ុន្មាន")["ranking"]
    chances = [chance for _, chance in ranking]
    assert len(ranking) == 10 and chances == sorted(chances, reverse=True) and sum(chances) <= 1.001


def test_nonsense_falls_back_and_keeps_its_ranking(parse: Parser) -> None:
    seen = parse("qwzx vbnm plok")
    assert seen.get("fallback") is True and len(seen["ranking"]) == 10


@pytest.mark.parametrize("line", ["not json", "[]", '{"text": 5}', "{}", "null"])
def test_a_bad_line_gives_an_error_for_itself_only(parse: Parser, line: str) -> None:
    assert set(parse.line(line)) == {"error"}
    assert parse("hello")["topic"] == "talk.greet"


def test_thousands_of_lines_come_back_in_order_with_nothing_between(model: Path) -> None:
    texts = [text for held in HELD_OUT.values() for _, text in held] * 6
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts) + json.dumps({"text": "\ud800 \x00"}) + "\n"
    done = subprocess.run(
        [PYTHON, "-m", "nlu.parse", "--model", model],
        cwd=ROOT, input=lines.encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["text"] for answer in answers[:-1]] == texts
    assert done.stderr == b""
