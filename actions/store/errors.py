"""The errors of the house: each has a code the doors turn into words, and an HTTP status."""

from __future__ import annotations


class HouseError(Exception):
    """Something a person can be told. `code` is a message id without its `error.` prefix."""

    code = "unexpected"
    status = 500

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)


class NotFound(HouseError):
    """Absent, or not yours: the two look the same on purpose."""

    code, status = "not_found", 404


class BadInput(HouseError):
    """What was sent cannot be used."""

    code, status = "bad_input", 422


class TooLong(BadInput):
    """More than we read at once."""

    code, status = "too_long", 413


class TooMany(HouseError):
    """A limit was reached: try later."""

    code, status = "too_many", 429


class Conflict(HouseError):
    """Somebody else was first."""

    code, status = "conflict", 409


class Forbidden(HouseError):
    """Known person, no permission."""

    code, status = "forbidden", 403
