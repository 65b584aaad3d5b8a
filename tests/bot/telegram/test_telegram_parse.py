"""Parsing: every kind of update has one stated fate, and nothing an update holds can break us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.parse import Ignored, NotParsed, Parsed, parse
from tests.bot.telegram.scene import message

CORPUS = Path(__file__).parents[2] / "corpus" / "telegram"
CASES = [
    pytest.param(row, id=f"{path.stem}: {row['name']}")
    for path in sorted(CORPUS.glob("*.json"))
    for row in json.loads(path.read_text())
]


@pytest.mark.parametrize("row", CASES)
def test_an_update_of_the_corpus_has_its_stated_fate(row: dict[str, Any]) -> None:
    parsed = parse(row["update"])
    if "ignored" in row:
        assert isinstance(parsed, NotParsed)
        assert (parsed.reason.value, parsed.group) == (row["ignored"], row.get("leaves"))
    else:
        assert isinstance(parsed, Parsed)
        arrival = parsed.arrival
        assert (arrival.kind, arrival.body) == (row["kind"], row["body"])
        assert (arrival.channel, arrival.source) == ("telegram", "telegram")
        assert arrival.external_id == str(row["update"]["update_id"])
        assert arrival.position == row["update"]["update_id"]
        assert parsed.address == str(row["chat"])


def test_the_corpus_holds_every_reason_to_ignore_an_update() -> None:
    assert {row.values[0].get("ignored") for row in CASES} - {None} == {reason.value for reason in Ignored}


@pytest.mark.parametrize(
    "text", ['/wage{"member_id":"KH-1"}', "/restart", "/session_start", "//start", "/startx", "\u200b/start"]
)
def test_words_that_only_look_like_a_command_stay_text_for_the_guard(text: str) -> None:
    parsed = parse(message(1, 5, text))
    assert isinstance(parsed, Parsed)
    assert (parsed.arrival.kind, parsed.arrival.body) == ("text", {"text": text})


def test_a_half_surrogate_is_replaced_so_that_the_row_can_be_written() -> None:
    parsed = parse(message(1, 5, "a\ud83db"))
    assert isinstance(parsed, Parsed)
    assert parsed.arrival.body["text"].encode()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["id", "type", "chat", "from", "text", "caption", "photo", "data", "message", "is_bot", "date"])
PARTS = st.recursive(
    JSON,
    lambda inner: st.dictionaries(KEYS, inner | st.sampled_from(["private", "group", 7, -7]), max_size=6),
    max_leaves=12,
)
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**31) | JSON},
    optional={key: PARTS for key in ("message", "callback_query", "my_chat_member", "edited_message", "poll")},
)


@settings(max_examples=300, deadline=None)
@given(UPDATES | JSON)
def test_no_update_whatever_it_holds_makes_parsing_raise_or_a_row_that_cannot_be_written(update: Any) -> None:
    parsed = parse(update)
    if isinstance(parsed, Parsed):
        assert json.dumps(parsed.arrival.body, ensure_ascii=False).encode()
        assert len(parsed.arrival.external_id) <= 64
        assert 0 <= parsed.arrival.position < 2**63
        assert int(parsed.address) > 0
