"""The power goes at any moment: row 2.

The real writer, vault and store functions work on a disk that loses what was not synced. What may
be left of it after a cut is opened as the program opens it, by another build of SQLite.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from bot.model.errors import EngawaError
from bot.model.ids import ChatId, ConversationId, MessageId
from bot.model.inputs import Said
from bot.pipeline import lanes
from bot.simulator import Chance
from bot.store import conversations, files, inbox, migrations, offsets
from bot.store.connect import Database, Tx, _set_up
from bot.store.keys import MASTER_FILE, Vault
from bot.store.keytable import KEYS_FILE, SqliteKeys
from bot.store.writer import Writer
from tests.acceptance.ward import OPENING_TIME
from tests.faults import disk as disks

T = TypeVar("T")
DATA_FILE = "engawa.sqlite"
WORDS = "つらいです" * 40
VISITOR_WRITES = 3
CUTS = 40
"""In one trial."""
OFTEN = 0.05
SOURCE = "telegram"


class Runner:
    """Runs works as the program does, on a disk that is given."""

    is_shared = False
    is_away = False

    def __init__(self, system: disks.FileSystem) -> None:
        """Open the data database there."""
        engine = create_engine(
            "sqlite://", creator=lambda: disks.Connection(system, DATA_FILE), poolclass=StaticPool
        )
        self._writer = Writer(_set_up(engine))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work and commit it."""
        return await self._writer.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that changes nothing."""
        return await self._writer.run(work)

    async def close(self) -> None:
        """Finish what waits."""
        await self._writer.close()


@dataclass(frozen=True, slots=True)
class Cut:
    """What the disk may hold after a cut, and how many updates were acknowledged before it."""

    acknowledged: int
    files: dict[str, bytes]


async def power_cuts(folder: Path, seed: int) -> list[str]:
    """Store updates one by one, cut the power again and again, and look at what is left."""
    master = AESGCM.generate_key(256)
    cuts = await _cuts(Chance(seed), master)
    seen: list[str] = []
    for number, each in enumerate(cuts):
        seen += await _judged(folder / str(number), each, master)
    return seen


async def _cuts(chance: Chance, master: bytes) -> list[Cut]:
    """Give what may be left of the files at each of many moments."""
    disk, cuts, acknowledged = disks.Disk(), list[Cut](), 0
    system = disks.FileSystem(disk)
    connection: Any = disks.Connection(system, KEYS_FILE)  # as good as one of sqlite3's
    vault = Vault(SqliteKeys(connection), master)
    runner = Runner(system)
    database = Database(runner, vault)
    await database.write(lambda tx: migrations.upgrade(tx.connection))

    def touched() -> None:
        if len(cuts) < CUTS and chance.happens(OFTEN):
            cuts.append(Cut(acknowledged, disk.after_a_cut(chance)))

    disk.touched = touched
    while len(cuts) < CUTS:
        await database.write(partial(_store, number=acknowledged))
        acknowledged += 1
    await database.close()
    vault.close()
    return cuts


def _store(tx: Tx, number: int) -> None:
    """Store an update, as the inbox does, with the offset behind it; now and then a turn ends."""
    fresh = ConversationId(f"{number // VISITOR_WRITES:032x}")
    visitor = conversations.enter(tx, ChatId(4711 + number // VISITOR_WRITES), fresh, OPENING_TIME)
    inbox.add(
        tx,
        update_key=f"{SOURCE}:{number}",
        lane=lanes.of_visitor(visitor),
        holder=visitor,
        input=Said(MessageId(number + 1), f"{number} {WORDS}"),
        at=OPENING_TIME,
    )
    offsets.set(tx, SOURCE, number + 1)


async def _judged(folder: Path, cut: Cut, master: bytes) -> list[str]:
    """Open what is left of the files as the program does, and say what is missing."""
    files.make_folder(folder)
    for name, content in {MASTER_FILE: master, **cut.files}.items():
        files.write_new(folder / name, content)
    try:
        damaged = [
            f"corrupt: {name}" for name in (DATA_FILE, KEYS_FILE) if _is_damaged(folder, name)
        ]
        with contextlib.closing(Vault.open(folder)) as vault:
            database = await Database.open(f"sqlite:///{folder / DATA_FILE}", vault)
            lost = await database.read(lambda tx: _missing(tx, cut.acknowledged))
            await database.close()
    except (sqlite3.Error, SQLAlchemyError, EngawaError) as error:
        return [f"corrupt: {type(error).__name__} {error}"]
    return [*damaged, *lost]


def _is_damaged(folder: Path, name: str) -> bool:
    with contextlib.closing(sqlite3.connect(folder / name)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    return bool(said != "ok")


def _missing(tx: Tx, acknowledged: int) -> list[str]:
    """Name what was acknowledged and is not there, and what is there without the offset."""
    rows = {row.id: row.input for row in inbox.due(tx, OPENING_TIME, 10_000)}
    following = offsets.get(tx, SOURCE) or 0
    heads = -(-following // VISITOR_WRITES)
    lines = [f"lost: {acknowledged - following} updates"] if following < acknowledged else []
    if inbox.pending(tx) != following or len(rows) != heads:
        lines.append(f"torn: {inbox.pending(tx)} updates before the offset {following}")
    return lines
