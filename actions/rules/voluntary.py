"""The price of the voluntary scheme, for some persons and some months, at the price of the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.rules import facts as reading
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Worked, given, made, read, step

MOST_PERSONS, MOST_MONTHS = 100, 12


def _work(on: date, facts: Mapping[str, Any]) -> Worked:
    monthly = read("voluntary.scheme.monthly", on)
    persons = given(reading.whole({"persons": 1, **facts}, "persons", 1, MOST_PERSONS), "persons")
    months = given(reading.whole({"months": 1, **facts}, "months", 1, MOST_MONTHS), "months")
    whole = made("riel", lambda price, people, times: price * people * times, monthly, persons, months)
    steps = (step("voluntary", monthly=monthly, persons=persons, months=months, amount=whole),)
    return Worked({"monthly": monthly, "total": whole}, steps)


RULE = RuleEntry(
    "voluntary",
    (Input("persons", "persons", required=False), Input("months", "months, at most a year", required=False)),
    (Output("monthly"), Output("total")),
    (Plan("voluntary"),),
    _work,
)
