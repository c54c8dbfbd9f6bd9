"""How every SQLite connection of ours is set: durable, tidy, and trusting nothing (SAFETY K4)."""

from typing import Any, Protocol

BUSY_MS = 2_000  # then the writer says so, looks whether it is to close, and tries again
OF_THE_FILE = (  # to ask for them takes the lock, which a reader would wait for
    "auto_vacuum = FULL",  # before the journal mode, which writes the first page
    "journal_mode = WAL",
)
OF_THE_CONNECTION = (
    "synchronous = FULL",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "foreign_keys = ON",
)


class Cursor(Protocol):
    """What DB-API promises of a cursor, as far as we need it."""

    def execute(self, statement: str, /) -> Any:  # each driver returns something of its own
        """Run one statement."""
        ...

    def fetchone(self) -> Any:
        """Give the next row."""
        ...

    def close(self) -> None:
        """Let the cursor go."""
        ...


class Connection(Protocol):
    """What DB-API promises of a connection, as far as we need it."""

    def cursor(self) -> Cursor:
        """Open a cursor."""
        ...


def harden(connection: Connection, *, reader: bool = False) -> None:
    """Set a fresh connection, of sqlite3 or of aiosqlite's adapter; a reader cannot write."""
    first = () if reader else OF_THE_FILE
    last = ("query_only = ON",) if reader else ()
    cursor = connection.cursor()
    for pragma in (f"busy_timeout = {BUSY_MS}", *first, *OF_THE_CONNECTION, *last):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
