"""Builds and trains the model when content or code of understanding changed: `python -m nlu.train --out var/models`."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from nlu.build import ROOT, build
from nlu.cage import enter, quiet_rasa

_READ = (
    "content/*/examples/*.yml",
    "content/topics/*.yml",
    "content/interviews/*.yml",
    "content/safety.yml",
    "nlu/**/*.py",
    "nlu/**/*.yml",
    "nlu/uv.lock",
)


def fingerprint(root: Path = ROOT) -> str:
    """A number for everything the model depends on."""
    seen = hashlib.sha256()
    paths = {path for pattern in _READ for path in root.glob(pattern) if ".venv" not in path.parts}
    for path in sorted(paths):
        seen.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()[:16]


class _Steps:
    """Progress: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, total: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=total, bar_format="{l_bar}{bar}| {elapsed}") if sys.stderr.isatty() else None
        self._done, self._total, self._began = 0, total, time.monotonic()
        self._out = sys.stdout  # kept: Rasa's own prints are hushed while it trains

    def step(self, words: str) -> None:
        """One step further."""
        self._done += 1
        if self._bar is not None:
            self._bar.set_description(words)
            self._bar.update(1)
        else:
            spent = time.monotonic() - self._began
            print(f"[{self._done}/{self._total}] {words} ({spent:.0f} s)", file=self._out, flush=True)

    def close(self) -> None:
        """Leave the last line standing."""
        if self._bar is not None:
            self._bar.close()


def _learn(project: Path, out: Path, steps: _Steps) -> Path:
    from nlu.understanding import learning

    learning.REPORT = steps.step
    steps.step("loading Rasa")
    quiet_rasa()
    import rasa.model_training

    steps.step("reading the project")
    with contextlib.redirect_stdout(io.StringIO()):
        result = rasa.model_training.train(
            domain=str(project / "domain.yml"),
            config=str(project / "config.yml"),
            training_files=[str(project / "data")],
            output=str(out),
            fixed_model_name="model",
            force_training=True,
        )
    if not result.model:
        raise SystemExit("training gave no model")
    return Path(result.model)


def train(out: Path) -> Path:
    """Train unless the newest model is of this content and code; returns the model file."""
    mark = fingerprint()
    model, stamp = out / f"nlu-{mark}.tar.gz", out / "fingerprint"
    if model.is_file() and stamp.is_file() and stamp.read_text().strip() == mark:
        print("model is up to date", flush=True)
        return model
    out.mkdir(parents=True, exist_ok=True)
    steps = _Steps(total=8)
    with tempfile.TemporaryDirectory(prefix="nlu-") as work:
        project = Path(work) / "project"
        steps.step(f"building from {build(project)} examples")
        trained = _learn(project, Path(work) / "models", steps)
        shutil.copy(trained, model.with_suffix(".part"))
        os.replace(model.with_suffix(".part"), model)
    stamp.write_text(mark + "\n")
    for old in out.glob("nlu-*.tar.gz"):
        if old != model:
            old.unlink()
    steps.step(f"model written: {model.name}")
    steps.close()
    return model


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "models")
    out = parser.parse_args().out.resolve()
    sys.argv[1:] = ["--out", str(out)]
    enter("nlu.train")
    train(out)


if __name__ == "__main__":
    main()
