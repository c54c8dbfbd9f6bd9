"""What happens to the files: rows 3, 4 and 5."""

import asyncio
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bot.simulator import Chance, Simulator, Visitor
from bot.simulator.clock import sleep
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import COMMAND, Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.faults.danger import answered
from tests.faults.killed import PROGRAM

DATABASES = ("engawa.sqlite", "keys.sqlite")
ROOM = 80 * 1024
"""Bytes that a file may have while the disk counts as full: what is logged has room."""
GRACE = 0.4  # seconds in which what was stored before is still confirmed
REST = 10.0  # seconds after which all must have arrived
PATIENCE = 20.0
LONGER_THAN_BUSY = 3.5  # seconds: longer than SQLite itself waits for a lock
LONGEST = 8
HEAD = 64  # bytes
CRYING = 3  # visitors in danger
Trouble = Callable[[Program, Sequence[Visitor]], Awaitable[list[str]]]


async def locked(folder: Path, seed: int, without: str = "") -> list[str]:
    """Hold the lock that every writer needs, for some seconds."""

    async def trouble(program: Program, in_danger: Sequence[Visitor]) -> list[str]:
        with _lock(program.state / DATABASES[0]):
            simulator = program.simulator
            await sleep(simulator.clock, GRACE)
            before = len(simulator.journal.of_kind("confirmed"))
            simulator.visitor("Somebody else").start()
            locked_until = simulator.clock.now() + LONGER_THAN_BUSY + seed % LONGEST
            cried = await answered(simulator, in_danger)
            await sleep(simulator.clock, max(0.0, locked_until - simulator.clock.now()))
            after = len(simulator.journal.of_kind("confirmed"))
        early = after - before
        return [*cried, *([f"confirmed: {early} updates that nobody stored"] if early else [])]

    return await _lived(folder, seed, without, trouble)


async def full(folder: Path, seed: int, without: str = "") -> list[str]:
    """Let no file grow beyond a small size for a while."""

    async def trouble(program: Program, in_danger: Sequence[Visitor]) -> list[str]:
        usual = resource.prlimit(program.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (ROOM, usual[1]))
        cried = await answered(program.simulator, in_danger)
        await sleep(program.simulator.clock, 1.5)
        if program.is_running:
            resource.prlimit(program.pid, resource.RLIMIT_FSIZE, usual)
        return cried

    return await _lived(folder, seed, without, trouble)


async def damaged(folder: Path, seed: int, without: str = "") -> list[str]:
    """Spoil a page, or take the file away: only who is in danger is served.

    It must confirm nothing, say so to everybody, and end with a word of it when it is told to.
    """
    command = (*PROGRAM, "--without", without) if without else COMMAND
    async with (
        Simulator(seed=seed) as simulator,
        cleared_away(Program(simulator, folder / "at", command)) as program,
    ):
        await program.start()
        visitor = simulator.visitor("Somebody")
        visitor.start()
        await simulator.until(lambda: visitor.inbox, PATIENCE)
        await program.terminate()
        _ruin(program.state, seed)
        before = len(simulator.journal.of_kind("confirmed"))
        visitor.write("聞こえますか")
        program.launch()
        seen = await _told_of_damage(simulator, visitor)
        seen += await answered(
            simulator, [simulator.visitor(f"In danger {number}") for number in range(CRYING)]
        )
        if len(simulator.journal.of_kind("confirmed")) > before:
            seen.append("confirmed: what a damaged file cannot keep")
        code = await program.terminate()
        if not code or "database is" not in program.said.splitlines()[-1]:
            seen.append("silent: nobody is told of the damage")
    return seen


async def _told_of_damage(simulator: Simulator, visitor: Visitor) -> list[str]:
    """Wait for the answer to a visitor who is in no danger."""
    count = len(visitor.inbox)
    try:
        await simulator.until(lambda: len(visitor.inbox) > count, PATIENCE)
    except TimeoutError:
        return ["silent: a visitor is not told of the damage"]
    told = "この仕組みがこわれていて" in visitor.inbox[-1].text
    return [] if told else ["served: on a damaged file"]


def _ruin(state: Path, seed: int) -> None:
    """Spoil a page of one of the files; at every third seed take the data away altogether."""
    if seed % 3 == 2:
        for file in state.glob(f"{DATABASES[0]}*"):
            file.unlink()
        return
    _spoil(state / DATABASES[seed % len(DATABASES)], Chance(seed))


def _spoil(path: Path, chance: Chance) -> None:
    """Write over the head of a page that a table or an index begins with."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
        pages = [page for (page,) in roots]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    page = pages[chance.between(0, len(pages) - 1)]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(
            bytes(chance.between(14, 255) for _ in range(HEAD))
        )  # no kind of page is above 13


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def _lived(
    folder: Path,
    seed: int,
    without: str,
    trouble: Trouble,
) -> list[str]:
    """Let a crowd talk while there is trouble; give all that must not be."""
    command = (*PROGRAM, "--without", without) if without else COMMAND
    async with (
        Simulator(seed=seed) as simulator,
        cleared_away(Program(simulator, folder / "at", command)) as program,
    ):
        crowd, words = Crowd.of(simulator, 3), Chance(seed).between(2, 40)
        await program.start()
        seen: list[str] = []
        async with asyncio.TaskGroup() as tasks:
            life = tasks.create_task(_talk(program, crowd, words, trouble))
            death = tasks.create_task(program.dead())
            await asyncio.wait({life, death}, return_when=asyncio.FIRST_COMPLETED)
            seen += await life if life.done() else ["ended: it died"]
            life.cancel()
            death.cancel()
        if program.is_running and await program.terminate():
            seen.append("ended: it did not stop in good order")
    return [*seen, *_faults(crowd), *_corrupt(program.state)]


async def _talk(
    program: Program,
    crowd: Crowd,
    words: int,
    trouble: Trouble,
) -> list[str]:
    in_danger = [crowd.simulator.visitor(f"In danger {number}") for number in range(CRYING)]
    seen: list[str] = []
    try:
        async with asyncio.timeout(2 * PATIENCE), living(crowd, in_flight=8):
            await crowd.simulator.until(lambda: len(crowd.written) >= words, PATIENCE)
            seen += await trouble(program, in_danger)
        await crowd.simulator.until(lambda: not _lost(crowd), REST)
    except TimeoutError:
        seen.append("stuck: words are still missing")
    return seen


def _faults(crowd: Crowd) -> list[str]:
    arrivals = read_arrivals(crowd.simulator, crowd.accounts)
    return list(judge(crowd.written, arrivals, []).faults)


def _lost(crowd: Crowd) -> bool:
    return any(fault.startswith("lost") for fault in _faults(crowd))


def _corrupt(state: Path) -> Iterator[str]:
    for name in DATABASES:
        connection = sqlite3.connect(state / name)
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
        if said != "ok":
            yield f"corrupt: {name}: {said}"
