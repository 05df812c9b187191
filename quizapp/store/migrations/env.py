"""Runs migrations on the connection, and inside the transaction, that `quizapp.store.schema` hands over."""

from __future__ import annotations

from alembic import context

from quizapp.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
)
context.run_migrations()
