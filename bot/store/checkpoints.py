"""Carries what is committed over from SQLite's log into the file, beside the writer.

SQLite itself does it within the commit that fills the log, and whoever waits for that one waits
several times as long as for any other.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

from bot.store.pragmas import harden

PAUSE_SECONDS = 0.5
LONGEST_LOG = 20_000
"""Pages of the log from which the writer does it all the same: some 80 MB."""


class Checkpoints:
    """A thread that looks now and then; what it carries over was safe in the log before."""

    def __init__(self, path: Path) -> None:
        """Start the thread; the file is there, and may be empty."""
        self._path = path
        self._is_closed = Event()
        self._thread = Thread(target=self._live, name="engawa-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Carry over what is there, then end the thread."""
        self._is_closed.set()
        self._thread.join()

    def _live(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._is_closed.wait(PAUSE_SECONDS)
            with suppress(sqlite3.Error):  # there is a next time, and the writer meets what ails
                self._carry_over()

    def _carry_over(self) -> None:
        with closing(sqlite3.connect(self._path)) as connection:
            harden(connection, reader=True)
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
