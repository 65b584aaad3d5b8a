"""Interviews: one small engine for every form of several questions. Definitions live in content/interviews."""
