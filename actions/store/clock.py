"""The clock: one place that says what time it is, in Phnom Penh."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in Phnom Penh: the date the law is read on."""
    return now().astimezone(PHNOM_PENH).date()


def local(moment: datetime) -> datetime:
    """The same moment on a Phnom Penh clock."""
    return moment.astimezone(PHNOM_PENH)
