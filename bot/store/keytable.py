"""Where wrapped data keys lie: a table by itself, in a SQLite file of the state folder.

Each function is durable when it returns, whichever transaction of the data it is called in.
"""

import sqlite3
from pathlib import Path
from typing import Protocol

from bot.model.errors import KeysUnreachable
from bot.store import files
from bot.store.pragmas import harden
from bot.store.trouble import damage, look_through, passing

KEYS_FILE = "keys.sqlite"
TABLE = """
CREATE TABLE IF NOT EXISTS keys (
    holder TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at TEXT NOT NULL
)
"""


class KeyTable(Protocol):
    """Holders and their wrapped keys; may be used from any thread."""

    name: str
    """What it is called in a line for the operator."""

    def read(self, holder: str) -> bytes | None:
        """Give the wrapped key of a holder."""
        ...

    def add(self, holder: str, wrapped: bytes) -> None:
        """Store a wrapped key, unless the holder has one."""
        ...

    def remove(self, holder: str) -> None:
        """Destroy a holder's key."""
        ...

    def has_others(self, holder: str) -> bool:
        """Say whether anybody but this holder has a key."""
        ...

    def changes(self) -> object:
        """Give something that is another thing once another program may have removed a key."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class SqliteKeys:
    """A SQLite file; its owner's lock keeps its threads apart."""

    name = KEYS_FILE

    def __init__(self, connection: sqlite3.Connection, *, is_shared: bool = False) -> None:
        """Take over an open connection; `is_shared`: other programs remove keys, too."""
        self._connection = connection
        self._is_shared = is_shared
        harden(connection)
        connection.execute(TABLE)

    @classmethod
    def open(cls, folder: Path, *, is_shared: bool) -> "SqliteKeys":
        """Open the file of a state folder, making it at the first start; raises Damaged."""
        path = folder / KEYS_FILE
        files.make_file(path)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            look_through(connection)
            return cls(connection, is_shared=is_shared)
        except BaseException as error:
            connection.close()
            raise damage(error) or error from None

    @classmethod
    def in_memory(cls) -> "SqliteKeys":
        """Open a table that is gone when it is closed."""
        return cls(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))

    def read(self, holder: str) -> bytes | None:
        """Give the wrapped key of a holder."""
        asked = "SELECT wrapped FROM keys WHERE holder = ?"
        row = self._run(asked, holder).fetchone()
        return None if row is None else bytes(row[0])

    def add(self, holder: str, wrapped: bytes) -> None:
        """Store a wrapped key, unless the holder has one."""
        told = "INSERT INTO keys VALUES (?, ?, datetime('now')) ON CONFLICT DO NOTHING"
        self._run(told, holder, wrapped)

    def remove(self, holder: str) -> None:
        """Destroy a holder's key, in the log as well."""
        self._run("DELETE FROM keys WHERE holder = ?", holder)
        self._run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def has_others(self, holder: str) -> bool:
        """Say whether anybody but this holder has a key."""
        asked = "SELECT 1 FROM keys WHERE holder != ? LIMIT 1"
        return self._run(asked, holder).fetchone() is not None

    def changes(self) -> object:
        """Give a number that another connection's commit raises."""
        if not self._is_shared:
            return None
        return self._run("PRAGMA data_version").fetchone()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run a statement; beside data elsewhere nobody but us knows what its trouble means."""
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            if not self._is_shared:
                raise  # the writer of the data does
            if trouble := passing(error):
                raise KeysUnreachable(f"{KEYS_FILE}: {trouble}") from error
            raise damage(error) or error from error
