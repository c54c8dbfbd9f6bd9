"""Keys or data out of reach: who is in danger is answered, and all else comes by itself."""

import asyncio
from pathlib import Path

import pytest

from bot.app.serving import serve
from bot.settings import Settings
from bot.simulator import Simulator, Visitor
from tests.acceptance.test_webhook import free_address
from tests.faults.danger import is_answered
from tests.postgresql import out_of_reach
from tests.unit.app.test_serving import NOW, served, settings, stopped

pytestmark = pytest.mark.usefixtures("shared")  # the database is migrated, and empty

WITHIN = 3.0  # seconds (SAFETY.md S2)
STARTED = 10.0  # seconds, on a busy machine
BACK = 15.0  # seconds until what waited is there, on a busy machine
CRY = "もう死にたい"


@pytest.fixture(params=["keys", "data"])
def away(request: pytest.FixtureRequest, postgresql: str, keys_database: str) -> str:
    """Give the address of what will be out of reach."""
    return keys_database if request.param == "keys" else postgresql


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


async def test_who_is_in_danger_is_answered_and_the_rest_comes_when_it_is_back(
    simulator: Simulator, given: Settings, visitor: Visitor, away: str
) -> None:
    stop, other, late = asyncio.Event(), simulator.visitor("あお"), simulator.visitor("きいろ")
    task = await served(given, stop)

    async with out_of_reach(away):
        other.start()
        for each in (visitor, late):  # the second one while the first one waits to be stored
            each.write(CRY)
            await simulator.until(lambda cries=each: is_answered(cries), WITHIN)  # type: ignore[misc]
        assert not other.inbox
    await simulator.until(lambda: other.inbox, BACK)

    await stopped(task, stop)


async def test_a_program_that_starts_without_it_answers_who_is_in_danger(
    simulator: Simulator, given: Settings, visitor: Visitor, away: str
) -> None:
    stop, other = asyncio.Event(), simulator.visitor("あお")

    async with out_of_reach(away):
        task = asyncio.ensure_future(serve(given, stop, now=lambda: NOW))
        other.start()
        visitor.write(CRY)
        await simulator.until(lambda: is_answered(visitor), STARTED)
        assert not other.inbox
    await simulator.until(lambda: other.inbox, BACK)

    await stopped(task, stop)


async def test_a_program_that_serves_without_it_obeys_a_stop(
    simulator: Simulator, given: Settings, visitor: Visitor, away: str
) -> None:
    stop = asyncio.Event()
    task = await served(given, stop)

    async with out_of_reach(away):
        visitor.write(CRY)
        await simulator.until(lambda: is_answered(visitor), WITHIN)
        stop.set()

        async with asyncio.timeout(BACK):
            await task


async def test_a_program_that_waits_for_it_obeys_a_stop(given: Settings, away: str) -> None:
    stop = asyncio.Event()
    task = await served(given, stop)  # a first start makes the master key
    await stopped(task, stop)

    async with out_of_reach(away):
        again = asyncio.Event()
        task = asyncio.ensure_future(serve(given, again, now=lambda: NOW))
        again.set()

        async with asyncio.timeout(BACK):
            await task
