"""Parsing: hands standard input to the understanding's own environment, where the model is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from actions.store.settings import ROOT, settings

PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"


class NoModel(Exception):
    """There is no trained model yet."""


def newest_model() -> Path:
    """The model in use. Raises NoModel."""
    found = sorted((settings().var_dir / "models").glob("nlu-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise NoModel("no trained model was found. Run `make train` first.")
    return found[-1].resolve()


def run(model: Path | None = None) -> int:
    """Parse standard input to standard output, line by line. Returns the exit code."""
    command = [str(PYTHON), "-m", "nlu.parse", "--model", str(model.resolve() if model else newest_model())]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
