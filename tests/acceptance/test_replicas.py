"""Two programs on one PostgreSQL: one polls and answers, and when it is gone the other does."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator import Simulator, Visitor
from tests.acceptance.process import START_SECONDS, Program, cleared_away

pytestmark = pytest.mark.usefixtures("shared")  # the database is migrated, and empty

LEASE_SECONDS = 20.0  # eight of silence, a beat, and a busy machine


@dataclass
class Pair:
    """Two programs at work: the first one polls."""

    first: Program
    second: Program


@pytest.fixture(params=["one machine", "two machines"])
async def pair(
    request: pytest.FixtureRequest,
    simulator: Simulator,
    tmp_path: Path,
    postgresql: str,
    keys_database: str,
) -> AsyncIterator[Pair]:
    """Start two programs: they share a folder with the keys, or a database with them."""
    here, there = tmp_path / "here", tmp_path / "there"
    settings = {"ENGAWA_DATABASE": postgresql}
    if request.param == "one machine":
        there = here
    else:
        settings["ENGAWA_KEYS_DATABASE"] = keys_database
    first, second = (
        Program(simulator, tmp_path / name, settings={**settings, "ENGAWA_STATE_DIR": str(state)})
        for name, state in (("a", here), ("b", there))
    )
    async with cleared_away(first), cleared_away(second):
        await first.start()
        if there != here:
            there.mkdir(mode=0o700)
            shutil.copy2(here / "master.key", there)
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
