"""Khmer text is only ever cut between clusters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.khmer.clusters import clusters, split, utf16_length

TEXT = (
    st.text(st.characters(min_codepoint=0x1780, max_codepoint=0x17FF) | st.sampled_from(" \n។a1😀\u200d👩")) | st.text()
)


@given(TEXT)
def test_clusters_joined_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(TEXT, st.integers(2, 60))
def test_pieces_joined_are_the_text_and_each_fits(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join(pieces) == text
    assert all(0 < utf16_length(piece) <= limit for piece in pieces)


def test_a_cut_never_falls_inside_a_cluster() -> None:
    text = "ស្ត្រីខ្ញុំក្រុម" * 20
    whole = set(clusters(text))
    for limit in range(8, 40):
        assert all(set(clusters(piece)) <= whole for piece in split(text, limit))


def test_a_cut_is_made_at_a_sentence_when_one_ends_near() -> None:
    text = "ក" * 30 + "។" + "ខ" * 20
    assert split(text, 40)[0].endswith("។")


def test_emoji_with_a_skin_colour_stays_together() -> None:
    assert clusters("👍🏽ok") == ["👍🏽", "o", "k"]


def test_a_limit_too_small_for_one_emoji_is_refused() -> None:
    with pytest.raises(ValueError, match="two UTF-16"):
        split("ក", 1)
