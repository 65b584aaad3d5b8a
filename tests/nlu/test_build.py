"""Examples become a Rasa project, and mistakes in them are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from nlu.build import build, related
from nlu.train import fingerprint
from nlu.understanding.names import intent_of, topic_of
from tests.nlu.conftest import ROOT


def _content(folder: Path, **texts: list[str]) -> Path:
    for language in ("km", "en"):
        (folder / language / "examples").mkdir(parents=True)
    for name, examples in texts.items():
        topic = topic_of(name)
        held = {"topic": topic, "examples": examples}
        (folder / "en" / "examples" / f"{topic}.yml").write_text(yaml.safe_dump(held), encoding="utf-8")
    return folder


def test_every_topic_with_examples_becomes_an_intent(tmp_path: Path) -> None:
    content = _content(tmp_path / "content", talk_greet=["hello"], health_which_hospital=["which hospital"])
    assert build(tmp_path / "out", content) == 2
    domain = yaml.safe_load((tmp_path / "out" / "domain.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == ["health_which_hospital", "talk_greet"]
    assert "responses" not in domain


def test_topics_without_relatives_are_no_mistake(tmp_path: Path) -> None:
    assert related(tmp_path) == {}


def test_relatives_reach_the_component_that_decides(tmp_path: Path) -> None:
    content = _content(tmp_path / "content", talk_greet=["hello"], talk_thanks=["thanks"])
    (content / "topics").mkdir()
    (content / "topics" / "talk.yml").write_text("- {id: talk.greet, kind: talk, related: [talk.thanks]}\n")
    build(tmp_path / "out", content)
    config = yaml.safe_load((tmp_path / "out" / "config.yml").read_text(encoding="utf-8"))
    decider = next(step for step in config["pipeline"] if step["name"].endswith("ContextDecider"))
    assert decider["related"] == {"talk.greet": ["talk.thanks"]}


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"talk_greet": ["hello"], "talk_thanks": ["Hello"]}, "one example, two topics"),
        ({"talk_greet": ["hello", True], "talk_thanks": ["thanks"]}, "is not text"),
        ({"talk_greet": ["hello"]}, "no examples to learn from"),
    ],
)
def test_a_mistake_in_the_examples_is_named(tmp_path: Path, texts: dict[str, list[str]], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build(tmp_path / "out", _content(tmp_path / "content", **texts))


def test_intents_and_topics_are_the_same_names() -> None:
    topics = [path.stem for path in (ROOT / "content" / "km" / "examples").glob("*.yml")]
    assert topics and all(topic_of(intent_of(topic)) == topic for topic in topics)


@pytest.mark.parametrize("language", ["km", "en"])
def test_topics_that_answer_have_enough_examples(language: str) -> None:
    for path in (ROOT / "content" / language / "examples").glob("*.yml"):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        least = 20 if path.stem.startswith("talk.") or language == "en" else 30
        assert len(held["examples"]) >= least, path.name
        assert language == "en" or len(held["romanised"]) >= 20, path.name


def test_another_example_makes_another_fingerprint(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "content" / "en" / "examples", root / "content" / "en" / "examples")
    before = fingerprint(root)
    assert fingerprint(root) == before
    with (root / "content" / "en" / "examples" / "talk.greet.yml").open("a", encoding="utf-8") as file:
        file.write('  - "good evening to all"\n')
    assert fingerprint(root) != before
