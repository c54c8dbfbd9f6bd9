"""What holds for every test: a property is judged by its examples, not by a busy clock.

And the one PostgreSQL server that all tests share.
"""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from hypothesis import settings
from sqlalchemy import make_url, text

from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import metadata
from tests.postgresql import server

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
    try:
        with server() as address:
            yield address
    except ImportError:
        pytest.skip("no PostgreSQL wheel for this platform")


@pytest.fixture
async def keys_database(postgresql: str) -> AsyncIterator[str]:
    """Make a database for keys alone, empty; it is gone after the test."""
    await _told(postgresql, "CREATE DATABASE engawa_keys")
    yield make_url(postgresql).set(database="engawa_keys").render_as_string(hide_password=False)
    await _told(postgresql, "DROP DATABASE engawa_keys WITH (FORCE)")


async def _told(address: str, statement: str) -> None:
    url = make_url(address).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    await connection.execute(statement)
    await connection.close()


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
