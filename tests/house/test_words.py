"""Every name a person can meet has words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from actions.cases.status import CaseState
from actions.interviews.definitions import definitions
from actions.library import library
from actions.store.errors import HouseError
from bot.turn import control, guard, menu, services, steps

ROOT = Path(__file__).resolve().parents[2]
SAID = re.compile(
    r'Say\(\s*"([a-z_.]+)"|Button\(\s*"([a-z_.]+)"|Refused\("([a-z_.]+)"\)|[^a-z]t\([\'"]([a-z_.]+)[\'"]\)'
)


def every_message_id() -> set[str]:
    """Message ids named in the code and the plain pages."""
    found = set()
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py"), *ROOT.glob("bot/web/templates/*.html")]
    for path in files:
        for match in SAID.finditer(path.read_text()):
            found |= {group for group in match.groups() if group and not group.endswith(".")}
    return found


def test_the_search_for_message_ids_finds_them() -> None:
    assert {"guard.media", "button.back", "interview.empty", "plain.send_complaint"} <= every_message_id()


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_message_the_code_says_has_words(language: str) -> None:
    assert sorted(key for key in every_message_id() if not library().has_message(key, language)) == []


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_question_and_option_has_words(language: str) -> None:
    wanted = []
    for interview in definitions().values():
        wanted += [interview.intro] if interview.intro else []
        for question in interview.questions:
            wanted.append(f"ask.{interview.name}.{question.id}")
            wanted += [f"label.{interview.name}.{question.id}"] if question.kind != "confirm" else []
            wanted += [f"option.{interview.name}.{question.id}.{option}" for option in question.options]
    assert sorted(key for key in wanted if not library().has_message(key, language)) == []


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_state_of_a_case_and_every_error_has_words(language: str) -> None:
    wanted = [f"case.state.{state}" for state in CaseState]
    wanted += [f"error.{kind.code}" for kind in (HouseError, *_below(HouseError))]
    wanted += [f"receipt.{code}" for code in ("not_found", "bad_input", "too_many")]
    assert sorted(key for key in wanted if not library().has_message(key, language)) == []


def _below(kind: type[HouseError]) -> list[type[HouseError]]:
    return [below for direct in kind.__subclasses__() for below in (direct, *_below(direct))]


def test_no_latin_word_is_left_in_a_khmer_message() -> None:
    allowed = {"button.english"}
    offenders = {
        key: text
        for key, text in library().catalogues["km"].items()
        if key not in allowed and re.search(r"[A-Za-z]{2,}", re.sub(r"\{[a-z_]+\}|%\([a-z_]+\)s|<[^>]+>", "", text))
    }
    assert offenders == {}


def test_the_steps_of_a_turn_are_the_ones_the_architecture_names() -> None:
    document = (ROOT / "docs" / "architecture.md").read_text()
    for module in (control, guard, menu, services, steps):
        assert module.__name__.rsplit(".", 1)[-1] in document
