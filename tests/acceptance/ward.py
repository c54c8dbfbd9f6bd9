"""A ward for tests: the real program on loopback, a simulated Telegram, people on both sides."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import app
from bot.settings import HOME, Settings, read_settings
from bot.simulator import Simulator
from bot.simulator.people import Staff, Visitor
from bot.simulator.state import Message, Topic

TOKYO = ZoneInfo("Asia/Tokyo")
OPENING_TIME = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
"""A Tuesday morning within the hours of `flows/desks.yaml`."""
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=TOKYO)


@dataclass
class Ward:
    """The program, Telegram and a clock that stands still until it is moved."""

    simulator: Simulator
    folder: Path
    now: datetime = OPENING_TIME
    flows: Path = HOME / "flows"
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def settings(self) -> Settings:
        """The settings that the program runs with."""
        return read_settings(
            telegram_token=self.simulator.token,
            telegram_api=self.simulator.url,
            staff_chat=self.simulator.group_id,
            state_dir=self.folder,
            flows=self.flows,
            paced=False,
            poll_seconds=5,
        )

    def pass_time(self, by: timedelta) -> None:
        """Move the clock forward."""
        self.now += by

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
        visitor.start()
        await self.until(lambda: visitor.screen and "人と話す" in str(visitor.screen.buttons))
        await self.press(visitor, "人と話す")
        await self.press(visitor, "つづける")
        await self._name(visitor, nickname)
        await self.press(visitor, "答えない")
        await self.press(visitor, "答えない")
        await self.press(visitor, "窓口の人につなぐ")
        await self.until(lambda: len(self.topics) > topics and card_in(self.topics[-1]))
        return self.topics[-1]

    async def _name(self, visitor: Visitor, nickname: str) -> None:
        if not nickname:
            await self.press(visitor, "名前なし")
            return
        before = len(visitor.inbox)
        visitor.write(nickname)
        await self.until(lambda: len(visitor.inbox) > before)

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
            serving = app.serve(self.settings, self._stop, now=lambda: self.now, ready=ready)
            tasks.create_task(serving)
            async with asyncio.timeout(10):
                await ready.wait()
            try:
                yield
            finally:
                self._stop.set()


def card_in(topic: Topic) -> Message | None:
    """Find the newest card in a topic."""
    cards = [m for m in topic.messages if m.from_bot and m.buttons]
    return cards[-1] if cards else None


def said_in(topic: Topic, part: str) -> Message | None:
    """Find the newest message of the bot in a topic that has these words."""
    said = (m for m in reversed(topic.messages) if m.from_bot and not m.is_service)
    return next((m for m in said if part in m.text), None)


def texts(messages: list[Message]) -> list[str]:
    """Give the words alone."""
    return [message.text for message in messages]


def new_staff(ward: Ward, name: str = "係員A") -> Staff:
    """Let a member of staff into the group."""
    return ward.simulator.staff(name)
