"""Answers: from a topic, facts and a date to ids and values; and from those to words, at the channel's edge."""

from actions.answers.composing import compose, label
from actions.answers.entitled import entitlements
from actions.answers.remembered import choose, more, result, working
from actions.answers.words import Block, MissingValue, Words, title

__all__ = [
    "Block",
    "MissingValue",
    "Words",
    "choose",
    "compose",
    "entitlements",
    "label",
    "more",
    "result",
    "title",
    "working",
]
