"""What an employer risks: the multiples the law gives, and riel only as an estimate, in exact integers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import mul
from typing import Any

from actions.rules import facts as reading
from actions.rules.entries import Input, Output, Plan, RuleEntry
from actions.rules.known import Known, Worked, given, made, read, step

# Each duty broken and the article that punishes it; a wrong number of workers falls under the same one as lateness.
DUTIES = {
    "late_payment": "penalty.late_payment",
    "wrong_number": "penalty.late_payment",
    "no_registration": "penalty.no_registration",
    "unlawful_deduction": "penalty.unlawful_deduction",
}
MOST_WORKERS = 1_000_000


def _work(on: date, facts: Mapping[str, Any]) -> Worked:
    duty = reading.choice(facts, "duty", DUTIES)
    workers = given(reading.whole(facts, "workers", 1, MOST_WORKERS), "workers")
    base = read("penalty.base_daily_wage", on)
    least, most = (read(f"{DUTIES[duty]}.{end}", on) for end in ("least", "most"))
    least_each, most_each = made("riel", mul, least, base), made("riel", mul, most, base)
    outputs: dict[str, Known] = {
        "times_least": least,
        "times_most": most,
        "estimate_least_each": least_each,
        "estimate_most_each": most_each,
        "estimate_least": made("riel", mul, least_each, workers),
        "estimate_most": made("riel", mul, most_each, workers),
    }
    steps = [
        step("fine_times", least=least, most=most),
        step("fine_each", base=base, least=least_each, most=most_each),
        step("fine_all", workers=workers, least=outputs["estimate_least"], most=outputs["estimate_most"]),
    ]
    if duty == "unlawful_deduction":
        shortest, longest = (read(f"{DUTIES[duty]}.prison_{end}", on) for end in ("least", "most"))
        outputs |= {"prison_least": shortest, "prison_most": longest}
        steps.append(step("fine_prison", least=shortest, most=longest))
    return Worked(outputs, tuple(steps))


RULE = RuleEntry(
    "fine",
    (
        Input("duty", "the duty that was broken", required=True, choices=tuple(DUTIES)),
        Input("workers", "workers concerned", required=True),
    ),
    (
        Output("times_least", unit="times"),
        Output("times_most", unit="times"),
        Output("estimate_least_each"),
        Output("estimate_most_each"),
        Output("estimate_least"),
        Output("estimate_most"),
        Output("prison_least", unit="months", always=False),
        Output("prison_most", unit="years", always=False),
    ),
    (Plan("fine_times"), Plan("fine_each"), Plan("fine_all"), Plan("fine_prison")),
    _work,
)
