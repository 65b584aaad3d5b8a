"""The command-line door: ask, parse, work out, and see what is healthy."""
