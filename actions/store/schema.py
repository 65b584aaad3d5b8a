"""The schema: every table of the house, imported so that the metadata is complete."""

from __future__ import annotations

import importlib

from actions.store.tables import Table

# Named as text, because the store is below the modules whose tables these are.
MODULES = (
    "actions.audit.models",
    "actions.conversations.models",
    "actions.staff.models",
    "actions.cases.models",
    "actions.interviews.models",
    "actions.store.heartbeat",
)
for _module in MODULES:
    importlib.import_module(_module)

__all__ = ["Table"]
