"""The least that a program must do to lose nothing: updates on disk before they are answered.

One thread writes, `synchronous=FULL`, and what waits meanwhile shares the next commit.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

Row = tuple[int, str]
Job = tuple[Sequence[Row], asyncio.Future[None]]


class Keeper:
    """Keeps updates by their number."""

    def __init__(self, folder: Path) -> None:
        """Start the thread."""
        self._path = folder / "kept.sqlite"
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        Thread(target=self._live, daemon=True).start()

    async def keep(self, rows: Sequence[Row]) -> None:
        """Return once the rows would survive a power cut."""
        done = self._loop.create_future()
        self._jobs.put((rows, done))
        await done

    def _live(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, words TEXT)")
        while True:
            jobs = [self._jobs.get()]
            while not self._jobs.empty():
                jobs.append(self._jobs.get())
            connection.execute("BEGIN IMMEDIATE")
            for rows, _ in jobs:
                connection.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            for _, done in jobs:
                self._loop.call_soon_threadsafe(done.set_result, None)
