"""The rules there are, by name."""

from __future__ import annotations

from actions.rules import daily, deadlines, fines, maternity, monthly, old_age, voluntary
from actions.rules.entries import Input, Output, Plan, RuleEntry

__all__ = ["Input", "Output", "Plan", "RuleEntry", "catalogue"]

RULES = {
    rule.name: rule
    for rule in (
        *monthly.RULES,
        maternity.RULE,
        *daily.RULES,
        fines.RULE,
        old_age.RULE,
        voluntary.RULE,
        deadlines.RULE,
    )
}


def catalogue() -> dict[str, RuleEntry]:
    """Every rule by name."""
    return dict(RULES)
