"""Run by Alembic: applies revisions on the connection that `upgrade` hands over."""

from alembic import context

from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # true of both our databases; Alembic does not believe it of SQLite
)
with context.begin_transaction():
    context.run_migrations()
