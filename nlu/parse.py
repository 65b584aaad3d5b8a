"""Understand many messages at once: JSON lines {"text": …} in, JSON lines out, in order."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from nlu.understanding.brain import Brain, load


def answer(brain: Brain, line: str) -> dict[str, Any]:
    """The answer to one line; {"error": …} when the line is not {"text": "…"}."""
    try:
        asked = json.loads(line)
    except ValueError:
        return {"error": "not JSON"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": 'not {"text": "…"}'}
    metadata = asked.get("metadata")
    try:
        return brain.parse(asked["text"], metadata if isinstance(metadata, dict) else None)
    except Exception as error:  # one bad line must not stop the thousands after it
        return {"error": type(error).__name__}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    brain = load(parser.parse_args().model)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in sys.stdin:
        if line.strip():
            # ASCII-escaped where a lone surrogate would break the pipe
            sys.stdout.write(
                json.dumps(answer(brain, line), ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
