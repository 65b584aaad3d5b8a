"""From probabilities to a topic: context of the conversation, safety first, and when to admit doubt."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nlu.khmer.normalise import loose, normalise
from nlu.understanding.facts import Fact
from nlu.understanding.features import Prepared

FALLBACK = "nlu_fallback"
RANKED = 10
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Settings:
    """Limits of the decision, the topics a follow-up may stay within, the facts each topic makes use of, and the words
    that leave no doubt about a safety topic."""

    threshold: float = 0.35
    ambiguity: float = 0.1
    safety: float = 0.28
    reach: float = 0.5
    related: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reads: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Settings:
        """From a component's configuration; unknown keys are left alone."""
        return cls(**{key: config[key] for key in cls.__dataclass_fields__ if config.get(key) is not None})


_OPENERS = re.compile(
    normalise(
        r"^(?:ចុះ|ហើយ|បើ|និង|ចំពោះ|អញ្ចឹង|អីចឹង|អញ្ចឹងបើ|(?:and|what about|how about|what if|but|so|then|for|if|also)\b"
        r"|(?:joh|jos|choh|chos|chuh|cho|joss|heuy|hery|houy|haey|hz|ber|bo|ber jea|bae|anhjeng|anchoeng|ehjeng)\b)"
    )
)
_ENDERS = re.compile(normalise(r"(?:វិញ|ដែរ|ដែរទេ|វិញ ?\??|\b(?:vinh|vihn|vign|der|too|instead))\s*\??$"))
_SMALL = frozenset(
    normalise(
        "ចុះ ហើយ បើ និង ចំពោះ វិញ ដែរ ទេ អត់ តើ មាន បាន ជា សម្រាប់ កូន ប្រាក់ ខែ ប្រាក់ខែ ឆ្នាំ នៅ ខេត្ត ខ្ញុំ "
        "អាយុ បង់ ឈប់ ថ្ងៃ លេខ គឺ កម្មករ បុគ្គលិក "
        "and what how about if but so then for also the a an my in on is it with i have earn get baby child salary "
        "are he she we years old month day per from since at paid "
        "joh jos choh chos cho heuy haey hz ber vinh der te kon koun brakkhe brakkhae khe khae nov khet knhom ban mean "
        "ayu thngai kamakor bong"
    ).split()
)
_LONGEST_FRAGMENT = 9
_STAY, _NEAR, _ONLY_FACTS, _NONE = 12.0, 3.0, 400.0, 1.0
_SURE, _LIKELY = 0.9, 0.5


def is_fragment(prepared: Prepared) -> bool:
    """True for a short message that leans on the one before: "and for twins?", "ចុះកូនភ្លោះវិញ?"."""
    words = [word for word, _ in prepared.words if word not in "?.!,។"]
    if not 0 < len(words) <= _LONGEST_FRAGMENT:
        return False
    return bool(_OPENERS.search(prepared.text) or _ENDERS.search(prepared.text))


def only_facts(prepared: Prepared, found: Sequence[Fact]) -> bool:
    """True when a short message says nothing but facts: "300 dollars", "and for twins?"."""
    spans = [(fact.start, fact.end) for fact in found]
    left = [
        word
        for word, at in prepared.words
        if word.isalpha() and word not in _SMALL and not any(start <= at < end for start, end in spans)
    ]
    return bool(spans) and not left and len(prepared.words) <= _LONGEST_FRAGMENT


def in_context(ranking: Ranking, last_topic: str | None, pull: float, settings: Settings) -> Ranking:
    """The ranking drawn towards the last topic by `pull`, and by a little towards its relatives."""
    if pull == _NONE or not last_topic or last_topic.startswith(("talk.", "safety.")):
        return ranking
    weights = dict.fromkeys(settings.related.get(last_topic, ()), _NEAR) | {last_topic: pull}
    weighed = [(topic, max(p, 0.02) * weights[topic] if topic in weights else p) for topic, p in ranking]
    total = sum(p for _, p in weighed)
    return sorted(((topic, p / total) for topic, p in weighed), key=lambda one: -one[1])


def pull_of(
    prepared: Prepared, ranking: Ranking, found: Sequence[Fact], last_topic: str | None, settings: Settings
) -> float:
    """How strongly a message leans on the one before; not at all when its facts belong elsewhere.

    "I earn 300 dollars" after a question about births is about pay: births make no use of a wage.
    """
    bare = only_facts(prepared, found)
    if last_topic is None or not (bare or is_fragment(prepared)):
        return _NONE
    top, chance = ranking[0]
    said = {fact.name for fact in found}
    if said and top != last_topic:
        if chance >= _SURE and said & set(settings.reads.get(top, ())):
            return _NONE
        if chance >= _LIKELY and not said & set(settings.reads.get(last_topic, ())):
            return _NONE
    return _ONLY_FACTS if bare else _STAY


@functools.lru_cache(maxsize=8)
def _said_by(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole where they are in Latin letters."""
    normal = (loose(normalise(word)) for word in words)
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in normal))


def in_need(prepared: Prepared, settings: Settings) -> str | None:
    """The safety topic a word of the message leaves no doubt about."""
    text = loose(prepared.text)
    return next((topic for topic, words in settings.words.items() if _said_by(tuple(words)).search(text)), None)


def choose(ranking: Ranking, need: str | None, settings: Settings) -> tuple[str, float, bool]:
    """Topic, its probability, and whether it is too doubtful to answer.

    Safety wins whenever it is plausible, and for certain when a word left no doubt about a `need`.
    """
    top, chance = ranking[0]
    for topic, p in ranking:
        if topic.startswith("safety.") and p >= settings.safety and p >= settings.reach * chance:
            return topic, p, False
    if need and not top.startswith("safety."):
        return need, 1.0, False
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    return top, chance, chance < settings.threshold or chance - second < settings.ambiguity


@dataclass(frozen=True)
class Understood:
    """What a message means; `fallback` is True when the topic is too doubtful to be answered."""

    topic: str
    confidence: float
    fallback: bool
    ranking: Ranking
    facts: dict[str, Any]


def decide(
    prepared: Prepared, ranking: Ranking, found: list[Fact], settings: Settings, metadata: Mapping[str, Any]
) -> Understood:
    """Topic and facts, given the ranking and what the conversation was about (`last_topic`, `facts`)."""
    last = metadata.get("last_topic")
    last = last if isinstance(last, str) else None
    new = {fact.name: fact.value for fact in found}
    pull = pull_of(prepared, ranking, found, last, settings)
    fragment = pull != _NONE
    ranking = in_context(ranking, last, pull, settings)
    topic, chance, doubtful = choose(ranking, in_need(prepared, settings), settings)
    before = metadata.get("facts")
    continues = last is not None and (topic == last or (fragment and topic in settings.related.get(last, ())))
    merged = {**before, **new} if continues and isinstance(before, dict) else new
    return Understood(topic, chance, doubtful, [(name, round(p, 4)) for name, p in ranking[:RANKED]], merged)
