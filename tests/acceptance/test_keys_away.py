"""The keys out of reach: who is in danger is answered, all else waits and comes by itself."""

import asyncio
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.simulator import Simulator, Visitor
from tests.acceptance.test_webhook import free_address
from tests.faults.danger import is_answered
from tests.postgresql import out_of_reach
from tests.unit.app.test_serving import served, settings, stopped

pytestmark = pytest.mark.usefixtures("shared")  # the database is migrated, and empty

WITHIN = 3.0  # seconds (SAFETY.md S2)
BACK = 15.0  # seconds until what waited is there, on a busy machine
CRY = "もう死にたい"


@pytest.fixture(params=["polling", "webhook"])
def given(
    request: pytest.FixtureRequest,
    simulator: Simulator,
    tmp_path: Path,
    postgresql: str,
    keys_database: str,
) -> Settings:
    """Give the settings of a program whose keys lie in a database of their own."""
    more: dict[str, object] = {}
    if request.param == "webhook":
        address = free_address()
        more = {"webhook_url": f"http://{address}/telegram", "webhook_listen": address}
    return settings(simulator, tmp_path, database=postgresql, keys_database=keys_database, **more)


@pytest.fixture
async def visitor(simulator: Simulator, given: Settings) -> Visitor:
    """Let somebody have been here, and the program have stopped."""
    stop, somebody = asyncio.Event(), simulator.visitor("みどり")
    task = await served(given, stop)
    somebody.start()
    await simulator.until(lambda: somebody.screen, BACK)
    await stopped(task, stop)
    return somebody


async def test_who_is_in_danger_is_answered_and_the_rest_comes_when_the_keys_are_back(
    simulator: Simulator, given: Settings, visitor: Visitor
) -> None:
    stop, other, late = asyncio.Event(), simulator.visitor("あお"), simulator.visitor("きいろ")
    task = await served(given, stop)

    async with out_of_reach(given.keys_database):
        other.start()
        for each in (visitor, late):  # the second one while the first one waits to be stored
            each.write(CRY)
            await simulator.until(lambda cries=each: is_answered(cries), WITHIN)  # type: ignore[misc]
        assert not other.inbox
    await simulator.until(lambda: other.inbox, BACK)

    await stopped(task, stop)


async def test_a_program_that_starts_without_its_keys_answers_who_is_in_danger(
    simulator: Simulator, given: Settings, visitor: Visitor
) -> None:
    stop, other = asyncio.Event(), simulator.visitor("あお")

    async with out_of_reach(given.keys_database):
        task = await served(given, stop)
        other.start()
        visitor.write(CRY)
        await simulator.until(lambda: is_answered(visitor), WITHIN)
        assert not other.inbox
    await simulator.until(lambda: other.inbox, BACK)

    await stopped(task, stop)
