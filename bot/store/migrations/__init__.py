"""Brings the schema of a database up to the code: Alembic, run from inside.

Migrations only add, so the code of the last release runs on the new schema; a database that is
ahead of the code is therefore left as it is.
"""

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

from bot.model.errors import SettingsError

HEAD = "0005"
"""The newest revision in `versions/`; known here so that a start need not load Alembic."""

ONE_AT_A_TIME = 4_173_026_881  # any number that no other program locks in the same database
_lock = Lock()  # Alembic's environment is one for the whole process


def upgrade(connection: Connection) -> None:
    """Apply the revisions that are missing, within the transaction of this connection."""
    if current(connection) == HEAD:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
    with _lock:
        _upgrade(connection)


def require_current(connection: Connection) -> None:
    """Raise SettingsError when the schema is older than the code."""
    revision = current(connection)
    if revision != HEAD and not _is_newer(revision):
        raise SettingsError(
            "the database is older than this version of Engawa: run `engawa migrate`"
        )


def current(connection: Connection) -> str | None:
    """Give the revision that the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    if _is_newer(current(connection)):
        return
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_newer(revision: str | None) -> bool:
    return revision is not None and revision > HEAD
