"""The queue: what waits, who has it."""
