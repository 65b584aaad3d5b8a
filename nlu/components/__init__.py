"""Rasa's side of understanding: thin components around nlu.understanding."""
