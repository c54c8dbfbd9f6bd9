"""The one thread that writes to SQLite: it runs the works that wait and commits them together.

Each work has its own savepoint, so one that raises harms no other. Nobody hears of a success
before the commit, because until then a power cut would undo it. While the disk is full or another
holds the lock, whoever writes waits: no update is confirmed, and nothing is sent. Once the file is
found to be damaged, nobody writes any more.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.model.errors import Damaged
from bot.store.trouble import damage, passing

log = structlog.get_logger()

T = TypeVar("T")
BATCH = 32  # works a commit: beyond it the first would wait longer than the fsync it saves
PAUSE_SECONDS = 0.5  # until what could not be written is tried again


@dataclass(slots=True)
class Job:
    """A work, and who waits for it on which loop."""

    work: Callable[[Connection], Any]  # each caller knows its own result
    future: asyncio.Future[Any] = field(repr=False)
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Runs works one after another in a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        """Start the thread; it opens its connection at the first work."""
        self._engine = engine
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._is_closed = Event()
        self._connection: Connection | None = None
        self._damage: Damaged | None = None
        self._thread = Thread(target=self._live, name="engawa-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run a work and return its result once it is committed.

        Raises what it raised, and Damaged once the file is.
        """
        if self._is_closed.is_set():
            raise RuntimeError("the database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put(Job(work, future))
        return await future

    async def close(self) -> None:
        """Finish the works that wait, as far as the disk lets them, and end the thread."""
        if not self._is_closed.is_set():
            self._is_closed.set()
            self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _live(self) -> None:
        while (batch := self._next_batch()) is not None:
            wanted = [job for job in batch if not job.future.cancelled()]
            if wanted:
                self._commit_when_possible(wanted)
            for job in wanted:
                job.error = self._damage or job.error
                _answer(job)
        self._let_go()
        self._engine.dispose()

    def _next_batch(self) -> list[Job] | None:
        first = self._jobs.get()
        if first is None:
            return None
        batch = [first]
        with contextlib.suppress(Empty):  # nothing more waits: the batch is what there is
            while len(batch) < BATCH:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)  # nothing is put behind it: finish this batch, then end
                    break
                batch.append(job)
        return batch

    def _commit_when_possible(self, batch: list[Job]) -> None:
        """Commit a batch, however long the disk is full or another holds the lock."""
        waited = False
        while not self._damage and (trouble := self._commit_together(batch)):
            if not waited:
                log.error("nothing can be written: all wait until it can", error=trouble)
            waited = True
            if self._is_closed.wait(PAUSE_SECONDS):
                return
        if waited:
            log.info("it can be written again")

    def _commit_together(self, batch: list[Job]) -> str:
        """Commit a batch; name the trouble that kept it from that and will pass."""
        try:
            # kept from batch to batch: the pool's care for it would cost as much as two works
            connection = self._connection = self._connection or self._engine.connect()
            with connection.begin():
                cursor = connection.connection.cursor()
                for job in batch:
                    _run_alone(connection, cursor, job)
                cursor.close()
        # whatever it was, those who wait must hear of it
        except BaseException as error:
            self._damage = damage(error)
            for job in batch:
                job.error = error
            self._let_go()
            return passing(error)
        return ""

    def _let_go(self) -> None:
        """Close the connection; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _run_alone(connection: Connection, cursor: DBAPICursor, job: Job) -> None:
    """Run a work in its savepoint; raises only when the whole transaction is lost.

    The savepoint goes past SQLAlchemy, whose `begin_nested` costs as much as three statements.
    """
    cursor.execute("SAVEPOINT work")
    job.error = None
    try:
        job.result = job.work(connection)
    # it is raised again where the work came from
    except BaseException as error:
        if passing(error) or damage(error):
            raise
        cursor.execute("ROLLBACK TO work")
        job.error = _raisable(error)
    cursor.execute("RELEASE work")


def _raisable(error: BaseException) -> BaseException:
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("a work raised StopIteration")  # which no future can hold
    wrapped.__cause__ = error
    return wrapped


def _answer(job: Job) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
        job.future.get_loop().call_soon_threadsafe(_settle, job)


def _settle(job: Job) -> None:
    if job.future.cancelled():
        return
    if job.error is not None:
        job.future.set_exception(job.error)
    else:
        job.future.set_result(job.result)
