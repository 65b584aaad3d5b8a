"""The citizens' door: brings words in and out, decides nothing about law or cases."""
