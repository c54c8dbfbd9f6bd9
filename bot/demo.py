"""Show the main job on one's own machine: simulated Telegram, the real bot, two phones on a page.

A short visit is played first, in the terminal and on the page; then both parts are yours.
"""

import asyncio
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.app.serving import serve
from bot.settings import read_settings
from bot.simulator import Simulator
from bot.simulator.people import Staff, Visitor
from bot.simulator.state import Message, Topic

PEOPLE = (("夜の訪問者", "visitor"), ("窓口の佐藤", "staff"), ("窓口の田中", "staff"))
READING_SECONDS = 0.7  # so that an onlooker can follow the page
PATIENCE = 20.0
QUEUE = "受付"


async def demonstrate(port: int, *, once: bool) -> None:
    """Serve the page, play the visit, and stay until stopped unless it is to be shown `once`."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    with tempfile.TemporaryDirectory(prefix="engawa-demo-") as folder:
        async with Simulator(
            port=port, people=PEOPLE, bot_name="えんがわ", group_title="窓口（職員）"
        ) as simulator:
            settings = read_settings(
                telegram_token=simulator.token,
                telegram_api=simulator.url,
                staff_chat=simulator.group_id,
                staff_chats="",
                state_dir=Path(folder),
                database="",
                paced=False,
            )
            ready = asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(serve(settings, stop, ready=ready))
                await ready.wait()
                await _Visit(simulator, Console(highlight=False)).play()
                if once:
                    stop.set()
                await stop.wait()


@dataclass
class _Visit:
    """One visit, told line by line."""

    simulator: Simulator
    console: Console

    async def play(self) -> None:
        self.console.rule("Engawa 縁側")
        self.console.print(f"ふたつの電話 / two phones: [bold]{self.simulator.url}/[/bold]\n")
        visitor, staff = self._people()
        await self._read_and_ask(visitor)
        topic = await self._ask_for_a_person(visitor)
        await self._talk(visitor, staff, topic)
        self.console.print(
            "\nここからはご自由に。両方の役を、ページで試せます（Ctrl-C で終わり）。"
            f"\nNow it is yours: play both parts at {self.simulator.url}/ (Ctrl-C ends it)."
        )

    def _people(self) -> tuple[Visitor, Staff]:
        visitor, staff = (self.simulator.find(name) for name, _ in PEOPLE[:2])
        if not isinstance(visitor, Visitor) or not isinstance(staff, Staff):
            raise TypeError("the demo's people are a visitor and a member of staff")
        return visitor, staff

    async def _read_and_ask(self, visitor: Visitor) -> None:
        self._tell("訪問者", "/start")
        visitor.start()
        await self._answered(visitor, 0)
        await self._tap(visitor, "本名を言わなくてはだめ？")

    async def _ask_for_a_person(self, visitor: Visitor) -> Topic:
        await self._tap(visitor, "人と話す")
        await self._tap(visitor, "つづける")
        before = len(visitor.inbox)
        self._tell("訪問者", "緑のカエデ")
        visitor.write("緑のカエデ")
        await self._answered(visitor, before)
        await self._tap(visitor, "自分のこと")
        await self._tap(visitor, "答えない")
        await self._tap(visitor, "窓口の人につなぐ")
        await self._until(lambda: self._topic() and self._card())
        topic, card = self._topic(), self._card()
        if topic is None or card is None:
            raise RuntimeError("the case's topic is missing")
        self._tell("窓口", f"[{topic.name}]\n{card.text}")
        return topic

    async def _talk(self, visitor: Visitor, staff: Staff, topic: Topic) -> None:
        words = "夜にすみません。何から話せばいいか、わからなくて。"
        self._tell("訪問者", words)
        visitor.write(words)
        await self._until(lambda: said(topic, words))
        relayed = said(topic, words)
        self._tell("窓口", relayed.text if relayed else "")
        before = len(visitor.inbox)
        answer = "書いてくれてありがとうございます。わからないままで大丈夫です。ゆっくりどうぞ。"
        self._tell("佐藤", f"（返信）{answer}")
        staff.write(answer, topic=topic, reply_to=relayed)
        await self._until(lambda: any(answer in m.text for m in visitor.inbox[before:]))
        self._tell("訪問者の画面", visitor.inbox[-1].text)

    async def _tap(self, visitor: Visitor, label: str) -> None:
        self._tell("訪問者", f"▸ {label}")
        before = len(visitor.inbox)
        visitor.tap(label)
        await self._answered(visitor, before)

    async def _answered(self, visitor: Visitor, before: int) -> None:
        await self._until(lambda: len(visitor.inbox) > before)
        self._tell("えんがわ", visitor.inbox[-1].text)
        await asyncio.sleep(READING_SECONDS)

    async def _until(self, holds: Callable[[], object]) -> None:
        await self.simulator.until(holds, timeout=PATIENCE)

    def _topic(self) -> Topic | None:
        return next((topic for topic in self.simulator.topics if QUEUE not in topic.name), None)

    def _card(self) -> Message | None:
        topic = self._topic()
        held = topic.messages if topic else []
        return next((message for message in held if message.buttons), None)

    def _tell(self, who: str, words: str) -> None:
        first, *rest = words.splitlines()
        self.console.print(f"[bold]{who:　>6}[/bold]  {escape(first)}", soft_wrap=True)
        for line in rest:
            self.console.print(f"{'':　>6}  {escape(line)}", soft_wrap=True)


def said(topic: Topic, words: str) -> Message | None:
    """Find the message in a topic that has these words."""
    return next((message for message in topic.messages if words in message.text), None)
