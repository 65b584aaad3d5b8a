"""Fixtures of the staff door: the door itself over a fresh database."""

from __future__ import annotations

import pytest

from actions.store.settings import Settings
from tests.admin.scene import Scene


@pytest.fixture
def scene(sqlite_store: Settings) -> Scene:
    """The staff door over an empty database."""
    return Scene()
