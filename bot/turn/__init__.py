"""A turn: one inbound message and what we did with it, as a list of steps."""
