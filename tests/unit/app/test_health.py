"""Whether it lives, whether it serves, and how it stands."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Never, cast

import aiohttp
import pytest

from bot.app import health as module
from bot.app.health import WINDOWS, Health
from bot.app.hearing import Source
from bot.app.house import House
from bot.app.ports import Ports
from bot.channels.console import Console
from bot.model.errors import KeysUnreachable
from bot.pipeline.replica import Replica
from bot.store.keys import Vault
from tests.unit.app.test_house import closed, house_over

WINDOW = 30.0


@dataclass
class Ears:
    """What hears Telegram, as far as health looks at it."""

    heard: float | None = None

    @property
    def source(self) -> Source:
        return cast(Source, self)  # a real one would want a Telegram to hear


@dataclass
class Asked:
    """Somebody who asks."""

    health: Health
    address: str
    session: aiohttp.ClientSession
    ticks: float = 1000.0

    async def ask(self, path: str) -> tuple[int, str]:
        async with self.session.get(f"http://{self.address}{path}") as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def asked(unused_tcp_port: int) -> AsyncIterator[Asked]:
    address = f"127.0.0.1:{unused_tcp_port}"
    async with aiohttp.ClientSession() as session:
        somebody = Asked(Health(["bunkyo", "taito"], lambda: somebody.ticks), address, session)
        async with Ports().answering("SETTING", address, somebody.health.answers):
            yield somebody


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house, vault = await house_over(Console(lambda _: None))
    yield house
    await closed(house, vault)


async def test_it_lives_before_any_ward_serves(asked: Asked) -> None:
    assert await asked.ask("/healthz") == (200, "ok\n")
    assert await asked.ask("/readyz") == (503, "bunkyo: not serving\ntaito: not serving\n")


async def test_a_ward_is_ready_while_telegram_is_heard_within_three_windows(
    asked: Asked, house: House
) -> None:
    ears = Ears()
    with asked.health.attends("bunkyo", WINDOW)(house, ears.source):
        unheard = await asked.ask("/readyz")
        ears.heard = asked.ticks
        asked.ticks += WINDOWS * WINDOW
        heard = await asked.ask("/readyz")
        asked.ticks += 0.1
        too_long_ago = await asked.ask("/readyz")
    afterwards = await asked.ask("/readyz")

    silent = (503, "bunkyo: telegram not heard\ntaito: not serving\n")
    assert (unheard, too_long_ago) == (silent, silent)
    assert heard == (200, "bunkyo: ready\ntaito: not serving\n")
    assert afterwards == (503, "bunkyo: not serving\ntaito: not serving\n")


async def test_a_program_is_ready_while_another_one_polls(
    asked: Asked, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Replica, "leaves_polling", True)

    with asked.health.attends("bunkyo", WINDOW)(house, Ears().source):
        assert await asked.ask("/readyz") == (200, "bunkyo: ready\ntaito: not serving\n")


async def test_keys_that_do_not_answer_are_told(
    asked: Asked, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(_: Vault) -> Never:
        raise KeysUnreachable

    monkeypatch.setattr(Vault, "look", look)

    with asked.health.attends("bunkyo", WINDOW)(house, Ears(asked.ticks).source):
        status, told = await asked.ask("/readyz")

    assert (status, told.splitlines()[0]) == (503, "bunkyo: the keys do not answer")


async def test_a_store_that_does_not_answer_is_told_in_time_and_costs_no_other_figure(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STORE_SECONDS", 0.05)
    house, vault = await house_over(Console(lambda _: None))
    await closed(house, vault)

    with asked.health.attends("bunkyo", WINDOW)(house, Ears(asked.ticks).source):
        async with asyncio.timeout(5):
            status, told = await asked.ask("/readyz")
            _, page = await asked.ask("/metrics")

    assert status == 503
    assert told.startswith("bunkyo: the store does not answer\n")
    assert 'engawa_turns_total{outcome="done",ward="bunkyo"} 0.0' in page
    assert 'engawa_ready{ward="bunkyo"} 0.0' in page
    assert "engawa_inputs_waiting{" not in page


async def test_the_figures_of_a_ward_that_serves_are_on_the_page(
    asked: Asked, house: House
) -> None:
    ears = Ears(asked.ticks - 3)
    with asked.health.attends("bunkyo", WINDOW)(house, ears.source):
        status, page = await asked.ask("/metrics")

    assert status == 200
    assert 'engawa_poll_age_seconds{ward="bunkyo"} 3.0' in page
    assert 'engawa_outbox_waiting{priority="visitor",ward="bunkyo"} 0.0' in page
    assert 'engawa_ready{ward="taito"} 0.0' in page
