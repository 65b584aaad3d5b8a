"""Conversations: what citizens sent, what we said, and who owns the talk (bot, queue or staff)."""
