"""Passes: after a receipt was shown on the plain page, the page may go on for half an hour without typing it again."""

from __future__ import annotations

import hmac
from datetime import timedelta

from actions.store.clock import now
from actions.store.crypto import lookup_hash

LASTS = timedelta(minutes=30)


def make(case_id: str) -> str:
    """A pass for a case, to be carried in a form field, never in an address."""
    until = int((now() + LASTS).timestamp())
    return f"{case_id}.{until}.{_signature(case_id, until)}"


def case_of(sealed: str) -> str | None:
    """The case a pass opens, or None when it is forged or over."""
    case_id, _, rest = sealed.partition(".")
    until, _, signature = rest.partition(".")
    if not until.isdigit() or not hmac.compare_digest(signature.encode(), _signature(case_id, int(until)).encode()):
        return None
    return case_id if int(until) > now().timestamp() else None


def _signature(case_id: str, until: int) -> str:
    return lookup_hash("case pass", f"{case_id}.{until}")
