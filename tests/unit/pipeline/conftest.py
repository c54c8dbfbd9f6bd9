"""A store in memory, and the loop running over it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.store.connect import Database
from bot.store.keys import Vault
from tests.conftest import emptied
from tests.unit.pipeline.parts import Loop, build, running, settled


@pytest.fixture
def vault() -> Iterator[Vault]:
    vault = Vault.in_memory()
    yield vault
    vault.close()


@pytest.fixture
async def database(vault: Vault) -> AsyncIterator[Database]:
    database = await Database.open("sqlite://", vault)
    await database.write(settled)
    yield database
    await database.close()


@pytest.fixture
async def shared(vault: Vault, postgresql: str) -> AsyncIterator[Database]:
    """Open a database that several programs may work on."""
    database = await Database.open(postgresql, vault, upgrade=True)
    await database.write(emptied)
    await database.write(settled)
    yield database
    await database.close()


@pytest.fixture
async def loop(database: Database) -> AsyncIterator[Loop]:
    async with running(build(database)) as loop:
        yield loop
