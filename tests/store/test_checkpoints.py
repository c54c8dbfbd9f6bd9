"""What is committed goes over from the log into the file without the writer's doing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import checkpoints
from bot.store.checkpoints import Checkpoints
from bot.store.connect import Database
from bot.store.keys import Vault
from bot.store.pragmas import harden


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "engawa.sqlite"


@pytest.fixture
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Give one that stays open, and carries nothing over by itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        harden(connection)
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE words (word TEXT)")
        yield connection


def in_the_file(path: Path) -> list[str]:
    """Read the file alone, as if there were no log."""
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words")]


def test_what_was_committed_is_in_the_file_when_it_closes(
    path: Path, writer: sqlite3.Connection
) -> None:
    carrying = Checkpoints(path)
    writer.execute("INSERT INTO words VALUES ('縁側')")

    carrying.close()

    assert in_the_file(path) == ["縁側"]


def test_a_file_that_cannot_be_read_ends_nothing(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)

    Checkpoints(path).close()

    assert path.read_bytes() == b"no database" * 1000


async def test_the_writer_leaves_it_to_them_until_the_log_is_long(
    path: Path, vault: Vault
) -> None:
    database = await Database.open(f"sqlite:///{path}", vault)

    asked = await database.write(
        lambda tx: tx.connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()
    )

    assert asked == checkpoints.LONGEST_LOG
    await database.close()
