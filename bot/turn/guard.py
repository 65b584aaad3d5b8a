"""The guard: all input policy in one file. Length, encoding, Khmer order, digits, and the leading slash defused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.cases.receipts import digits_of
from nlu.khmer.digits import ascii_digits
from nlu.khmer.normalise import normalise

LONGEST_STORED = 4_000  # a story step; doors refuse more than this
LONGEST_UNDERSTOOD = 1_000  # Rasa is a single lane: one very long message would hold everybody up

# In Rasa a text that begins with a slash names an intent and sets slots. Every look-alike goes with it.
_SLASHES = "/\\\u2044\u2215\u2571\u29f8\uff0f\u29f5\ufe68\uff3c"
_LEADING = re.compile(rf"^[\s{re.escape(_SLASHES)}]+")
_RECEIPT = re.compile(r"(?<!\d)(?:\d[ \-–.]?){15}\d(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d[ \-]?){9,}(?!\d)")  # identity, phone and member numbers stay in the house


@dataclass(frozen=True)
class Guarded:
    """A citizen's text made safe. `for_rasa` is what may leave the house; `receipt` a receipt typed in it."""

    text: str
    for_rasa: str
    receipt: str | None = None
    too_long: bool = False


def guard(raw: str) -> Guarded:
    """Clean a text. Nothing is lost: the original stays sealed in its inbound row."""
    text = normalise(raw[:LONGEST_STORED]).strip()
    digits = ascii_digits(text)
    typed = _RECEIPT.search(digits)
    bare = _LEADING.sub("", _LONG_NUMBER.sub(" ", digits))
    return Guarded(
        text=text,
        for_rasa=bare[:LONGEST_UNDERSTOOD].strip(),
        receipt=digits_of(typed[0]) if typed else None,
        too_long=len(bare) > LONGEST_UNDERSTOOD,
    )
