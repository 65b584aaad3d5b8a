"""Our whole way in beside stock Rasa, in one run on the same cores: `python -m tests.load.bench`.

Stock is what `rasa init` makes: its default config (DIET, TED), its own small bot, the REST channel. Ours is stored,
understood, answered and sent to an open widget. Ratios are what count; times are of this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

from scripts.processes import NLU_PYTHON
from tests.load.citizens import OurCitizen, RasaCitizen, Talker
from tests.whole import free_ports, whole_house

OURS = ("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន", "how much money when my baby is born", "kat brak khae ponman", "អត្រាភាគទានប៉ុន្មាន")
STOCK = ("hello", "I am feeling sad", "I am great", "are you a bot?")  # each has a reply in `rasa init`'s bot
CLIENTS, SETTLE = 16, 3.0


async def _busy(arrive: Callable[[], Any], texts: Sequence[str], seconds: float) -> dict[str, float]:
    """Everybody talks as fast as they get replies."""
    talkers = [await arrive() for _ in range(CLIENTS)]
    took: list[float] = []

    async def talk(talker: Talker, until: float | None) -> None:
        for text in itertools.cycle(texts):
            spent = await talker.turn(text)
            if until is None:
                return
            took.append(spent)
            if time.perf_counter() > until:
                return

    await asyncio.gather(*(talk(talker, None) for talker in talkers))  # warm
    began = time.perf_counter()
    await asyncio.gather(*(talk(talker, began + seconds) for talker in talkers))
    spent = time.perf_counter() - began
    for talker in talkers:
        talker.close()
    return {"turns_per_s": len(took) / spent, **_percentiles(took)}


async def _steady(arrive: Callable[[], Any], texts: Sequence[str], seconds: float, rate: float) -> dict[str, float]:
    """`rate` turns a second, whatever the replies do."""
    talkers = [await arrive() for _ in range(40)]
    took: list[float] = []

    async def one(talker: Talker, text: str) -> None:
        took.append(await talker.turn(text))

    tasks, began = [], time.perf_counter()
    for index in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, began + index / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(one(talkers[index % len(talkers)], texts[index % len(texts)])))
    await asyncio.gather(*tasks)
    for talker in talkers:
        talker.close()
    return _percentiles(took)


def _percentiles(took: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=100)
    return {"p50_ms": cuts[49] * 1000, "p95_ms": cuts[94] * 1000, "turns": len(took)}


def _measure(arrive: Callable[[], Any], texts: Sequence[str], seconds: float) -> dict[str, float]:
    async def both() -> dict[str, float]:
        busy = await _busy(arrive, texts, seconds)
        await asyncio.sleep(SETTLE)
        steady = await _steady(arrive, texts, seconds, 10)
        return busy | {f"steady_{name}": value for name, value in steady.items()}

    return asyncio.run(both())


def memory_mb(pids: Sequence[int]) -> float:
    """Proportional resident memory of some processes and their children, in MB."""
    total = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
    return total / 1024


@contextmanager
def _stock(folder: Path) -> Any:
    """`rasa init`, `rasa train`, `rasa run`: the port, the process and the seconds its training and start took."""
    rasa, clean = str(Path(NLU_PYTHON).with_name("rasa")), {
        "PATH": os.environ["PATH"], "HOME": str(folder), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    quiet = {"cwd": folder, "env": clean, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    project = folder / "stock"
    project.mkdir()
    subprocess.run([rasa, "init", "--no-prompt", "--init-dir", project], check=True, **quiet)
    quiet["cwd"] = project
    for old in (project / "models").glob("*"):
        old.unlink()
    began = time.monotonic()
    subprocess.run([rasa, "train"], check=True, **quiet)
    trained = time.monotonic() - began
    [port] = free_ports(1)
    began = time.monotonic()
    process = subprocess.Popen([rasa, "run", "-i", "127.0.0.1", "-p", str(port)], **quiet)
    try:
        while not _replies(port):
            if process.poll() is not None:
                raise RuntimeError("stock Rasa did not start")
            time.sleep(0.1)
        yield port, process.pid, trained, time.monotonic() - began
    finally:
        process.terminate()
        process.wait(30)


def _replies(port: int) -> bool:
    try:
        asked = {"sender": "x", "message": "hello"}
        return bool(httpx2.post(f"http://127.0.0.1:{port}/webhooks/rest/webhook", json=asked, timeout=30).json())
    except (httpx2.HTTPError, ValueError):
        return False


async def _ready(talker: Talker) -> Talker:
    return talker


def main() -> int:
    """Measure both and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        with _stock(Path(folder)) as (port, pid, trained, started):
            stock = _measure(lambda: _ready(RasaCitizen(port)), STOCK, asked.seconds)
            stock |= {"memory_mb": memory_mb([pid]), "cold_start_s": started, "training_s": trained}
        began = time.monotonic()
        with whole_house(Path(folder) / "ours") as house:
            started = time.monotonic() - began
            ours = _measure(lambda: OurCitizen(house.settings.web_port).arrive(), OURS, asked.seconds)
            pids = house.pids()
            ours |= {"memory_mb": memory_mb(list(pids.values())), "cold_start_s": started}
            ours["rasa_memory_mb"] = memory_mb([pids["rasa-0"]])
    _show(stock, ours)
    if asked.json:
        asked.json.write_text(json.dumps({"stock": stock, "ours": ours}, indent=1))
    return 0


def _show(stock: dict[str, float], ours: dict[str, float]) -> None:
    table = Table("", "stock Rasa", "ours, whole way in", "ours / stock")
    for name in sorted(stock.keys() | ours.keys()):
        a, b = stock.get(name), ours.get(name)
        ratio = f"{b / a:.2f}" if a and b else ""
        table.add_row(name, "" if a is None else f"{a:.1f}", "" if b is None else f"{b:.1f}", ratio)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
