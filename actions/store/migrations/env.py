"""Alembic's environment: migrations run inside the connection they are handed."""

from __future__ import annotations

from alembic import context

from actions.store.schema import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
