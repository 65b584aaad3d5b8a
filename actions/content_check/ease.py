"""Texts are easy: short sentences in both languages, and plain English."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from actions.answers.words import PLACEHOLDER
from actions.content_check.looked_at import Check, Content, Fault, Text, answer_file
from actions.content_check.measures import reading_ease, sentences, words_in
from actions.library.shapes import LANGUAGES

# A common rule of public services: longer sentences are not understood by all.
MOST_WORDS = 25
PLAIN = 60
# A figure read aloud is about as long as a short word.
FIGURES = {"km": "លេខ", "en": "ten"}


def _sentences(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        for text in (*content.answers(language), *content.messages(language, staff=False)):
            for sentence in sentences(_read(text), language):
                words = words_in(sentence, language)
                if words > MOST_WORDS:
                    what = f"a sentence of {ceil(words)} words, {MOST_WORDS} at most: {sentence[:60]}…"
                    yield text.fault(what, "make two sentences of it")


def _plain(content: Content) -> Iterator[Fault]:
    for topic in content.spoken:
        answer = content.library.answers.get((topic.id, "en"))
        ease = reading_ease(PLACEHOLDER.sub(FIGURES["en"], "\n".join(answer.parts.values()))) if answer else PLAIN
        if ease < PLAIN:
            what = f"reading ease {ease:.0f}, at least {PLAIN} (Flesch)"
            yield Fault(answer_file(topic.id, "en"), topic.id, "en", what, "use shorter words and sentences")


def _read(text: Text) -> str:
    return PLACEHOLDER.sub(FIGURES[text.language], text.text)


CHECKS = (
    Check("sentences", f"no sentence a citizen reads has more than {MOST_WORDS} words", _sentences),
    Check("plain", f"every English answer has a Flesch reading ease of {PLAIN} or more: plain English", _plain),
)
