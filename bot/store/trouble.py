"""Trouble of the files: what passes by itself is waited for, what is damaged is not touched again.

To go on with a damaged file would acknowledge what cannot be kept, and a backup could no longer
tell what was lost.
"""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError

from bot.model.errors import Damaged
from bot.store.pragmas import Connection

PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
PRIMARY = 0xFF  # the byte of an extended code that says what it is about
LOOKED_THROUGH = 256 * 1024 * 1024  # bytes; it takes 0.2 s of a start


def passing(error: BaseException) -> str:
    """Name the trouble that an error of SQLite's is about; empty when it does not pass."""
    cause = _cause(error)
    return cause.sqlite_errorname if cause and _code(cause) in PASSING else ""


def damage(error: BaseException) -> Damaged | None:
    """Give what the operator is to be told when an error of SQLite's means a damaged file."""
    cause = _cause(error)
    return _damaged() if cause and _code(cause) in DAMAGE else None


def look_through(connection: Connection) -> None:
    """Raise Damaged when the pages of a file do not hang together; one that is large is trusted.

    What SQLite meets in use is seen as well, and what is sealed is known to be whole when opened.
    """
    cursor = connection.cursor()

    def ask(pragma: str) -> Any:  # whatever SQLite holds
        cursor.execute(f"PRAGMA {pragma}")
        return cursor.fetchone()[0]

    if ask("page_count") * ask("page_size") <= LOOKED_THROUGH and ask("quick_check(1)") != "ok":
        raise _damaged()
    cursor.close()


def _damaged() -> Damaged:
    return Damaged(
        "the database is damaged: keep its files, and restore a backup (deploy/README.md)"
    )


def _cause(error: BaseException) -> sqlite3.Error | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause if isinstance(cause, sqlite3.Error) else None


def _code(error: sqlite3.Error) -> int:
    """Give what it is about; 0 for an error of the module's own, which has no code."""
    return getattr(error, "sqlite_errorcode", 0) & PRIMARY
