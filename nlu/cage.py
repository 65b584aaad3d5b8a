"""The cage Rasa runs in: a clean environment, no telemetry, and no warnings of old libraries on the screen."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

_KEPT = ("HOME", "LANG", "TMPDIR")
_SET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
    "LOG_LEVEL": "ERROR",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "NSSF_CAGED": "1",
}
ROOT = Path(__file__).resolve().parent.parent


def enter(module: str, **more: str) -> None:
    """Start this program anew with an environment of its own, so that no secret of the caller is in the process."""
    if os.environ.get("NSSF_CAGED") != "1":
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        kept["PATH"] = str(Path(sys.executable).parent)  # no programs but our own
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], kept | _SET | more)  # noqa: S606
    quiet()


class _Bare(logging.Formatter):
    """Where an error happened and of what kind; never its words, which may be a citizen's."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f"{record.levelname} {record.name}:{record.funcName}:{record.lineno} {kind}".rstrip()


def quiet() -> None:
    """No warnings, and only errors in the log."""
    warnings.simplefilter("ignore")
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(_Bare())
    logging.basicConfig(handlers=[shown], level=logging.ERROR, force=True)


def _bare(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """An event's name and the kind of its exception; never its values, which may hold what a citizen wrote."""
    kind = sys.exc_info()[0]
    return {"event": event.get("event", ""), "kind": kind.__name__ if kind else None}


def quiet_rasa() -> None:
    """Rasa's own log: errors only, by name."""
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        processors=[_bare, structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
