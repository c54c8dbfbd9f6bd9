"""A store in memory, and the loop running over it."""

from collections.abc import AsyncIterator

import pytest

from bot.store.connect import Database
from bot.store.keys import Vault
from tests.unit.pipeline.parts import Loop, build, running, settled


@pytest.fixture
async def database(vault: Vault) -> AsyncIterator[Database]:
    database = await Database.open("sqlite://", vault)
    await database.write(settled)
    yield database
    await database.close()


@pytest.fixture
async def shared(shared: Database) -> Database:
    """Let the desk and a visitor be there, on a database that several programs may work on."""
    await shared.write(settled)
    return shared


@pytest.fixture
async def loop(database: Database) -> AsyncIterator[Loop]:
    async with running(build(database)) as loop:
        yield loop
