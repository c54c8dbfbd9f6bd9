"""The menus of commands, in the words of the version in force."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import introducing
from bot.app.introducing import Introducing
from bot.channels.telegram.client import Client
from bot.conversation.content import Content
from bot.i18n import catalogue
from bot.model.ids import Language
from bot.simulator import Simulator
from tests.unit.conversation.small import small

ENGLISH = Language("en")


def saying(menu: str) -> Content:
    """Give a content with this English word for the menu."""
    return replace(
        small(), catalogues={ENGLISH: catalogue(ENGLISH, [("interface", "メニュー", menu)])}
    )


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[Client]:
    client = Client(simulator.token, simulator.url)
    await client.initialize()
    yield client
    await client.shutdown()


def offered(simulator: Simulator) -> list[str]:
    return [str(call.given["commands"]) for call in simulator.calls("setMyCommands")]


async def test_other_words_in_force_are_offered_by_themselves(
    client: Client, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introducing, "LOOK_SECONDS", 0.01)
    in_force = saying("Menu")
    keeping = Introducing(client, lambda: in_force)
    assert await keeping.renew()
    running = asyncio.ensure_future(keeping.run())

    in_force = saying("All answers")
    await simulator.until(lambda: len(offered(simulator)) == 3)
    running.cancel()

    japanese, before, after = offered(simulator)
    assert "メニュー" in japanese
    assert "Menu" in before
    assert "All answers" in after


async def test_what_telegram_does_not_take_is_offered_again(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("setMyCommands", "status")
    keeping = Introducing(client, lambda: saying("Menu"))

    assert not await keeping.renew()
    assert await keeping.renew()

    assert len(offered(simulator)) == 3
