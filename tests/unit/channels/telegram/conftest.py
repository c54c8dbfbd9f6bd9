"""A client of ours, pointed at a simulated Telegram."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.client import Client
from bot.simulator import FakeClock, Simulator, Staff, Visitor


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(clock=FakeClock()) as running:
        yield running


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[Client]:
    async with Client(simulator.token, simulator.url) as client:
        yield client


@pytest.fixture
def visitor(simulator: Simulator) -> Visitor:
    someone = simulator.visitor("みどり")
    someone.start()
    return someone


@pytest.fixture
def staff(simulator: Simulator) -> Staff:
    return simulator.staff("係員A")
