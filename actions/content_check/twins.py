"""Khmer and English are twins: the same topics, parts, blocks, placeholders and messages."""

from __future__ import annotations

from collections.abc import Iterator

from actions.content_check.looked_at import Check, Content, Fault, answer_file, listed, other, placeholders, topic_file
from actions.library.shapes import LANGUAGES


def _topics(content: Content) -> Iterator[Fault]:
    wanted = {topic.id for topic in content.spoken}
    for language in LANGUAGES:
        held = {topic for topic, its in content.library.answers if its == language}
        for topic in sorted(wanted - held):
            yield Fault(answer_file(topic, language), topic, language, "there is no answer", "write the file")
        for topic in sorted(held - wanted):
            mend = f"describe it in {topic_file(topic)}, or remove the file"
            yield Fault(answer_file(topic, language), topic, language, "the answer has no topic", mend)


def _parts(content: Content) -> Iterator[Fault]:
    for topic in content.spoken:
        pair = [content.library.answers.get((topic.id, language)) for language in LANGUAGES]
        km, en = pair
        if km is None or en is None:
            continue
        file = answer_file(topic.id, "km")
        if list(km.parts) != list(en.parts):
            what = f"the parts differ: {listed(set(km.parts) ^ set(en.parts)) or 'another order'}"
            yield Fault(file, topic.id, "", what, "give both languages the same parts in the same order")
        for part in (name for name in km.parts if name in en.parts):
            where = f"{topic.id}#{part}" if part else topic.id
            only = placeholders(km.parts[part]) ^ placeholders(en.parts[part])
            if only:
                what = f"only one language has {listed(only)}"
                yield Fault(file, where, "", what, "put the placeholder in both languages, or in neither")
            blocks = [len(answer.parts[part].split("\n\n")) for answer in (km, en)]
            if blocks[0] != blocks[1]:
                what = f"{blocks[0]} paragraphs in Khmer, {blocks[1]} in English"
                yield Fault(file, where, "", what, "break both texts at the same places")


def _variants(content: Content) -> Iterator[Fault]:
    for topic in content.spoken:
        named = {variant.name for variant in topic.variants}
        for language in LANGUAGES:
            answer = content.library.answers.get((topic.id, language))
            parts = (set(answer.parts) if answer else set()) - {"", "more"}
            if answer and parts != named:
                what = f"variants without words, or words without a variant: {listed(parts ^ named)}"
                mend = f"make `variants` in {topic_file(topic.id)} and the parts agree"
                yield Fault(answer_file(topic.id, language), topic.id, language, what, mend)


def _messages(content: Content) -> Iterator[Fault]:
    for language in LANGUAGES:
        files, theirs = content.message_files(language), content.message_files(other(language))
        for id in sorted(theirs.keys() - files.keys()):
            file = theirs[id].replace(f"/{other(language)}/", f"/{language}/")
            yield Fault(file, id, language, "there is no such message", "add the msgid with its words")
        for id in sorted(files.keys() - content.library.catalogues[language].keys()):
            yield Fault(files[id], id, language, "the message has no words", "write its msgstr")
        for id in sorted(files.keys() & theirs.keys()):
            twin = files[id].rpartition("/")[2]
            if language == LANGUAGES[0] and twin != theirs[id].rpartition("/")[2]:
                yield Fault(files[id], id, "", f"its twin stands in {theirs[id]}", "keep both in files of one name")
    words = [content.library.catalogues[language] for language in LANGUAGES]
    files = content.message_files(LANGUAGES[0])
    for id in sorted(words[0].keys() & words[1].keys()):
        only = placeholders(words[0][id]) ^ placeholders(words[1][id])
        if only:
            what = f"only one language has {listed(only)}"
            yield Fault(files.get(id, "content"), id, "", what, "put the placeholder in both languages, or in neither")


CHECKS = (
    Check("topics", "every topic that is answered has an answer in both languages, and every answer a topic", _topics),
    Check("parts", "the two answers of a topic have the same parts, paragraphs and placeholders", _parts),
    Check("variants", "every variant of a topic has words, and all words belong to a variant", _variants),
    Check("messages", "both languages have the same messages, with words and the same placeholders", _messages),
)
