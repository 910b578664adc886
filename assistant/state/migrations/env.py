"""Run by alembic: the connection comes from `assistant.state.upgrade`."""

from alembic import context

from assistant.state.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
