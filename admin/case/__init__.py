"""One case: facts, thread, and what staff can do with it."""
