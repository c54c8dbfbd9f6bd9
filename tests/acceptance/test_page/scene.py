"""What the page's tests play in: two phones in a browser, and behind them a bot or the program."""

import re
import shutil
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from bot.simulator import Simulator
from tests.acceptance.ward import Ward

Json = dict[str, Any]  # Any: the Bot API's objects are open, and read here field by field

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 860}

ON_THE_PAGE = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        BROWSER is None, reason="needs chromium, chromium-browser or google-chrome on the PATH"
    ),
]


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, as far as a test plays it: calls of the Bot API over HTTP."""

    client: aiohttp.ClientSession
    address: str
    group_id: int

    async def call(self, method: str, **parameters: object) -> Any:  # Any: as Json
        """Call a method and give its result."""
        async with self.client.post(f"{self.address}/{method}", json=parameters) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]

    async def say(self, chat_id: int, text: str, *labels: str, **more: object) -> Json:
        """Send a text with one button under the other."""
        rows = [[{"text": label, "callback_data": label}] for label in labels]
        markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        sent: Json = await self.call("sendMessage", chat_id=chat_id, text=text, **markup, **more)
        return sent

    async def hear(self, kind: str) -> Json:
        """Wait for the next update of that kind, and confirm all before it."""
        offset = 0
        while True:
            updates = await self.call("getUpdates", timeout=5, offset=offset)
            assert updates, f"no {kind} came"
            for update in updates:
                offset = update["update_id"] + 1
                if kind in update:
                    await self.call("getUpdates", offset=offset)
                    found: Json = update[kind]
                    return found

    async def open_topic(self, name: str) -> int:
        """Open a topic in the group and give its thread id."""
        topic = await self.call("createForumTopic", chat_id=self.group_id, name=name)
        thread: int = topic["message_thread_id"]
        return thread


@dataclass(frozen=True, slots=True)
class Phones:
    """The page with its two phones, and the hands that use them."""

    page: Page

    def on(self, side: str, name: str) -> Locator:
        """Find something by its test id on one of the phones."""
        return self.page.get_by_test_id(f"phone-{side}").get_by_test_id(name)

    def message(self, side: str, text: str) -> Locator:
        """Find the message with that text."""
        return self.on(side, "message").filter(has_text=text)

    def said(self, side: str, text: str) -> Locator:
        """Find the message that says it itself, not in a quotation."""
        words = self.page.locator(".words", has_text=text)
        return self.on(side, "message").filter(has=words)

    async def start(self) -> None:
        """Begin as a visitor does; until Telegram has heard it, no bot may write to them."""
        await self.page.get_by_test_id("start").click()
        await expect(self.message("visitor", "/start")).to_be_visible()

    async def write(self, side: str, text: str) -> None:
        """Type a text and press Enter."""
        composer = self.page.get_by_test_id(f"composer-{side}")
        await composer.fill(text)
        await composer.press("Enter")

    async def choose(self, message: Locator, label: str) -> None:
        """Open a message's menu and choose from it."""
        await message.click(button="right", position={"x": 100, "y": 12})
        menu = self.page.get_by_test_id("menu")
        await menu.get_by_label(label).or_(menu.get_by_text(label, exact=True)).click()

    async def reply(self, side: str, to: str, text: str) -> None:
        """Answer the newest message that has those words."""
        await self.choose(self.said(side, to).last, "返信")
        await self.write(side, text)

    async def press(self, side: str, *labels: str) -> None:
        """Press one button after the other, each where it was shown last."""
        for label in labels:
            whole = re.compile(f"^{re.escape(label)}$")
            await self.on(side, "key").filter(has_text=whole).last.click()

    async def sees(self, side: str, *texts: str) -> None:
        """Wait until a phone shows these messages."""
        for text in texts:
            await expect(self.said(side, text).last).to_be_visible()

    async def sees_nothing_of(self, side: str, text: str) -> None:
        """Make sure that a phone does not show a message."""
        await expect(self.said(side, text)).to_have_count(0)

    async def enter(self, topic: str) -> None:
        """Open a topic on the staff's phone, from wherever it is."""
        back = self.page.get_by_test_id("back")
        if await back.is_visible():
            await back.click()
        await self.on("staff", "topic").filter(has_text=topic).click()

    async def become(self, side: str, name: str) -> None:
        """Take somebody else's place at one of the phones."""
        await self.on(side, "person").filter(has_text=name).click()


@dataclass(frozen=True, slots=True)
class Scene(Phones):
    """Everything a test of the page alone needs: the world, and the bot in the test's hands."""

    simulator: Simulator
    bot: Bot
    browser: Browser
    visitor: int
    complaints: list[str]


@dataclass(frozen=True, slots=True)
class Day(Phones):
    """The whole of Engawa: the real program behind both phones."""

    ward: Ward


async def opened(context: BrowserContext, url: str, complaints: list[str]) -> Page:
    """Open the page and keep what it raises, and what its own policy refuses."""
    page = await context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend([line.text] if line.type == "error" else []))
    await page.goto(url)
    await expect(page.get_by_test_id("link")).to_be_hidden()
    return page
