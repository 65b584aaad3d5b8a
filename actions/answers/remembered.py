"""Remembered: the same topic, facts and date say the same thing, so it is worked out once in a process.

Content and law are read once and never change while a process runs; the date is part of the key.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from actions.answers import choosing, results
from actions.conversations.say import Say

MOST = 4096
Part = Callable[[str, Mapping[str, Any], date], Say]


def _remembering(part: Part) -> Part:
    @functools.lru_cache(maxsize=MOST)
    def worked(topic: str, facts: str, on: date) -> Say:
        return part(topic, json.loads(facts), on)

    @functools.wraps(part)
    def remembered(topic: str, facts: Mapping[str, Any], on: date) -> Say:
        return worked(topic, json.dumps(facts, sort_keys=True, ensure_ascii=False), on)

    return remembered


choose = _remembering(choosing.choose)
more = _remembering(choosing.more)
working = _remembering(results.working)
result = _remembering(results.result)
