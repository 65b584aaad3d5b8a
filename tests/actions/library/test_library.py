"""The library: read once, unchangeable, and loud about content that cannot be used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actions.library import ContentError, Library, library, load


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    root = tmp_path / "content"
    shutil.copytree(library().root, root)
    return root


def _spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_content_is_read_once() -> None:
    assert library() is library()


def test_content_cannot_be_changed() -> None:
    content = library()
    with pytest.raises(TypeError):
        content.topics["new"] = None  # type: ignore[index]
    with pytest.raises(TypeError):
        content.catalogues["km"]["talk.greet"] = ""  # type: ignore[index]
    with pytest.raises(TypeError):
        content.topic("maternity.birth_grant").values["one_child"]["rule"] = ""  # type: ignore[index]
    with pytest.raises(AttributeError):
        content.root = Path()  # type: ignore[misc]


def test_a_copy_of_the_content_loads_alike(copied: Path) -> None:
    other = load(copied)
    assert isinstance(other, Library)
    assert other.topics == library().topics
    assert other.parameters == copied / "law" / "parameters"


def test_an_answer_has_a_title_and_named_parts() -> None:
    answer = library().answer("maternity.birth_grant", "en")
    assert answer.title == "Cash for a birth"
    assert list(answer.parts) == ["", "twins", "triplets", "more"]


def test_messages_of_all_files_are_one_catalogue() -> None:
    assert library().has_message("step.total", "km") and library().has_message("talk.greet", "km")
    assert not library().has_message("no.such.message", "km")


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("en/answers/contribution.rates.md", "title: Contribution rates", "title:", "no title"),
        ("en/answers/contribution.rates.md", "## more", "## more\n\n## more", "twice|empty"),
        ("topics/contribution.yml", "kind: answer", "kind: song", "kind must be"),
        ("topics/contribution.yml", "facts: [C01", "fact: [C01", "unknown keys"),
        ("topics/contribution.yml", "facts: [C01", "facts: [Z99", "points at nothing: Z99"),
        ("topics/contribution.yml", "sub_decree_32_2021", "sub_decree_33_2021", "points at nothing"),
        ("topics/contribution.yml", "id: contribution.worker_share", "id: contribution.rates", "described twice"),
        ("topics/maternity.yml", "next: [maternity.birth_grant", "next: [maternity.lost", "points at nothing"),
        ("km/answers/titles.yml", "talk.greet: ", "talk.meet: ", "no title in km"),
        ("km/answers.po", 'msgid "talk.thanks"', 'msgid "step.total"', "also in another file"),
        ("km/answers.po", 'msgid "talk.thanks"', 'msgid "talk.greet"', "stands twice"),
        ("km/answers.po", 'msgid "talk.thanks"', 'message "talk.thanks"', "cannot be read"),
        ("law/facts.yml", "L14: {confidence: high", "L14: {confidence: sure", "confidence must be"),
    ],
)
def test_content_that_cannot_be_used_is_refused_by_name(
    copied: Path, file: str, old: str, new: str, complaint: str
) -> None:
    _spoil(copied / file, old, new)
    with pytest.raises(ContentError, match=complaint):
        load(copied)


def test_a_missing_twin_is_refused(copied: Path) -> None:
    (copied / "en" / "answers" / "maternity.overview.md").unlink()
    with pytest.raises(ContentError, match=r"maternity\.overview: no title in en"):
        load(copied)


def test_words_without_a_topic_are_refused(copied: Path) -> None:
    shutil.copy(copied / "en" / "answers" / "maternity.overview.md", copied / "en" / "answers" / "maternity.lost.md")
    with pytest.raises(ContentError, match="words without a topic"):
        load(copied)
