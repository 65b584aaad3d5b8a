"""Facts said in a message: pay, dates, places, people, counts, numbers of members and cases."""

from __future__ import annotations

from datetime import date

from nlu.understanding.facts.codes import long_numbers
from nlu.understanding.facts.counts import counted
from nlu.understanding.facts.dates import months_and_days
from nlu.understanding.facts.districts import district
from nlu.understanding.facts.pay import wages
from nlu.understanding.facts.people import children, speaker
from nlu.understanding.facts.words import Fact, cells
from nlu.understanding.places import province

__all__ = ["Fact", "facts_in"]


def facts_in(text: str, today: date | None = None) -> list[Fact]:
    """Facts of a prepared text (normalised, lower case, ASCII digits), each name at most once.

    Without `today`, words such as "last month" and months without a year say nothing. Names and values:
    wage, daily_wage {"amount", "currency"}; month "YYYY-MM"; date "YYYY-MM-DD"; province, district (gazetteer codes);
    member_number, receipt (digits); children 1-3; workers, months_paid, age, days_away (whole numbers); speaker.
    """
    numbers, spans = long_numbers(text)
    taken = cells(spans)
    when, days = months_and_days(text, today, taken)
    taken |= cells(days)
    people = counted(text, taken)
    taken |= cells((fact.start, fact.end) for fact in people)
    found = [*numbers, *when, *people, *wages(text, taken), children(text), speaker(text), *_places(text)]
    return [fact for fact in found if fact]


def _places(text: str) -> list[Fact]:
    where = province(text)
    within = district(text, where[0] if where else None)
    if where is None and within is not None:
        where = (within[0][:2], *within[1:])
    return [Fact(name, *one) for name, one in (("province", where), ("district", within)) if one]
