"""A simulator on a fake clock, the usual client pointed at it, and people."""

from collections.abc import AsyncIterator
from typing import Protocol

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.simulator import FakeClock, Simulator, Staff, Visitor
from bot.simulator.wire import Json


class Caller(Protocol):
    """Call a method with a JSON body; returns the HTTP status and the envelope."""

    async def __call__(self, method: str, **parameters: object) -> tuple[int, Json]: ...


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(clock=FakeClock()) as running:
        yield running


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with client_of(simulator) as client:
        yield client


def client_of(simulator: Simulator) -> Bot:
    def request() -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=16, httpx_kwargs={"verify": False})

    return Bot(
        simulator.token,
        base_url=f"{simulator.url}/bot",
        base_file_url=f"{simulator.url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(simulator: Simulator, http: aiohttp.ClientSession) -> Caller:
    return caller_of(simulator, http)


def caller_of(simulator: Simulator, http: aiohttp.ClientSession) -> Caller:
    async def calling(method: str, **parameters: object) -> tuple[int, Json]:
        url = f"{simulator.url}/bot{simulator.token}/{method}"
        async with http.post(url, json=parameters) as answer:
            return answer.status, await answer.json()

    return calling


@pytest.fixture
def visitor(simulator: Simulator) -> Visitor:
    someone = simulator.visitor("みどり")
    someone.start()
    return someone


@pytest.fixture
def staff(simulator: Simulator) -> Staff:
    return simulator.staff("係員A")
