"""Training of the linear classifiers, with a temperature measured on messages left out."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from nlu.understanding.features import blocks, prepare
from nlu.understanding.linear import Blocks, Linear, vector, vocabulary_of
from nlu.understanding.noise import noisy

CORES = os.cpu_count() or 1
MANY = 8  # labels worth a second process
RAREST = 3.0
REST, OUT_OF_SCOPE = "", "talk.out_of_scope"
SETTINGS: dict[str, Any] = {"copies": 1, "strength": 0.1, "emphasis": 5.0}
"""What was chosen by measurement (docs/understanding.md)."""
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
    return csr_matrix(data, shape=(len(rows), len(vocabulary)), dtype=np.float64)


def fit(rows: Sequence[Blocks], labels: Sequence[str], strength: float, emphasis: float = 1.0) -> Linear:
    """Weights of one support vector machine for each label against the rest; rows are feature blocks of messages.

    `emphasis` is what missing a message of the label costs against taking another for it; rare labels count more, up
    to three times, but what is out of scope never does. Measured in docs/understanding.md.
    """
    vocabulary, idf = vocabulary_of(rows)
    matrix, truth = _matrix(rows, vocabulary, idf), np.array(labels)
    counts = Counter(labels)
    weight = {name: emphasis * min(len(truth) / (len(counts) * count), RAREST) for name, count in counts.items()}
    weight |= {name: min(weight[name], 1.0) for name in weight if name == OUT_OF_SCOPE}
    names = sorted(counts)
    # Each core takes a share of the labels, in a process of its own: liblinear's dice are shared between threads.
    shares = [names[start::CORES] for start in range(CORES)] if len(names) >= MANY else [names]
    parts = Parallel(n_jobs=len(shares))(
        delayed(_against_the_rest)(matrix, truth, share, weight, strength) for share in shares
    )
    order = [name for share in shares for name in share]
    weights = np.hstack([part[0] for part in parts])
    bias = np.concatenate([part[1] for part in parts])
    return Linear(order, vocabulary, idf, weights.astype(np.float16), bias.astype(np.float32))


def _against_the_rest(
    matrix: csr_matrix, truth: np.ndarray, share: Sequence[str], weight: dict[str, float], strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """Columns of weights and biases of the labels in `share`; every other label is "the rest"."""
    known = np.where(np.isin(truth, share), truth, REST)
    importance = {name: weight[name] for name in share} | {REST: 1.0}
    model = LinearSVC(C=strength, class_weight={name: importance[name] for name in set(known)}, random_state=1)
    model.fit(matrix.copy(), known)  # between processes it is shared and read-only
    classes = list(model.classes_)
    weights, bias = model.coef_, model.intercept_
    if len(classes) == 2:  # sklearn keeps one row, for the second class
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    rows = [classes.index(name) for name in share]
    return weights[rows].T, bias[rows]


def temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The divisor of scores under which left-out messages are least surprising."""

    def surprise(log_t: float) -> float:
        scaled = scores / np.exp(log_t)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2.5, 2.0), method="bounded").x))


def train(
    texts: Sequence[str], labels: Sequence[str], *, copies: int, strength: float, emphasis: float
) -> tuple[Linear, float]:
    """A calibrated classifier and its accuracy on left-out messages; `copies` noisy copies of each are learned too."""
    rng = random.Random(20)  # noqa: S311
    REPORT(f"preparing {len(texts)} messages")
    clean = [blocks(prepare(text)) for text in texts]
    dirty = [[blocks(prepare(noisy(text, rng))) for _ in range(copies)] for text in texts]
    left_out = [i % 2 == 0 for i in range(len(texts))]  # one half measures one temperature well enough
    rng.shuffle(left_out)

    def learn(chosen: Sequence[int], noise: int) -> Linear:
        rows = [row for at in chosen for row in (clean[at], *dirty[at][:noise])]
        return fit(rows, [labels[at] for at in chosen for _ in range(1 + noise)], strength, emphasis)

    REPORT("checking on the half left out")
    model = learn([at for at, out in enumerate(left_out) if not out], noise=0)
    places = {label: i for i, label in enumerate(model.labels)}
    asked = [at for at, out in enumerate(left_out) if out and labels[at] in places]
    scores = np.array([model.scores(clean[at]) * model.familiarity(clean[at]) for at in asked])
    truth = np.array([places[labels[at]] for at in asked])
    accuracy = float((scores.argmax(axis=1) == truth).mean())
    REPORT("learning from all messages")
    model = learn(range(len(texts)), noise=copies)
    model.temperature = temperature(scores, truth)
    return model, accuracy
