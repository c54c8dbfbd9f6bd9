"""The studio of the pictures: the running program, a page with two phones, a clock, a camera.

The page is the real one but for its letters, which are set so that every machine draws the same,
and for what lies behind the messages and would make the files twice as large.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Locator, Page, expect

from bot.app.serving import serve
from bot.settings import HOME, read_settings
from bot.simulator import RealClock, Simulator
from bot.simulator.clock import Timer
from bot.simulator.people import Staff, Visitor
from bot.simulator.state import Message, Topic

HERE = Path(__file__).parent
TOKYO = ZoneInfo("Asia/Tokyo")
MORNING = datetime(2026, 11, 24, 10, 12, tzinfo=TOKYO)
"""A Tuesday within the hours of `flows/desks.yaml`."""
LOOKS = """
@font-face { font-family: Signs; src: local("Noto Color Emoji"); unicode-range: U+26??, U+1F???; }
:root { --font: Signs, "Noto Sans CJK JP", sans-serif; }
.phone .log, body { background-image: none !important; }
.newest { display: none !important; }
"""
"""The same letters on every machine; some fonts have coloured signs in black and white."""
TO_THE_END = (
    "document.querySelectorAll('.scroller').forEach(l => { l.scrollTop = l.scrollHeight })"
)
LARGEST = 200_000  # bytes; readers may sit behind a slow line
PATIENCE = 15.0
PEOPLE = (
    ("訪問者", "visitor"),
    ("もう一人", "visitor"),
    ("夜の訪問者", "visitor"),
    ("窓口の佐藤", "staff"),
    ("窓口の田中", "staff"),
    ("しずかな訪問者", "visitor"),
)
LOW, SHORT, WIDE, MIDDLE, TALL = 600, 730, 820, 860, 1060
"""Heights of the page: as much phone as a picture needs."""


class Daytime:
    """A clock that runs as the machine's does, but on another day."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start.timestamp() - time.monotonic()
        self._machine = RealClock()

    def now(self) -> float:
        """Tell the seconds since 1970 of that day."""
        return time.monotonic() + self._ahead

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Run `act` by the event loop's timer."""
        return self._machine.after(seconds, act)

    def moment(self) -> datetime:
        """Tell the same as the bot wants it."""
        return datetime.fromtimestamp(self.now(), TOKYO)

    def skip(self, by: timedelta) -> None:
        """Move on without waiting."""
        self._ahead += by.total_seconds()


