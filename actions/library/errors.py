"""The one error of the library: content that cannot be used as it stands."""

from __future__ import annotations


class ContentError(Exception):
    """A content file is missing, malformed or contradicts another; the message names the file and the fault."""
