"""The understanding's report: how well messages never seen are understood, beside stock Rasa."""
