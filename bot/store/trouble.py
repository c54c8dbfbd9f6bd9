"""Trouble of the disk and of the lock that passes by itself: it is waited for, nothing is lost."""

import sqlite3

from sqlalchemy.exc import DBAPIError

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
PRIMARY = 0xFF  # the byte of an extended code that says what it is about


def passing(error: BaseException) -> str:
    """Name the trouble that an error of SQLite's is about; empty when it does not pass."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return ""
    code = getattr(cause, "sqlite_errorcode", 0)  # none on an error of the module's own
    return cause.sqlite_errorname if code & PRIMARY in PASSING else ""
