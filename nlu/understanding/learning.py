"""Training of the linear classifiers, with a temperature measured on messages left out."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlu.understanding.features import blocks, prepare
from nlu.understanding.linear import Blocks, Linear, vector, vocabulary_of
from nlu.understanding.noise import noisy

FOLDS, CHECKED = 2, 1  # half of the messages, left out once, are enough to measure one temperature
REPORT: Callable[[str], None] = lambda words: None  # noqa: E731
"""Where progress is told; set by nlu.train."""


def _matrix(rows: Sequence[Blocks], vocabulary: dict[str, int], idf: np.ndarray) -> csr_matrix:
    pointers, places, values = [0], [], []
    for row in rows:
        at, weight = vector(row, vocabulary, idf)
        places.append(at)
        values.append(weight)
        pointers.append(pointers[-1] + len(at))
    data = (np.concatenate(values), np.concatenate(places), pointers)
    return csr_matrix(data, shape=(len(rows), len(vocabulary)), dtype=np.float32)


def fit(rows: Sequence[Blocks], labels: Sequence[str], strength: float) -> Linear:
    """Weights of one logistic regression for each label against the rest; rows are feature blocks of messages.

    One against the rest is as good here as all at once (measured) and its time grows gently with the number of topics.
    """
    vocabulary, idf = vocabulary_of(rows)
    model = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced", tol=0.01, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(_matrix(rows, vocabulary, idf), list(labels))
    weights, bias = model.coef_.T, model.intercept_
    if weights.shape[1] == 1:  # two labels: sklearn keeps one column
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    return Linear(list(model.classes_), vocabulary, idf, weights.astype(np.float32), bias.astype(np.float32))


def temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The divisor of scores under which left-out messages are least surprising."""

    def surprise(log_t: float) -> float:
        scaled = scores / np.exp(log_t)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2.5, 2.0), method="bounded").x))


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    copies: int = 2,
    strength: float = 10.0,
) -> tuple[Linear, float]:
    """A calibrated classifier and its accuracy on left-out messages; `copies` noisy copies of each are learned too."""
    rng = random.Random(20)  # noqa: S311
    REPORT(f"preparing {len(texts)} messages")
    clean = [blocks(prepare(text)) for text in texts]
    dirty = [[blocks(prepare(noisy(text, rng))) for _ in range(copies)] for text in texts]
    fold_of = [i % FOLDS for i in range(len(texts))]
    rng.shuffle(fold_of)
    scores, truth = [], []
    for fold in range(CHECKED):
        REPORT(f"checking on left-out part {fold + 1} of {CHECKED}")
        rows, known = [], []
        for at, label in enumerate(labels):
            if fold_of[at] != fold:
                rows += [clean[at], *dirty[at]]
                known += [label] * (1 + copies)
        model = fit(rows, known, strength)
        places = {label: i for i, label in enumerate(model.labels)}
        for at, label in enumerate(labels):
            if fold_of[at] == fold and label in places:
                index, values = model.row(clean[at])
                scores.append(model.bias + values @ model.weights[index])
                truth.append(places[label])
    stacked, right = np.array(scores), np.array(truth)
    accuracy = float((stacked.argmax(axis=1) == right).mean())
    REPORT("learning from all messages")
    rows = [row for at in range(len(texts)) for row in (clean[at], *dirty[at])]
    known = [label for label in labels for _ in range(1 + copies)]
    model = fit(rows, known, strength)
    model.temperature = temperature(stacked, right)
    return model, accuracy
