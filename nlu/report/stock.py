"""Stock Rasa beside ours: its default pipeline (`rasa init`, 3.6) trained on the same messages."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from nlu.report.judged import Ranker, Ranking
from nlu.understanding.decision import FALLBACK


def pipeline(epochs: int) -> list[dict[str, Any]]:
    """The pipeline Rasa suggests when a project names none; only the number of epochs may be lowered to save time."""
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", "epochs": epochs, "constrain_similarities": True},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]


def train(texts: Sequence[str], labels: Sequence[str], epochs: int, work: Path) -> Path:
    """A model file of stock Rasa in `work`."""
    import rasa.model_training

    from nlu.components.importer import EXAMPLES, ExamplesImporter

    names = sorted(set(labels))
    numbers = {name: at for at, name in enumerate(names)}
    rows = [
        {"text": text, "intent": f"i{numbers[label]}", "kind": "km"} for text, label in zip(texts, labels, strict=True)
    ]
    (work / EXAMPLES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    importer = {"name": f"{ExamplesImporter.__module__}.{ExamplesImporter.__name__}"}  # reading only; Rasa's is slow
    files = {
        "domain.yml": {"version": "3.1", "intents": [f"i{at}" for at in range(len(names))]},
        "config.yml": {
            "recipe": "default.v1",
            "language": "km",
            "importers": [importer],
            "pipeline": pipeline(epochs),
            "policies": [],
        },
    }
    for name, value in files.items():
        (work / name).write_text(yaml.safe_dump(value, allow_unicode=True, width=10_000), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        made = rasa.model_training.train_nlu(
            config=str(work / "config.yml"),
            nlu_data=str(work),
            domain=str(work / "domain.yml"),
            output=str(work),
        )
    if not made:
        raise SystemExit("stock Rasa gave no model")
    return Path(made)


def ranker(model: Path, labels: Sequence[str]) -> Ranker:
    """Asks a stock model; its fallback intent is its doubt."""
    from rasa.core.agent import load_agent

    names = sorted(set(labels))
    agent = asyncio.run(load_agent(str(model)))

    def rank(text: str) -> tuple[Ranking, bool]:
        seen = asyncio.run(agent.parse_message(text))
        ranking = [
            (names[int(one["name"][1:])], float(one["confidence"]))
            for one in seen["intent_ranking"]
            if one["name"] != FALLBACK
        ]
        return ranking, seen["intent"]["name"] == FALLBACK

    return rank


def beside(texts: Sequence[str], labels: Sequence[str], epochs: int) -> Ranker:
    """Stock Rasa trained on these messages, ready to be asked."""
    with tempfile.TemporaryDirectory(prefix="stock-") as work:
        return ranker(train(texts, labels, epochs, Path(work)), labels)
