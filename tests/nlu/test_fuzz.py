"""Whatever is typed: broken Khmer and the list of naughty strings neither crash the reading nor slow it down."""

from __future__ import annotations

import json
import random
import subprocess
import time
from pathlib import Path

import pytest

from nlu.khmer.normalise import normalise
from tests.nlu.conftest import PYTHON, ROOT

MANY = 5_000
NAUGHTY: list[str] = json.loads((ROOT / "node_modules/big-list-of-naughty-strings/blns.json").read_text("utf-8"))


def broken_khmer() -> list[str]:
    """Strings of Khmer code points in no possible order, with invisible and foreign ones in between."""
    rng = random.Random(1286)
    marks = "\u17d2\u17d2\u17c9\u17ca\u17c6\u17c7\u17bb\u17c1\u17b6\u17cb\u17d0\u17dd\u200b\u200c\u200d\ufeff"
    letters = "".join(chr(code) for code in range(0x1780, 0x17FA)) + marks * 4 + " a1?\n\u0e01\u4e2d\U0001f600"
    return ["".join(rng.choices(letters, k=rng.randrange(1, 120))) for _ in range(MANY)]


def test_normalising_broken_khmer_or_naughty_strings_twice_is_normalising_once() -> None:
    for text in (*broken_khmer(), *NAUGHTY):
        once = normalise(text)
        assert normalise(once) == once, ascii(text)


def test_normalising_takes_ten_times_as_long_for_ten_times_the_text() -> None:
    text = "".join(broken_khmer())

    def spent(size: int) -> float:
        began = time.perf_counter()
        for start in range(0, 200_000, size):
            normalise(text[start : start + size])
        return time.perf_counter() - began

    spent(20_000)  # warm
    assert min(spent(200_000) for _ in range(3)) <= 4 * min(spent(20_000) for _ in range(3))


@pytest.mark.model
def test_every_one_of_them_is_read_to_an_answer(model: Path) -> None:
    texts = [*broken_khmer(), *NAUGHTY]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(
        [PYTHON, "-m", "nlu.parse", "--model", model],
        cwd=ROOT, input=lines.encode(), capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(texts)
    assert not [text for text, answer in zip(texts, answers, strict=True) if "topic" not in answer]
    assert done.stderr == b""
