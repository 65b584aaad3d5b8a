"""The library: content/ read once, checked, and handed out unchangeable."""

from actions.library.content import Library, library, load
from actions.library.errors import ContentError
from actions.library.shapes import Answer, Fact, Topic, Variant

__all__ = ["Answer", "ContentError", "Fact", "Library", "Topic", "Variant", "library", "load"]
