"""Entitled: what somebody may receive, benefit by benefit, with each condition met, not met or unknown."""

from actions.answers.entitled.listing import entitlements

__all__ = ["entitlements"]
