"""How texts are written: short, without figures, and Khmer in Khmer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from actions.answers.figures import PHONES
from actions.content_check.looked_at import Check, Content, Fault, Text
from actions.content_check.measures import words_in
from actions.content_check.terms import glossary
from actions.library.shapes import LANGUAGES
from nlu.khmer.normalise import normalise

MOST_WORDS, LONGEST_TITLE = 90, 40
DIGITS = re.compile(r"[0-9០-៩]+")
FIGURE_WORDS = re.compile(r"ម៉ឺន|លាន|\b(?:thousand|million|hundred|percent|per cent|half)\b", re.IGNORECASE)
LATIN = re.compile(r"[A-Za-z]+")
SENTENCE_ENDS = "។?៖"
# Normalising for matching also folds the sign of «រយៈ» into «ះ»; our own spelling keeps it.
FOLDED = str.maketrans("\u17c8", "\u17c7")


def _length(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        for text in content.answers(language):
            words = words_in(text.prose, language)
            if not text.topic.endswith("#more") and words > MOST_WORDS:
                yield text.fault(f"{ceil(words)} words, {MOST_WORDS} at most", "move what can wait to the part ## more")


def _titles(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        for title in content.titles(language):
            if len(title.text) > LONGEST_TITLE:
                what = f"the title has {len(title.text)} characters, {LONGEST_TITLE} at most"
                yield title.fault(what, "shorten it: it is the label of a button")


def _digits(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        for text in (*content.answers(language), *content.titles(language)):
            for pattern in (DIGITS, FIGURE_WORDS):
                if found := pattern.search(text.prose):
                    yield text.fault(f"a figure in prose: {found.group()}", "use a placeholder fed by a parameter")
        # What a browser shows by itself has no placeholders: a telephone number in force may stand there.
        phones = {str(content.parameters[id][-1][1]) for id in PHONES.values() if id in content.parameters}
        for text in content.messages(language):
            for found in sorted(set(DIGITS.findall(text.prose)) - phones):
                yield text.fault(f"a figure in prose: {found}", "use a placeholder, or the number to call today")


def _khmer(content: Content) -> Iterator[Text]:
    yield from content.answers("km")
    yield from content.titles("km")
    yield from content.messages("km")
    yield from content.references("km")


def _latin(content: Content) -> Iterator[Fault]:
    allowed = glossary(content.library.root).latin
    for text in _khmer(content):
        foreign = set(LATIN.findall(text.prose)) - allowed
        if foreign:
            what = f"Latin words in Khmer: {', '.join(sorted(foreign))}"
            yield text.fault(what, "write it in Khmer; names that must stay are listed in content/glossary.yml")


def _order(content: Content) -> Iterator[Fault]:
    for text in _khmer(content):
        for line in text.text.split("\n"):
            if normalise(line) != line.strip().translate(FOLDED):
                yield text.fault(f"not in normal order: {line[:40]}", f"write: {normalise(line)[:40]}")
        if found := re.search("[០-៩]+", text.text):
            yield text.fault(f"Khmer digits: {found.group()}", "figures are written with Latin digits, by code")


def _ends(content: Content) -> Iterator[Fault]:
    for text in content.answers("km"):
        for block in text.text.split("\n\n"):
            if block[-1] not in SENTENCE_ENDS:
                yield text.fault(f"a paragraph does not end as a sentence: …{block[-20:]}", "end it with ។ or ៖ or ?")


CHECKS = (
    Check("length", f"what is said first has at most {MOST_WORDS} words", _length),
    Check("titles", f"every title has at most {LONGEST_TITLE} characters", _titles),
    Check("digits", "no figure is written in prose, in Latin or in Khmer digits or in words", _digits),
    Check("latin", "Khmer texts hold no Latin words but the names allowed", _latin),
    Check("order", "Khmer texts are in normal order, without Khmer digits", _order),
    Check("ends", "every Khmer paragraph ends as a sentence", _ends),
)
