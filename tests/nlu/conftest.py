"""One trained model and one parser process for all tests of understanding."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
Parse = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model named by NSSF_MODEL, else the newest in var/models, else one trained now."""
    if os.environ.get("NSSF_MODEL"):
        return Path(os.environ["NSSF_MODEL"])
    trained = sorted((ROOT / "var" / "models").glob("nlu-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if trained:
        return trained[-1]
    out = tmp_path_factory.mktemp("models")
    subprocess.run([PYTHON, "-m", "nlu.train", "--out", out], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("nlu-*.tar.gz"))


class Parser:
    """A running `nlu.parse`; calling it with a text gives the parsed message."""

    def __init__(self, model: Path) -> None:
        self._process = subprocess.Popen(
            [PYTHON, "-m", "nlu.parse", "--model", model],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def line(self, line: str) -> dict[str, Any]:
        """The answer to one raw line."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __call__(self, text: str, **metadata: Any) -> dict[str, Any]:
        """The parsed message."""
        return self.line(json.dumps({"text": text, "metadata": metadata}))

    def close(self) -> None:
        """End the process and its pipes."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def parse(model: Path) -> Iterator[Parser]:
    """The parser, started once."""
    parser = Parser(model)
    yield parser
    parser.close()
