"""Rendering: whatever is said, Telegram takes it, and no Khmer cluster is torn."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.answers import Block, Words
from bot.telegram.render import LABEL, LIMIT, keyboard, render, visible
from nlu.khmer.clusters import clusters, utf16_length
from tests.fakes import telegram_rules as rules

KHMER = ["ក", "ខ្ញុំ", "ស្ត្រី", "ប្រាក់", "ៗ", "។", " ", "\n", "\u200b", "កំណើត", "្", "ា", "ំ", "៛"]
MARKUP = [
    "<b>",
    "</i>",
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "&bogus;",
    "tg://user?id=1",
    "*a_",
    "`",
    "[x](tg://y)",
    "<a href='",
]
OTHER = ["🙏🏽", "👩‍👩‍👧", "\u0000", "\u202e", "\ud83d", "e\u0301", "x" * 500, "ក្រ" * 900, "1,000", "\r\n", "\u2028"]
TEXTS = st.one_of(
    st.lists(st.sampled_from(KHMER + MARKUP + OTHER), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.tuples(st.sampled_from(["ក", "a", "🙂", "&"]), st.integers(4_090, 4_100)).map(lambda pair: pair[0] * pair[1]),
)
BLOCKS = st.builds(Block, st.sampled_from(["text", "source", "note", "working"]), TEXTS)
TORN = re.compile("[\u17b4-\u17d3\u17dd\u0300-\u036f\u200d\ufe0f\U0001f3fb-\U0001f3ff]")


def words(*blocks: Block, buttons: tuple[tuple[str, dict], ...] = ()) -> Words:
    return Words(tuple(blocks), buttons)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


@settings(max_examples=2_000, deadline=None)
@given(st.lists(BLOCKS, max_size=4), st.booleans())
def test_whatever_is_said_telegram_takes_every_part_with_and_without_markup(blocks: list[Block], staff: bool) -> None:
    for part in render(words(*blocks), (), headed=staff):
        assert rules.shown(part.html, "HTML") == rules.shown(part.plain, None)
        assert utf16_length(part.plain) <= LIMIT < rules.LONGEST


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([*KHMER, "ក្រ" * 900, "🙏🏽", "<", "&"]), min_size=1, max_size=60).map("".join))
def test_the_parts_joined_are_the_text_and_none_begins_inside_a_cluster(text: str) -> None:
    parts = render(words(Block("text", text)), ())
    assert squeezed("".join(part.plain for part in parts)) == squeezed(text) or not visible(text)
    for part in parts[1:]:
        assert not TORN.match(part.plain)
    assert [one for part in parts for one in clusters(part.plain)] == clusters("".join(part.plain for part in parts))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.text("abc-_0", max_size=80)), max_size=8))
def test_telegram_takes_every_keyboard_whatever_its_labels_and_tokens(pairs: list[tuple[str, str]]) -> None:
    made = keyboard([label for label, _ in pairs], [token for _, token in pairs])
    rows = rules.keyboard(made.to_dict() if made else None)
    shown = [button["callback_data"] for row in rows for button in row]
    assert shown == [token for _, token in pairs if 0 < len(token) <= 64]
    assert all(len(row) <= 2 for row in rows)


@given(st.lists(st.sampled_from(["ក", "ខ្ញុំ", "ស្ត្រី", "ញ៉ាំ", "🙏🏽", "a"]), min_size=1, max_size=90))
def test_a_label_is_shortened_only_between_clusters(whole: list[str]) -> None:
    made = keyboard(["".join(whole)], ["token"])
    assert made is not None
    shown = made.inline_keyboard[0][0].text
    if len(whole) <= LABEL:
        assert shown == "".join(whole)
    else:
        assert shown == "".join(whole[: LABEL - 1]) + "…"


def test_short_labels_share_a_row_and_long_ones_have_their_own() -> None:
    made = keyboard(["បាទ", "ទេ", "ប្រាក់ឧបត្ថម្ភសម្រាលកូន និងលំហែមាតុភាព", "English"], list("abcd"))
    assert made is not None
    assert [[button.callback_data for button in row] for row in made.inline_keyboard] == [["a", "b"], ["c"], ["d"]]


def test_the_source_is_set_apart_and_the_buttons_hang_on_the_last_part() -> None:
    said = words(Block("text", "ក" * 3_990), Block("source", "ប្រភព <L1>"), buttons=(("បន្ត", {"do": "more"}),))
    first, last = render(said, ("token",))
    assert first.keyboard is None
    assert last.html == "<i>ប្រភព &lt;L1&gt;</i>"
    assert last.keyboard is not None


def test_staff_words_stand_below_their_heading_and_cannot_bring_markup_along() -> None:
    said = words(Block("text", "ចម្លើយពីមន្ត្រី"), Block("text", "<b>សួស្តី</b> & សូមមក"))
    (part,) = render(said, (), headed=True)
    assert part.html == "<b>ចម្លើយពីមន្ត្រី</b>\n\n&lt;b&gt;សួស្តី&lt;/b&gt; &amp; សូមមក"


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u2060"])
def test_what_cannot_be_seen_makes_no_message(text: str) -> None:
    assert render(words(Block("text", text)), ()) == []
