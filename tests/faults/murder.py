"""Random murder: `kill -9` of any process while citizens write, then count what was sent, stored and resolved.

`python -m tests.faults.murder --seconds 60 --rate 5 --seed 1` prints the four counts and a verdict.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from actions.conversations.models import Inbound, Outbound
from actions.conversations.status import OutboundStatus, Outcome
from actions.store.engine import reading
from tests.fakes.serving import Running
from tests.fakes.telegram import FakeTelegram
from tests.whole import House, Widget, telegram_on, whole_house

VICTIMS = ("web", "worker", "actions", "rasa-0")
TEXTS = ("តើគេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន", "how much money when my baby is born", "ខ្ញុំចង់គណនាភាគទាន", "សួស្តី", "zzz blorp")
SETTLE = 120.0


@dataclass
class Count:
    """What happened. `lost` and `doubled` must be 0, `unresolved` too."""

    sent: int = 0
    stored: int = 0
    resolved: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    unresolved: int = 0
    silent: int = 0
    unsent: int = 0
    maybe_repeated: int = 0
    settled_in: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def well(self) -> bool:
        """Nothing lost, doubled, unresolved, unsent or silent."""
        return not (self.lost or self.doubled or self.unresolved or self.silent or self.unsent)


def murder(house: House, telegram: FakeTelegram, seconds: float, rate: float, seed: int) -> Count:
    """Citizens of both channels write at `rate` a second for `seconds`, while somebody kills at random."""
    dice, count = random.Random(seed), Count()
    widgets = [Widget(house.site) for _ in range(20)]
    lanes = [threading.Lock() for _ in widgets]
    threads, began, stop = [], time.monotonic(), threading.Event()
    killer = threading.Thread(target=_kill_now_and_then, args=(house, random.Random(seed + 1), stop, count.kills))
    killer.start()
    total = int(seconds * rate)
    for index in range(total):
        wait = began + index / rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        text = dice.choice(TEXTS)
        if index % 2:
            telegram.say(9_000 + index % 40, f"{text}")
        else:
            lane = index // 2 % len(widgets)
            thread = threading.Thread(target=_write, args=(widgets[lane], lanes[lane], text))
            thread.start()
            threads.append(thread)
        count.sent += 1
    stop.set()
    killer.join()
    last = time.monotonic()
    for thread in threads:
        thread.join()
    _settle(count, last)
    for widget in widgets:
        widget.close()
    return count


def _write(widget: Widget, lane: threading.Lock, text: str) -> None:
    with lane:  # one person does not type two messages at once
        widget.send(str(uuid.uuid4()), text=text)


def _kill_now_and_then(house: House, dice: random.Random, stop: threading.Event, kills: Counter[str]) -> None:
    while not stop.wait(dice.uniform(2, 6)):
        victim = dice.choice(VICTIMS)
        if house.kill(victim):
            kills[victim] += 1


def _settle(count: Count, last: float) -> None:
    while True:
        _look(count)
        if (count.stored >= count.sent and not count.unresolved and not count.unsent) or (
            time.monotonic() - last > SETTLE
        ):
            count.settled_in = time.monotonic() - last
            return
        time.sleep(0.5)


def _look(count: Count) -> None:
    with reading() as session:
        count.stored = session.scalar(select(func.count(Inbound.id))) or 0
        distinct = session.scalar(select(func.count(func.distinct(Inbound.source + ":" + Inbound.external_id)))) or 0
        outcomes = session.execute(select(Inbound.outcome, func.count()).group_by(Inbound.outcome)).all()
        replied = select(Outbound.inbound_id).where(Outbound.inbound_id.is_not(None))
        silent = select(func.count(Inbound.id)).where(
            Inbound.id.not_in(replied), Inbound.outcome.is_not(None), Inbound.outcome != Outcome.TO_STAFF
        )
        count.silent = session.scalar(silent) or 0
        waiting = (OutboundStatus.QUEUED, OutboundStatus.SENDING, OutboundStatus.FAILED)
        count.unsent = session.scalar(select(func.count(Outbound.id)).where(Outbound.status.in_(waiting))) or 0
        count.maybe_repeated = session.scalar(select(func.count(Outbound.id)).where(Outbound.maybe_repeated)) or 0
    count.outcomes = Counter({str(outcome): number for outcome, number in outcomes})
    count.unresolved = count.outcomes.pop("None", 0)
    count.resolved = sum(count.outcomes.values())
    count.lost, count.doubled = max(0, count.sent - distinct), max(0, count.stored - count.sent)


def main() -> int:
    """Run it on a house of its own; exit 0 when nothing was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--rate", type=float, default=5)
    options.add_argument("--seed", type=int, default=int(time.time()))
    asked = options.parse_args()
    fake = FakeTelegram(limits=False)
    with (
        tempfile.TemporaryDirectory(prefix="murder-") as folder,
        Running(fake.app) as address,
        whole_house(Path(folder), **telegram_on(address)) as house,
    ):
        count = murder(house, fake, asked.seconds, asked.rate, asked.seed)
    print(f"seed {asked.seed}: kills {dict(count.kills)}, outcomes {dict(count.outcomes)}")
    print(f"sent {count.sent}, stored {count.stored}, resolved {count.resolved}, settled in {count.settled_in:.0f} s")
    print(
        f"lost {count.lost}, doubled {count.doubled}, unresolved {count.unresolved}, silent {count.silent}, "
        f"unsent {count.unsent}, sent maybe twice {count.maybe_repeated}"
    )
    print("PASSED" if count.well else "FAILED")
    return 0 if count.well else 1


if __name__ == "__main__":
    sys.exit(main())
