"""Passwords: what is a good one, and hashing them one at a time so that a flood of sign-ins cannot eat the memory."""

from __future__ import annotations

import base64
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from actions.store.errors import BadInput

SHORTEST, LONGEST = 12, 128
_PLAIN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read aloud
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_one_at_a_time = threading.Semaphore(1)


def _nobodys() -> str:
    """A hash no password has: checking it costs what checking a real one costs."""
    made = RFC_9106_LOW_MEMORY
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (made.salt_len, made.hash_len)
    )
    return f"$argon2id$v={made.version}$m={made.memory_cost},t={made.time_cost},p={made.parallelism}${salt}${digest}"


NOBODYS = _nobodys()


def hashed(password: str) -> str:
    """The Argon2id hash to keep. Never call it inside a unit of work: it takes a tenth of a second."""
    if len(password) > LONGEST:
        raise BadInput("password_long")
    with _one_at_a_time:
        return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether a password has this hash. More than 128 characters never reach Argon2."""
    if len(password) > LONGEST:
        return False
    with _one_at_a_time:
        try:
            return _HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def check(password: str, username: str) -> None:
    """Raises BadInput with the reason when a new password will not do."""
    if len(password) < SHORTEST:
        raise BadInput("password_short")
    if len(password) > LONGEST:
        raise BadInput("password_long")
    if len(set(password)) < 5 or username in password.casefold():
        raise BadInput("password_easy")


def one_time() -> str:
    """A random password for a first sign-in, in four groups that can be read aloud (79 bits)."""
    return "-".join("".join(secrets.choice(_PLAIN_LETTERS) for _ in range(4)) for _ in range(4))
