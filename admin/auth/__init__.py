"""Signing in, signing out, and the first password."""
