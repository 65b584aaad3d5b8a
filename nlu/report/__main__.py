"""`make nlu-report`: our understanding and stock Rasa on messages neither has seen, in one run.

python -m nlu.report [--model FILE] [--held-out FILE] [--massive FILE] [--stock-epochs N]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlu.build import ROOT, examples
from nlu.cage import enter, quiet_rasa
from nlu.report.judged import (
    OUT_OF_SCOPE,
    Asked,
    Judged,
    Ranker,
    calibration_error,
    examination,
    judge,
    massive,
    share,
)

KINDS = ("km", "en", "romanised", "mixed")


def ours(model: Path) -> Ranker:
    """The trained model, asked as a turn asks it, without a conversation before."""
    from nlu.understanding.brain import load

    brain = load(model)

    def rank(text: str) -> tuple[Sequence[tuple[str, float]], bool]:
        seen = brain.parse(text)
        first = (seen["topic"], seen["confidence"])
        return [first, *(tuple(one) for one in seen["ranking"] if one[0] != first[0])], "fallback" in seen

    return rank


def table(named: dict[str, list[Judged]]) -> Iterator[str]:
    """One line for each way of writing and each model."""
    yield "| messages | model | n | right at first choice | answered | wrong among answered |"
    yield "|---|---|---|---|---|---|"
    for kind in (*KINDS, "all"):
        for name, judged in named.items():
            rows = [row for row in judged if row.asked.topic != OUT_OF_SCOPE and kind in (row.asked.kind, "all")]
            answered = [row for row in rows if not row.doubtful]
            yield (
                f"| {kind} | {name} | {len(rows)} | {share(rows, lambda row: row.right):.3f} "
                f"| {len(answered) / max(len(rows), 1):.3f} | {1 - share(answered, lambda row: row.right):.3f} |"
            )


def scope(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    """Out of scope, confidence and its honesty."""
    outside = [row for row in judged if row.asked.topic == OUT_OF_SCOPE]
    told = [row for row in judged if not row.doubtful and row.topic != OUT_OF_SCOPE]
    yield f"- {name}: out of scope refused {share(outside, lambda row: row.refused):.3f} of {len(outside)};"
    yield f"  of {len(told)} answers given with confidence, {1 - share(told, lambda row: row.right):.3f} wrong;"
    yield f"  calibration error {calibration_error(judged):.3f}"


def detail(judged: Sequence[Judged]) -> Iterator[str]:
    """What is confused with what, and the topics worst understood. Topics only: the messages stay unseen."""
    wrong = Counter((row.asked.topic, row.topic) for row in judged if not row.right)
    yield "Confused most (asked, understood):"
    yield from (f"- {asked} → {seen}: {times}" for (asked, seen), times in wrong.most_common(15))
    topics = sorted({row.asked.topic for row in judged})
    by_topic = {topic: [row for row in judged if row.asked.topic == topic] for topic in topics}
    worst = sorted(topics, key=lambda topic: share(by_topic[topic], lambda row: row.right))[:10]
    yield "Worst topics:"
    yield from (f"- {topic}: {share(by_topic[topic], lambda row: row.right):.2f}" for topic in worst)


def on_massive(path: Path, epochs: int) -> Iterator[str]:
    """Our pipeline and stock Rasa, each trained on MASSIVE's Khmer and asked its dev part."""
    from nlu.report import stock
    from nlu.understanding import learning
    from nlu.understanding.features import blocks, prepare

    known, asked = massive(path, "train"), massive(path, "dev")
    texts, labels = [one.text for one in known], [one.topic for one in known]
    linear, _ = learning.train(texts, labels, **learning.SETTINGS)
    right = share(judge(asked, lambda text: (linear.ranking(blocks(prepare(text))), False)), lambda row: row.right)
    yield f"- ours: {right:.3f} of {len(asked)} ({len(known)} to learn from, {len(set(labels))} intents)"
    if epochs:
        rank = stock.beside(texts, labels, epochs)
        yield f"- stock Rasa ({epochs} epochs): {share(judge(asked, rank), lambda row: row.right):.3f}"


def report(model: Path, held_out: Path, massive_file: Path | None, epochs: int) -> Iterator[str]:
    """The whole report, line by line, as Markdown."""
    from nlu.report import stock

    asked: list[Asked] = examination(held_out)
    rank = ours(model)
    rank("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន")
    began = time.perf_counter()
    named = {"ours": judge(asked, rank)}
    spent = (time.perf_counter() - began) / len(asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if epochs:
        known = list(examples(ROOT / "content"))
        seen = stock.beside([one.text for one in known], [one.topic for one in known], epochs)
        named[f"stock ({epochs} epochs)"] = judge(asked, seen)
    yield f"# {len(asked)} messages never seen"
    yield from table(named)
    for name, judged in named.items():
        yield from scope(name, judged)
    yield f"- ours: {spent * 1000:.1f} ms a message, {memory:.0f} MB (the classifier without Rasa)"
    yield from detail(named["ours"])
    if massive_file:
        yield "# MASSIVE km-KH, dev"
        yield from on_massive(massive_file, epochs)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model file; without it the newest in var/models")
    parser.add_argument("--held-out", type=Path, default=ROOT / "tests" / "nlu" / "held_out" / "examination.tsv")
    parser.add_argument("--massive", type=Path, help="a MASSIVE km-KH file with train and dev, JSON lines")
    parser.add_argument("--stock-epochs", type=int, default=0, help="train stock Rasa too; its default is 100 epochs")
    given = parser.parse_args()
    models = sorted((ROOT / "var" / "models").glob("nlu-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    given.model = given.model or (models[-1] if models else parser.error("no model: run `make train` first"))
    paths = {"--model": given.model, "--held-out": given.held_out, "--massive": given.massive}
    told = [word for name, path in paths.items() if path for word in (name, str(path.resolve()))]
    sys.argv[1:] = [*told, "--stock-epochs", str(given.stock_epochs)]
    enter("nlu.report")
    quiet_rasa()
    for line in report(given.model, given.held_out, given.massive, given.stock_epochs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
