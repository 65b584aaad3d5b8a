"""The store: engine, unit of work, crypto, clock, settings and migrations."""
