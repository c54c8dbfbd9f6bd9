"""Every store test runs on SQLite in a file, SQLite in memory, and a real PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pytest

from bot.model.ids import ChatId, ConversationId
from bot.store import conversations
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from tests.conftest import emptied

P = ParamSpec("P")
T = TypeVar("T")
NOW = datetime(2026, 5, 11, 1, 30, tzinfo=UTC)
VISITOR = ConversationId("5f0c" * 8)


@dataclass(frozen=True)
class Run:
    """Runs one store function in a transaction of its own."""

    database: Database

    async def __call__(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self.database.write(lambda tx: function(tx, *args, **kwargs))


@pytest.fixture(params=["memory", "file", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, vault: Vault
) -> AsyncIterator[Database]:
    """Open an empty database of each kind in turn."""
    kind = request.param
    url = {"memory": "sqlite://", "file": f"sqlite:///{tmp_path}/state/engawa.sqlite"}.get(kind)
    database = await Database.open(
        url or request.getfixturevalue("postgresql"), vault, upgrade=True
    )
    if kind == "postgresql":
        await database.write(emptied)
    yield database
    await database.close()


@pytest.fixture
def run(database: Database) -> Run:
    return Run(database)


@pytest.fixture
async def visitor(run: Run) -> ConversationId:
    """Let a visitor have entered."""
    return await run(conversations.enter, ChatId(4711), VISITOR, NOW)
