"""What the trained model makes of messages, asked through the batch parser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from nlu.report.judged import OUT_OF_SCOPE, Judged, Ranking, examination, judge, share
from tests.nlu.conftest import PYTHON, ROOT, Parser

pytestmark = pytest.mark.model
HELD_OUT = Path(__file__).parent / "held_out"
SHORT = 16  # characters of a greeting or a keyword anybody may type
EXAMINATION = examination(HELD_OUT / "examination.tsv")


@pytest.fixture(scope="session")
def judged(parse: Parser) -> list[Judged]:
    """What the model makes of every message of the examination."""

    def rank(text: str) -> tuple[Ranking, bool]:
        seen = parse(text)
        return [(seen["topic"], seen["confidence"])], "fallback" in seen

    return judge(EXAMINATION, rank)


@pytest.mark.parametrize("name", ["tuning.tsv", "examination.tsv"])
def test_every_topic_has_held_out_messages_that_are_not_training_examples(name: str) -> None:
    trained: set[str] = set()
    for path in (ROOT / "content").glob("*/examples/*.yml"):
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        trained |= {text.casefold() for key in ("examples", "romanised") for text in held.get(key) or ()}
    rows = examination(HELD_OUT / name)
    topics = {
        topic["id"] for path in (ROOT / "content/topics").glob("*.yml") for topic in yaml.safe_load(path.read_text())
    }
    assert {row.topic for row in rows} == topics
    # Two hands may well both type "hello"; a real sentence must not be known by heart.
    assert not [row.text for row in rows if row.text.casefold() in trained and len(row.text) > SHORT]


@pytest.mark.parametrize(("kind", "least"), [("km", 0.93), ("en", 0.95), ("romanised", 0.88), ("mixed", 0.9)])
def test_messages_never_seen_are_understood(judged: list[Judged], kind: str, least: float) -> None:
    rows = [row for row in judged if row.asked.kind == kind and row.asked.topic != OUT_OF_SCOPE]
    assert share(rows, lambda row: row.right) >= least


def test_of_the_answers_given_with_confidence_two_in_a_hundred_are_wrong_at_most(judged: list[Judged]) -> None:
    given = [row for row in judged if not row.refused]
    assert 1 - share(given, lambda row: row.right) <= 0.02


def test_what_is_out_of_scope_is_refused(judged: list[Judged]) -> None:
    outside = [row for row in judged if row.asked.topic == OUT_OF_SCOPE]
    assert share(outside, lambda row: row.refused) >= 0.9


def test_nine_in_ten_are_answered_without_asking_back(judged: list[Judged]) -> None:
    assert share(judged, lambda row: not row.doubtful) >= 0.9


def test_a_danger_is_never_answered_with_something_else(judged: list[Judged]) -> None:
    dangers = [row for row in judged if row.asked.topic.startswith("safety.")]
    assert not [row.asked.text for row in dangers if not row.doubtful and not row.topic.startswith("safety.")]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I am a maid, the owner tried to rape me, do domestic workers have NSSF?", "safety.harassment"),
        ("ខ្ញុំជំពាក់លុយគេច្រើន ថៅកែមិនបើកប្រាក់ខែ ខ្ញុំមិនចង់រស់ទៀតទេ", "safety.distress"),
        ("no pension, no job, sometimes I think of suicide", "safety.distress"),
        ("taoke ot berk luy knhom ot jong ros te", "safety.distress"),
    ],
)
def test_a_word_that_leaves_no_doubt_is_heard_before_anything_else(parse: Parser, text: str, topic: str) -> None:
    seen = parse(text)
    assert (seen["topic"], "fallback" in seen) == (topic, False)


def test_the_three_ways_of_writing_are_told_apart(parse: Parser) -> None:
    rows = [row for row in EXAMINATION if row.kind != "mixed"]
    wrong = [row.text for row in rows if parse(row.text)["language"] != row.kind]
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
    texts = [row.text for row in EXAMINATION] * 2
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts) + json.dumps({"text": "\ud800 \x00"}) + "\n"
    done = subprocess.run(
        [PYTHON, "-m", "nlu.parse", "--model", model],
        cwd=ROOT, input=lines.encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["text"] for answer in answers[:-1]] == texts
    assert done.stderr == b""
