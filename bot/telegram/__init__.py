"""The Telegram door: updates in, replies out. It decides nothing about law or cases."""
