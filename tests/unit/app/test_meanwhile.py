"""A store that cannot be opened yet: who is in danger is answered, and then all goes its way."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.app import meanwhile
from bot.app.meanwhile import ToldToStop, opened
from bot.app.serving import serve
from bot.settings import Settings
from bot.simulator import Simulator
from tests.unit.app.test_serving import NOW, served, settings, stopped

CRY = "もう死にたい"
PANEL = "ここは緊急の窓口ではありません"
SOON = 10.0  # seconds, on a busy machine


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def once_served(given: Settings) -> None:
    stop = asyncio.Event()
    await stopped(await served(given, stop), stop)


@pytest.mark.parametrize("file", ["engawa.sqlite", "keys.sqlite"])
async def test_a_locked_file_at_the_start_keeps_nobody_in_danger_waiting(
    tmp_path: Path, file: str
) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        await once_served(given)
        visitor, other = simulator.visitor("みどり"), simulator.visitor("あお")
        visitor.write(CRY)
        other.start()

        with locked(given.state_dir / file):
            task = asyncio.ensure_future(serve(given, stop, now=lambda: NOW))
            await simulator.until(lambda: visitor.inbox, SOON)
            before = len(simulator.journal.of_kind("confirmed"))
            told = bool(other.inbox)
        await simulator.until(lambda: other.inbox, SOON)
        await stopped(task, stop)

    assert PANEL in visitor.inbox[0].text
    assert not told
    assert len(simulator.journal.of_kind("confirmed")) > before


async def test_a_start_that_waits_for_a_lock_obeys_a_stop(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        await once_served(given)

        with locked(given.state_dir / "engawa.sqlite"):
            task = asyncio.ensure_future(serve(given, stop, now=lambda: NOW))
            await stopped(task, stop)


async def test_what_opens_at_once_is_given_and_nobody_is_looked_at() -> None:
    async def open_it() -> str:
        return "open"

    async def look() -> None:
        pytest.fail("there was no need")

    assert await opened(open_it(), look, asyncio.Event()) == "open"


async def test_what_cannot_be_opened_raises_what_it_met() -> None:
    async def open_it() -> None:
        raise ValueError

    async def look() -> None:
        pass

    with pytest.raises(ValueError):  # noqa: PT011 - it has no words
        await opened(open_it(), look, asyncio.Event())


async def test_a_look_that_fails_keeps_nothing_from_being_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meanwhile, "PATIENCE", 0.0)
    failed = asyncio.Event()

    async def open_it() -> str:
        await failed.wait()
        return "open"

    async def look() -> None:
        failed.set()
        raise ValueError

    assert await opened(open_it(), look, asyncio.Event()) == "open"


async def test_a_stop_ends_the_waiting() -> None:
    stop = asyncio.Event()

    async def open_it() -> None:
        stop.set()
        await asyncio.Event().wait()

    async def look() -> None:
        pass

    with pytest.raises(ToldToStop):
        await opened(open_it(), look, stop)
