"""Every topic, asked in Khmer and in English through the running system, is answered with its own words."""

from __future__ import annotations

import os
import re
import uuid
from pathlib import Path

import pytest
import yaml

from actions.answers import choose, compose
from actions.library import library
from actions.store.clock import today
from actions.store.settings import ROOT
from nlu.khmer.normalise import normalise
from nlu.understanding.facts import facts_in
from tests.whole import House, Widget

pytestmark = pytest.mark.whole
KHMER = re.compile("[\u1780-\u17ff]")
LONG_ENOUGH = 18


def asked(topic: str, language: str) -> str:
    """A training message of the topic without facts that would choose another part of the answer."""
    held = yaml.safe_load((ROOT / "content" / language / "examples" / f"{topic}.yml").read_text(encoding="utf-8"))
    plain = [text for text in held["examples"] if not facts_in(normalise(text).lower(), today())]
    if language == "km":
        plain = [text for text in plain if KHMER.search(text)]
    return next((text for text in plain if len(text) >= LONG_ENOUGH), plain[0])


def expected(topic: str, language: str) -> str:
    """The first paragraph of what the house says to a topic, "" for services: they ask or act."""
    if library().topic(topic).kind == "service":
        return ""
    return compose(choose(topic, {}, today()), language).blocks[0].text


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_topic_asked_in_its_language_is_answered_with_its_own_words(house: House, language: str) -> None:
    told, wrong = [], []
    for topic in sorted(library().topics):
        citizen = Widget(house.site, language)
        question = asked(topic, language)
        reply = citizen.ask(str(uuid.uuid4()), question)
        citizen.close()
        told.append(f"### {topic}\n> {question}\n\n{reply}\n")
        in_language = bool(KHMER.search(reply)) == (language == "km")
        if (
            not reply
            or expected(topic, language) not in reply
            or (topic != "service.change_language" and not in_language)
        ):
            wrong.append(topic)
    if os.environ.get("TRANSCRIPTS"):
        folder = Path(os.environ["TRANSCRIPTS"])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{language}.md").write_text("\n".join(told), encoding="utf-8")
    assert wrong == []
