"""Receipts: sixteen digits, shown once, that open a case from anywhere. Only a slow keyed hash of them is kept."""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import timedelta

from argon2.low_level import Type, hash_secret_raw

from actions.staff.limits import give_back, spend
from actions.store.crypto import lookup_hash
from actions.store.engine import Session, unit
from actions.store.errors import BadInput
from nlu.khmer.digits import ascii_digits

DIGITS = 16
SCOPE, EVERYBODY = "receipt", "everybody"
PER_ASKER, PER_ADDRESS, OVERALL, WINDOW = 5, 30, 300, timedelta(hours=1)  # a factory shares one address
_one_at_a_time = threading.Semaphore(1)  # hashing is memory-hard on purpose: never more than one of them


def make() -> str:
    """A new receipt: 16 random digits."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def make_for(secret: str) -> str:
    """The receipt of a form whose secret token is `secret`: a form sent twice shows the same receipt twice."""
    return f"{int(lookup_hash('form receipt', secret), 16) % 10**DIGITS:0{DIGITS}d}"


def shown(receipt: str) -> str:
    """The receipt in four groups, as a person reads it aloud; the spaces do not break, so that it stays one line."""
    return "\u00a0".join(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def digits_of(text: str) -> str | None:
    """The receipt in what somebody typed (Khmer digits, spaces and dashes are welcome), or None."""
    digits = "".join(character for character in ascii_digits(text) if character not in " -–.\u00a0\u200b\t")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def hashed(receipt: str) -> str:
    """The slow keyed hash a case is found by: Argon2id (19 MiB, 2 passes), then HMAC under the master key."""
    with _one_at_a_time:
        slow = hash_secret_raw(
            receipt.encode(),
            salt=hashlib.sha256(b"nssf-assistant receipts").digest()[:16],
            time_cost=2,
            memory_cost=19 * 1024,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )
    return lookup_hash("receipt", slow.hex())


def check(typed: str, asker: str, per_asker: int = PER_ASKER) -> str:
    """The hash to look a typed receipt up by. Counts the try first, in a transaction of its own, so that a failed
    look-up stays counted: `per_asker` an hour for one asker, 300 an hour for everybody together.

    Raises BadInput when it is not 16 digits, TooMany when a limit is reached. Never call it inside a unit of work.
    """
    digits = digits_of(typed)
    if digits is None:
        raise BadInput("receipt")
    with unit() as session:
        spend(session, SCOPE, asker, per_asker, WINDOW)
        spend(session, SCOPE, EVERYBODY, OVERALL, WINDOW)
    return hashed(digits)


def was_right(session: Session, asker: str) -> None:
    """A right receipt does not count as a try."""
    give_back(session, SCOPE, asker)
    give_back(session, SCOPE, EVERYBODY)
