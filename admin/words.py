"""Words: the staff pages' texts, labels, names and times in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta

from actions.library import library
from actions.library.places import province_name
from actions.store.clock import local, now

LANGUAGES = ("km", "en")
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Words:
    """The texts of content/<language>/staff.po, and how this language writes times. Called with a key, gives a text."""

    language: str

    def __call__(self, key: str, **values: Any) -> str:
        """The text of `staff.<key>`, its placeholders filled."""
        return library().message(f"staff.{key}", self.language).format(**values)

    def label(self, kind: str, value: str) -> str:
        """The label of a named value (a state, a role); the value itself when a newer part of the house invented it."""
        key = f"staff.{kind}.{value}"
        return library().message(key, self.language) if self.has(key) else value

    def has(self, key: str) -> bool:
        """Whether any catalogue has words for a full key."""
        return library().has_message(key, self.language)

    def citizen(self, key: str) -> str:
        """A text the citizen was shown, such as a question, by its full key."""
        return library().message(key, self.language)

    def province(self, code: str) -> str:
        """The name of a province."""
        return province_name(code, self.language)

    def moment(self, at: datetime) -> str:
        """A date and time on a Phnom Penh clock."""
        return format_datetime(local(at), "d MMM y, HH:mm", locale=self.language)

    def day(self, at: datetime) -> str:
        """A date on a Phnom Penh calendar."""
        return format_date(local(at), "EEE d MMM y", locale=self.language)

    def age(self, since: datetime) -> str:
        """How long ago, in one unit of a minute or more."""
        return format_timedelta(max(now() - since, A_MINUTE), locale=self.language, granularity="minute", threshold=1.2)
