"""Tuning of a long-running process."""

from __future__ import annotations

import gc


def settle() -> None:
    """Call once when a process has loaded what it keeps: the garbage collector then leaves that alone, and looks
    less often at what comes and goes with every message."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
