"""The command-line door: ask, parse, work out, check content and law, and see what is healthy."""
