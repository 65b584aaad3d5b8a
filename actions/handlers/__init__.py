"""Rasa's door into the house: small decisions that answer with ids and values, never sentences."""
