"""Two programs on one PostgreSQL: one polls and answers, and when it is gone the other does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator import Simulator, Visitor
from bot.store.connect import Database
from tests.acceptance.process import START_SECONDS, Program, cleared_away

LEASE_SECONDS = 20.0  # eight of silence, a beat, and a busy machine


@dataclass
class Pair:
    """Two programs at work: the first one polls."""

    first: Program
    second: Program


@pytest.fixture
async def pair(
    simulator: Simulator, tmp_path: Path, shared: Database, postgresql: str
) -> AsyncIterator[Pair]:
    del shared  # it is migrated, and empty
    settings = {"ENGAWA_DATABASE": postgresql, "ENGAWA_STATE_DIR": str(tmp_path / "keys")}
    both = [Program(simulator, tmp_path / name, settings=settings) for name in ("a", "b")]
    first, second = both
    async with cleared_away(first), cleared_away(second):
        await first.start()
        second.launch()
        await simulator.until(lambda: len(simulator.calls("getMe")) == 2, timeout=START_SECONDS)
        yield Pair(first, second)


def offers(visitor: Visitor, label: str) -> bool:
    """Say whether the newest screen has a button of that name."""
    rows = visitor.screen.rows if visitor.screen else []
    return any(button["text"] == label for row in rows for button in row)


async def test_when_the_one_that_polls_is_killed_the_other_goes_on_where_it_stood(
    simulator: Simulator, pair: Pair
) -> None:
    visitor = simulator.visitor("やまだ")
    visitor.start()
    await simulator.until(lambda: offers(visitor, "人と話す"))

    pair.first.kill()
    visitor.tap("人と話す")
    await simulator.until(lambda: offers(visitor, "つづける"), timeout=LEASE_SECONDS)

    assert await pair.second.terminate() == 0, pair.second.said


async def test_one_that_stops_leaves_the_polling_to_the_other_at_once(
    simulator: Simulator, pair: Pair
) -> None:
    visitor = simulator.visitor("やまだ")

    stopped = await pair.first.terminate()
    visitor.start()
    await simulator.until(lambda: offers(visitor, "人と話す"))

    assert stopped == 0, pair.first.said
    assert "another instance" not in pair.first.said + pair.second.said
