"""Run by Alembic: applies migrations over the connection that `storage.migrate` hands it."""

from alembic import context

from storage.tables import EventRow

connection = context.config.attributes["connection"]
# Any table leads to the metadata of all.
context.configure(connection=connection, target_metadata=EventRow.metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
