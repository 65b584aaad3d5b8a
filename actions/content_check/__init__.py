"""The content check: proves over all of content/ what no single answer can, and says how to mend what is wrong."""

from actions.content_check.looked_at import Check, Content, Fault, here
from actions.content_check.running import CHECKS, looked_over, run

__all__ = ["CHECKS", "Check", "Content", "Fault", "here", "looked_over", "run"]
