"""What the page shows and asks for: the files as they are, the last good version, the visit."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from watchfiles import awatch

from bot.app.hearing import Source
from bot.app.house import House
from bot.channels.telegram.poll import Poller
from bot.conversation import interface
from bot.conversation.content import Content
from bot.conversation.script.record import record
from bot.conversation.state import Conversation
from bot.i18n import translate
from bot.loader.loaded import Loaded
from bot.model.ids import BASE_LANGUAGE, FlowId, Language
from bot.model.inputs import Said
from bot.preview.look import Look, broken, look_at, sound
from bot.preview.visit import Bot, Visit
from bot.preview.why import why
from bot.seeing.chart import flow_chart, whole_chart
from bot.seeing.svg import svg
from bot.simulator.wire import Json

DEBOUNCE_MS = 200  # an editor that saves writes several times

NOTHING_SEEN = Look(None, ())


@dataclass(slots=True)
class Room:
    """Grows with every save."""

    flows: Path
    locales: Path
    today: Callable[[], date]
    visit: Visit
    scripts: Path | None = None
    """Where scripts are put; None: the browser saves them."""
    latest: Look = NOTHING_SEEN
    content: Content | None = None
    """The last good version."""
    sound: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once there is one."""

    async def watch(self, stop: asyncio.Event) -> None:
        """Look at the files at every save until there is a bot, which does so from then on."""
        await self.look()
        async for _ in self._saves(stop):
            if self.visit.bot is None:
                await self.look()

    async def look(self) -> None:
        """Look at the files now."""
        self._shown(await asyncio.to_thread(look_at, self.flows, self.locales, self.today()))

    @contextmanager
    def attend(self, house: House, source: Source) -> Iterator[None]:
        """Know the bot while it runs, and give it whatever is sound.

        No script keeps a version out here: what a change does is what an editor wants to see.
        """
        if isinstance(source, Poller):
            self.visit.bot = Bot(house, source)
        shelf = house.shelf

        async def take(loaded: Loaded, _: bytes) -> None:
            former = self.content
            shelf.take(loaded)
            self._shown(sound(loaded, self.flows, self.locales))
            if former is None or loaded.content.version != former.version:
                await self.visit.show_again(loaded.content)

        async def refuse() -> None:
            self._shown(broken(shelf.mistakes, self.flows, self.locales))

        shelf.publish, shelf.refuse = take, refuse
        yield
        self.visit.bot = None

    def _shown(self, look: Look) -> None:
        self.latest, self.content = look, look.content or self.content
        if self.content:
            self.sound.set()
        self.visit.simulator.events.tell({"type": "content"})

    async def state(self) -> Json:
        """Tell what the page draws."""
        standing = await self.visit.standing()
        content, place = self.content, standing.place
        return {
            "version": content.version if content else "",
            "sound": self.latest.content is not None,
            "mistakes": [asdict(told) for told in self.latest.mistakes],
            "visitor": self.visit.visitor.id if self.visit.visitor else None,
            "standing": standing.standing,
            "language": standing.language or BASE_LANGUAGE,
            "flow": place.flow if place else "",
            "place": place.name if place else "",
            "languages": _languages(content) if content else [],
            "flows": _flows(content) if content else [],
            "why": await self._why(standing),
        }

    def chart(self, flow: str, language: str) -> str | None:
        """Draw a flow of the last good version, or all; None where there is nothing to draw."""
        content = self.content
        if content is None:
            return None
        spoken = Language(language)
        found = content.flows.get(FlowId(flow))
        return svg(flow_chart(content, found, spoken) if found else whole_chart(content, spoken))

    async def script(self) -> Json:
        """Write the visit down; where no folder is named, the page saves it."""
        if self.content is None:
            return {"name": "", "text": "", "saved": False}
        path = (await self.visit.standing()).path
        flow = self.content.flows.get(path[-1]) if path else None
        name, title = (flow.id, flow.title) if flow else ("talk", "会話")
        text = record(f"{title}（プレビューから）", self.visit.inputs(), self.content)
        if self.scripts is None:
            return {"name": f"{name}.yaml", "text": text, "saved": False}
        saved = await asyncio.to_thread(_put, self.scripts, name, text)
        return {"name": str(saved), "text": text, "saved": True}

    async def _why(self, standing: Conversation) -> Json | None:
        """Tell of the text that was typed last; None once something else happened."""
        happened, bot, content = self.visit.inputs(), self.visit.bot, self.content
        if bot is None or content is None or not happened or not isinstance(happened[-1], Said):
            return None
        text = happened[-1].text
        weighed = await bot.house.teaching.weigh(text)
        return why(text, standing, content, weighed)

    def _saves(self, stop: asyncio.Event) -> AsyncIterator[object]:
        places = [place for place in (self.flows, self.locales) if place.is_dir()]
        return awatch(*places, stop_event=stop, debounce=DEBOUNCE_MS, step=50)


def _languages(content: Content) -> list[list[str]]:
    return [
        [language, translate(content.catalogues.get(language), *interface.OWN_NAME)]
        for language in content.languages()
    ]


def _flows(content: Content) -> list[list[str]]:
    return [[flow.id, flow.title] for flow in content.flows.values()]


def _put(folder: Path, name: str, text: str) -> Path:
    """Write a file that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 1000):
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}.yaml"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(folder / f"{name}.yaml")