@dataclass(frozen=True, slots=True)
class Studio:
    """The running program, the people around it, and the camera."""

    simulator: Simulator
    clock: Daytime
    page: Page
    flows: Path

    def visitor(self, place: int) -> Visitor:
        """Give one of the visitors, counted from 0."""
        found = self.simulator.find(PEOPLE[place][0])
        assert isinstance(found, Visitor)
        return found

    def staff(self, place: int) -> Staff:
        """Give one of the staff, counted from 0."""
        found = self.simulator.find(PEOPLE[3 + place][0])
        assert isinstance(found, Staff)
        return found

    def topic(self, part: str) -> Topic | None:
        """Find a topic by a part of its name."""
        return next((topic for topic in self.simulator.topics if part in topic.name), None)

    async def topic_of(self, part: str) -> Topic:
        """Wait for a topic and give it."""
        await self.until(lambda: self.topic(part))
        found = self.topic(part)
        assert found is not None
        return found

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds on the simulator's side."""
        await self.simulator.until(holds, timeout=PATIENCE)

    async def press(self, visitor: Visitor, *labels: str) -> None:
        """Press one button after the other, each on the screen that followed."""
        for label in labels:
            answered = more_in(visitor)
            visitor.tap(label)
            await self.until(answered)

    async def write(self, visitor: Visitor, text: str) -> None:
        """Write a text and wait for the answer."""
        answered = more_in(visitor)
        visitor.write(text)
        await self.until(answered)

    async def said(self, topic: Topic, words: str) -> Message:
        """Wait for words in a topic and give the newest message that has them."""
        await self.until(lambda: _with(topic, words))
        found = _with(topic, words)
        assert found is not None
        return found

    async def reply(self, staff: Staff, topic: Topic, to: str, text: str, mark: str) -> Message:
        """Let somebody answer words in a topic, and wait for the bot's mark on the answer."""
        words = await self.said(topic, to)
        answer = staff.write(text, topic=topic, reply_to=words)
        await self.until(lambda: mark in answer.reactions.values())
        return answer

    def phone(self, side: str) -> Locator:
        """Find one of the two phones."""
        return self.page.get_by_test_id(f"phone-{side}")

    async def look_at(self, side: str, name: str) -> None:
        """Show what one of the people sees."""
        person = self.phone(side).get_by_test_id("person").filter(has_text=name)
        await person.first.click()

    async def enter(self, topic: str) -> None:
        """Open a topic on the staff's phone, from wherever it is."""
        await self.leave()
        await self.phone("staff").get_by_test_id("topic").filter(has_text=topic).first.click()

    async def leave(self) -> None:
        """Show the list of topics on the staff's phone."""
        back = self.phone("staff").get_by_test_id("back")
        if await back.is_visible():
            await back.click()

    async def shoot(self, name: str, side: str, *words: str, height: int = MIDDLE) -> None:
        """Take a phone's picture once it shows certain words, from the last to the first."""
        await self._stand_still(side, words, height)
        await self.phone(side).locator(".device").screenshot(path=HERE / f"{name}.png")
        weigh(name)

    async def shoot_page(self, name: str, words: str) -> None:
        """Take both phones once the staff's shows certain words."""
        await self._stand_still("staff", (words,), WIDE)
        path = HERE / f"{name}.png"
        await self.page.locator(".phones").screenshot(path=path, scale="css")
        weigh(name)

    async def _stand_still(self, side: str, words: Sequence[str], height: int) -> None:
        await self.page.set_viewport_size({"width": 1000, "height": height})
        seen = [self.phone(side).get_by_text(each).filter(visible=True).last for each in words]
        for each in seen:
            await expect(each).to_be_visible()
        await self.page.evaluate("document.activeElement?.blur()")
        await self.page.mouse.move(0, 0)
        await expect(self.page.locator(".toasts > *")).to_have_count(0, timeout=PATIENCE * 1000)
        await self.page.evaluate(TO_THE_END)
        for each in reversed(seen):
            await each.scroll_into_view_if_needed()


@asynccontextmanager
async def open_studio(browser: Browser) -> AsyncIterator[Studio]:
    """Start the program, the simulator and the page; the flows are a copy that may be changed."""
    clock = Daytime(MORNING)
    with tempfile.TemporaryDirectory(prefix="engawa-pictures-") as name:
        folder = Path(name)
        flows = folder / "flows"
        shutil.copytree(HOME / "flows", flows)
        async with Simulator(
            people=PEOPLE, clock=clock, bot_name="えんがわ", group_title="窓口（職員）"
        ) as simulator:
            context = await browser.new_context(
                locale="ja-JP", timezone_id="Asia/Tokyo", device_scale_factor=1.5, bypass_csp=True
            )
            async with _serving(simulator, clock, folder / "state", flows):
                page = await context.new_page()
                await page.goto(f"{simulator.url}/")
                await page.add_style_tag(content=LOOKS)
                yield Studio(simulator, clock, page, flows)
            await context.close()


@asynccontextmanager
async def _serving(
    simulator: Simulator, clock: Daytime, state: Path, flows: Path
) -> AsyncIterator[None]:
    settings = read_settings(
        telegram_token=simulator.token,
        telegram_api=simulator.url,
        staff_chat=simulator.group_id,
        state_dir=state,
        database="",
        flows=flows,
        paced=False,
        poll_seconds=5,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(settings, stop, now=clock.moment, ready=ready))
        await ready.wait()
        try:
            yield
        finally:
            stop.set()


def more_in(visitor: Visitor) -> Callable[[], bool]:
    """Give a question to ask later: whether the bot has written more since now."""
    before = len(visitor.inbox)
    return lambda: len(visitor.inbox) > before


def _with(topic: Topic, words: str) -> Message | None:
    return next((each for each in reversed(topic.messages) if words in each.text), None)


def weigh(name: str) -> None:
    """Say how large a picture has become."""
    size = (HERE / f"{name}.png").stat().st_size
    print(f"{name:16} {size // 1000:4} kB{'  too large' if size > LARGEST else ''}")
