"""A browser for all tests of a module, and a fresh world for each of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.simulator import Simulator
from tests.acceptance.test_page.scene import BROWSER, DESKTOP, QUIET, Bot, Day, Scene, opened
from tests.acceptance.ward import Ward


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield launched
        await launched.close()


PEOPLE = [("みなと", "visitor"), ("佐藤", "staff"), ("田中", "staff")]


@pytest_asyncio.fixture(loop_scope="module")
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    async with (
        Simulator(people=PEOPLE, bot_name="えんがわ", group_title="相談室") as simulator,
        aiohttp.ClientSession() as client,
    ):
        bot = Bot(client, f"{simulator.url}/bot{simulator.token}", simulator.group_id)
        visitor = next(iter(simulator.world.people.values())).id
        context = await browser.new_context(locale="ja-JP", viewport=DESKTOP)
        complaints: list[str] = []
        page = await opened(context, simulator.url, complaints)
        yield Scene(page, simulator, bot, browser, visitor, complaints)
        await context.close()
        assert complaints == []


@pytest_asyncio.fixture(loop_scope="module")
async def day(browser: Browser, tmp_path: Path) -> AsyncIterator[Day]:
    async with Simulator(people=PEOPLE, bot_name="えんがわ", group_title="相談室") as simulator:
        ward = Ward(simulator, tmp_path / "state")
        context = await browser.new_context(locale="ja-JP", viewport=DESKTOP)
        complaints: list[str] = []
        async with ward.serving():
            page = await opened(context, simulator.url, complaints)
            yield Day(page, ward)
            await context.close()
        assert complaints == []
