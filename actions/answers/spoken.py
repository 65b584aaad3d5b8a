"""Spoken: a stored Say as words at the channel's edge, with case words opened and summaries laid out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answers.composing import compose
from actions.answers.words import Block, Words
from actions.cases import thread
from actions.conversations.say import Say
from actions.library import library
from actions.library.places import province_name


def spoken(session: Session, say: Say, language: str) -> Words:
    """The words of a reply in a language. Staff words are unsealed here and nowhere earlier."""
    words = compose(say, language)
    if case_message := say.values.get("_case_message"):
        text = thread.words(session, case_message)
        return replace(words, blocks=(*words.blocks, Block("text", text)))
    if rows := say.values.get("_summary"):
        lines = "\n".join(f"{_label(row['label'], language)}: {_value(row, language)}" for row in rows)
        return replace(words, blocks=(Block("working", lines), *words.blocks))
    return words


def _label(msgid: str, language: str) -> str:
    return library().message(msgid, language)


def _value(row: dict[str, str], language: str) -> str:
    if "option" in row:
        return library().message(row["option"], language)
    if "province" in row:
        return province_name(row["province"], language)
    return row["text"]
