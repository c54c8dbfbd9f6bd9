"""A disk that loses what was not synced when the power goes, as a file system of SQLite's.

Between two syncs a disk may write what it was given in any order, a sector at a time, and half a
sector when the power goes in the middle of it. So an image after a cut has of every write since
the last sync some sectors and not others, and now and then a torn one.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

from bot.simulator import Chance

SECTOR = 512
Row = tuple[Any, ...]  # whatever SQLite holds


@dataclass
class Stored:
    """One file: what is safe, what is written, and what was written since the last sync."""

    safe: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where, and what; without anything, it was cut off there."""

    def write(self, data: bytes, offset: int) -> None:
        """Write, for now."""
        _put(self.now, data, offset)
        self.pending.append((offset, bytes(data)))

    def cut_off(self, size: int) -> None:
        """Forget what lies behind, for now."""
        del self.now[size:]
        self.pending.append((size, None))

    def sync(self) -> None:
        """Make everything safe."""
        self.safe = bytes(self.now)
        self.pending.clear()

    def after_a_cut(self, chance: Chance) -> bytes:
        """Give what may be there when the power comes back."""
        kept, left = chance.between(0, 100) / 100, bytearray(self.safe)
        for offset, data in self.pending:
            if data is None:
                del left[offset if chance.happens(kept) else len(left) :]
                continue
            for start in range(0, len(data), SECTOR):
                if chance.happens(kept):
                    sector = data[start : start + SECTOR]
                    torn = chance.happens(0.05)
                    whole = sector[: chance.between(1, SECTOR - 1)] if torn else sector
                    _put(left, whole, offset + start)
        return bytes(left)


def _put(into: bytearray, data: bytes, offset: int) -> None:
    if len(into) < offset:
        into.extend(bytes(offset - len(into)))
    into[offset : offset + len(data)] = data


@dataclass
class Disk:
    """The files by their names; `touched` is called before each is written or synced."""

    files: dict[str, Stored] = field(default_factory=dict)
    touched: Callable[[], None] = lambda: None

    def after_a_cut(self, chance: Chance) -> dict[str, bytes]:
        """Give what may be there of every file when the power comes back."""
        return {name: file.after_a_cut(chance) for name, file in self.files.items()}


class OpenFile:
    """What SQLite wants of an open file."""

    def __init__(self, disk: Disk, name: str) -> None:
        """Open it, made if it is not there."""
        self._disk = disk
        self._file = disk.files.setdefault(name, Stored())

    def xRead(self, amount: int, offset: int) -> bytes:
        """Read."""
        return bytes(self._file.now[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        """Write."""
        self._disk.touched()
        self._file.write(data, offset)

    def xSync(self, _flags: int) -> None:
        """Sync."""
        self._disk.touched()
        self._file.sync()

    def xTruncate(self, size: int) -> None:
        """Cut off what lies behind."""
        self._disk.touched()
        self._file.cut_off(size)

    def xFileSize(self) -> int:
        """Tell how long it is."""
        return len(self._file.now)

    def xFileControl(self, _operation: int, _pointer: int) -> bool:
        """Know nothing of it."""
        return False

    def xCheckReservedLock(self) -> bool:
        """Say that nobody else is there."""
        return False

    def xLock(self, _level: int) -> None:
        """Be alone."""

    def xUnlock(self, _level: int) -> None:
        """Be alone."""

    def xClose(self) -> None:
        """Let it be."""

    def xSectorSize(self) -> int:
        """Tell what is written at once, or not at all."""
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        """Promise nothing."""
        return 0


_numbers = itertools.count()


class FileSystem(apsw.VFS):
    """The disk as SQLite sees it."""

    def __init__(self, disk: Disk) -> None:
        """Enter it under a name of its own."""
        self.name = f"disk-{next(_numbers)}"
        self._disk = disk
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # as apsw declares it
        """Open a file."""
        flags[1] = flags[0]
        return OpenFile(
            self._disk, name.filename() if isinstance(name, apsw.URIFilename) else name
        )

    def xAccess(self, pathname: str, _flags: int) -> bool:
        """Say whether a file is there."""
        return pathname in self._disk.files

    def xDelete(self, filename: str, _sync: bool) -> None:
        """Take a file away."""
        self._disk.files.pop(filename, None)

    def xFullPathname(self, name: str) -> str:
        """Have no folders."""
        return name


class Cursor:
    """What SQLAlchemy and the vault want of a cursor of sqlite3's."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        """Use the connection's own."""
        self._connection = connection
        self._cursor = connection.cursor()
        self._rows: list[Row] = []
        self.description: Sequence[Row] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, statement: str, values: Iterable[object] = ()) -> "Cursor":
        """Run one statement to its end."""
        self._cursor.execute(statement, tuple(values))
        try:
            self.description = [(*each, *[None] * 5) for each in self._cursor.getdescription()]
        except apsw.ExecutionCompleteError:
            self.description = None
        self._rows = list(self._cursor)
        self.rowcount = self._connection.changes()
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def executemany(self, statement: str, many: Iterable[Iterable[object]]) -> "Cursor":
        """Run it for each."""
        for values in many:
            self.execute(statement, values)
        return self

    def fetchone(self) -> Row | None:
        """Give the next row."""
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Row]:
        """Give what is left."""
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size: int = 1) -> list[Row]:
        """Give some."""
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def close(self) -> None:
        """Let it go."""
        self._cursor.close()


class Connection:
    """What SQLAlchemy and the vault want of a connection of sqlite3's, on such a disk."""

    isolation_level = None

    def __init__(self, system: FileSystem, name: str) -> None:
        """Open a database; alone on it, so that the log needs no shared memory."""
        self._connection = apsw.Connection(name, vfs=system.name)
        self.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.execute("PRAGMA wal_autocheckpoint = 30")

    def cursor(self) -> Cursor:
        """Give a cursor."""
        return Cursor(self._connection)

    def execute(self, statement: str, values: Iterable[object] = ()) -> Cursor:
        """Run one statement."""
        return self.cursor().execute(statement, values)

    def create_function(self, *_given: object, **_more: object) -> None:
        """Have none: no statement of ours calls one."""

    def commit(self) -> None:
        """Commit what is under way."""
        if self._connection.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo what is under way."""
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Close it."""
        self._connection.close()
