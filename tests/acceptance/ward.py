"""A ward for tests: the real program on loopback, a simulated Telegram, people on both sides."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bot.app.house import House, build
from bot.app.serving import serve
from bot.settings import HOME, Settings, read_settings
from bot.simulator import Simulator
from bot.simulator.people import Staff, Visitor
from bot.simulator.state import Message, Topic

TOKYO = ZoneInfo("Asia/Tokyo")
OPENING_TIME = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
"""A Tuesday morning within the hours of `flows/desks.yaml`."""
REPEATED = "\n（再送かもしれません）"
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=TOKYO)


@dataclass
class Ward:
    """The program, Telegram and a clock that stands still until it is moved."""

    simulator: Simulator
    folder: Path
    now: datetime = OPENING_TIME
    flows: Path = HOME / "flows"
    speed: float = 0.0
    """How much faster than the machine's the ward's clock runs; 0: it stands still."""
    more: dict[str, object] = field(default_factory=dict)
    """Settings beside the usual ones."""
    house: House | None = None
    """The program's running parts, once it serves."""
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _since: float = field(default_factory=time.monotonic)

    @property
    def settings(self) -> Settings:
        """The settings that the program runs with."""
        usual: dict[str, object] = {
            "telegram_token": self.simulator.token,
            "telegram_api": self.simulator.url,
            "staff_chat": self.simulator.group_id,
            "state_dir": self.folder,
            "flows": self.flows,
            "paced": False,
            "poll_seconds": 5,
        }
        return read_settings(**(usual | self.more))

    def pass_time(self, by: timedelta) -> None:
        """Move the clock forward."""
        self.now += by

    def hurry(self, speed: float = 120) -> None:
        """Let the clock run, so that what waits for another try soon has it."""
        self.now, self._since, self.speed = self.clock(), time.monotonic(), speed

    def clock(self) -> datetime:
        """Read the ward's clock."""
        return self.now + timedelta(seconds=(time.monotonic() - self._since) * self.speed)

    async def quiet(self) -> None:
        """Wait until every update is taken, every turn played and all that may go is sent."""
        await self.until(lambda: not len(self.simulator.queue))
        assert self.house is not None
        async with asyncio.timeout(8):
            await self.house.quiet()

    async def until(self, holds: Callable[[], object], seconds: float = 8) -> None:
        """Wait until something holds on the other side."""
        await self.simulator.until(holds, timeout=seconds)

    @property
    def topics(self) -> list[Topic]:
        """The cases' topics, without the queue topic, oldest first."""
        return [topic for topic in self.simulator.topics if "受付" not in topic.name]

    @property
    def queue(self) -> Topic:
        """The queue topic."""
        return next(topic for topic in self.simulator.topics if "受付" in topic.name)

    async def shown(self, visitor: Visitor, part: str) -> Message:
        """Wait until the visitor's newest screen has these words."""
        await self.until(lambda: visitor.screen and part in visitor.screen.text)
        assert visitor.screen is not None
        return visitor.screen

    async def at_menu(self, visitor: Visitor) -> Message:
        """Let a visitor start and see the menu."""
        visitor.start()
        return await self.after(visitor)

    async def after(self, visitor: Visitor) -> Message:
        """Wait until all is quiet, and give what the visitor sees then."""
        await self.quiet()
        assert visitor.screen is not None
        return visitor.screen

    async def tap(self, visitor: Visitor, label: str) -> Message:
        """Press a button and give what the visitor sees once all is quiet."""
        visitor.tap(label)
        return await self.after(visitor)

    async def write(self, visitor: Visitor, text: str) -> Message:
        """Write, and give what the visitor sees once all is quiet."""
        visitor.write(text)
        return await self.after(visitor)

    async def press(self, visitor: Visitor, label: str) -> Message:
        """Press a button and wait for the screen that follows."""
        before = len(visitor.inbox)
        visitor.tap(label)
        await self.until(lambda: len(visitor.inbox) > before)
        assert visitor.screen is not None
        return visitor.screen

    async def open_case(self, visitor: Visitor, nickname: str = "") -> Topic:
        """Take a visitor through the handoff and give the topic with its card in it."""
        topics = len(self.topics)
        await self.hand_off(visitor, nickname)
        await self.until(lambda: len(self.topics) > topics and card_in(self.topics[-1]))
        return self.topics[-1]

    async def open_case_again(self, visitor: Visitor, nickname: str = "") -> Topic:
        """Take a visitor through the handoff who has a topic already."""
        await self.hand_off(visitor, nickname)
        await self.quiet()
        return self.topics[-1]

    async def hand_off(self, visitor: Visitor, nickname: str = "") -> None:
        """Take a visitor from the start to the last button of the handoff."""
        await self.at_menu(visitor)
        await self.tap(visitor, "人と話す")
        await self.tap(visitor, "つづける")
        if nickname:
            await self.write(visitor, nickname)
        else:
            await self.tap(visitor, "名前なし")
        await self.tap(visitor, "答えない")
        await self.tap(visitor, "答えない")
        await self.tap(visitor, "窓口の人につなぐ")

    async def relayed(self, topic: Topic, part: str) -> Message:
        """Wait until these words are in a topic, from the bot."""
        await self.until(lambda: said_in(topic, part))
        found = said_in(topic, part)
        assert found is not None
        return found

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Run the program as long as the block lasts, then stop it as SIGTERM would."""
        self._stop = asyncio.Event()
        ready = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            with self._keeping_hold_of_the_house():
                serving = serve(self.settings, self._stop, now=self.clock, ready=ready)
                tasks.create_task(serving)
                async with asyncio.timeout(10):
                    await ready.wait()
            try:
                yield
            finally:
                self._stop.set()

    @contextmanager
    def _keeping_hold_of_the_house(self) -> Iterator[None]:
        def keeping(*parts: Any) -> House:  # whatever it is that a house is built of
            self.house = build(*parts)
            return self.house

        with patch("bot.app.ward.build", keeping):
            yield


def card_in(topic: Topic) -> Message | None:
    """Find the newest card in a topic."""
    cards = [m for m in topic.messages if m.from_bot and m.buttons and " No. " in m.text]
    return cards[-1] if cards else None


def said_in(topic: Topic, part: str) -> Message | None:
    """Find the newest message of the bot in a topic that has these words."""
    said = (m for m in reversed(topic.messages) if m.from_bot and not m.is_service)
    return next((m for m in said if part in m.text), None)


def words_in(topic: Topic, nickname: str = "みどり") -> list[str]:
    """Give the visitor's words in a topic, in order, without headers and marks."""
    headed = (m.text for m in topic.messages if m.text.startswith(f"{nickname} "))
    return [text.partition("\n")[2].removesuffix(REPEATED) for text in headed]


def texts(messages: list[Message]) -> list[str]:
    """Give the words alone."""
    return [message.text for message in messages]


def new_staff(ward: Ward, name: str = "係員A") -> Staff:
    """Let a member of staff into the group."""
    return ward.simulator.staff(name)


def lines_in(queue: Topic) -> list[str]:
    """Give the lines that cases have in the queue topic."""
    return [text for text in texts(queue.messages) if "No. " in text]
