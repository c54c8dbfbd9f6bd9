"""Serve the page of the preview: a simulated Telegram, the files under watch, the bot."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.app.clock import wall_clock
from bot.app.serving import Shared, serve
from bot.desk.hours import TOKYO
from bot.model.errors import SettingsError
from bot.preview.door import Door
from bot.preview.room import Room
from bot.preview.visit import Visit
from bot.settings import Settings, read_settings
from bot.simulator import Simulator

Now = Callable[[], datetime]
STAFF = (("窓口の佐藤", "staff"), ("窓口の田中", "staff"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be previewed, and where."""

    flows: Path
    locales: Path
    port: int
    scripts: Path | None = None
    """Where scripts are put; None: the browser saves them."""


async def preview(wanted: Wanted, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `tell` is given the page's address."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await play(wanted, tell, stop)


async def play(
    wanted: Wanted, tell: Callable[[str], None], stop: asyncio.Event, now: Now = wall_clock
) -> None:
    """Serve until `stop` is set; `now` says which lines are past their date."""
    simulator = Simulator(
        port=wanted.port, people=STAFF, bot_name="えんがわ", group_title="窓口（職員）"
    )
    visit = Visit(simulator)

    def today() -> date:
        return now().astimezone(TOKYO).date()

    room = Room(wanted.flows, wanted.locales, today, visit, wanted.scripts)
    simulator.beside = Door(room).routes()
    with tempfile.TemporaryDirectory(prefix="engawa-preview-") as folder:
        async with _listening(simulator), asyncio.TaskGroup() as tasks:
            visit.listen()
            tell(f"{simulator.url}/preview")
            tasks.create_task(room.watch(stop))
            playing = tasks.create_task(_behind(room, Path(folder), stop, now))
            await stop.wait()
            if not room.sound.is_set():
                playing.cancel()


@asynccontextmanager
async def _listening(simulator: Simulator) -> AsyncIterator[None]:
    """Run the simulator; raises SettingsError where its port is taken."""
    async with AsyncExitStack() as open_things:
        try:
            await open_things.enter_async_context(simulator)
        except OSError as error:
            told = f"ポート {simulator.port} は使われています。→ --port 0 で空いた番号になります。"
            raise SettingsError(told) from error
        yield


async def _behind(room: Room, folder: Path, stop: asyncio.Event, now: Now) -> None:
    """Run the bot as soon as there is a version to play."""
    await room.sound.wait()
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        settings = _settings(room, folder)
        shared = Shared(attend=room.attend)
        tasks.create_task(serve(settings, stop, now=now, ready=ready, shared=shared))
        await ready.wait()
        room.visit.begin()


def _settings(room: Room, folder: Path) -> Settings:
    simulator = room.visit.simulator
    return read_settings(
        telegram_token=simulator.token,
        telegram_api=simulator.url,
        staff_chat=simulator.group_id,
        staff_chats="",
        state_dir=folder,
        database="",
        webhook_url="",
        flows=room.flows,
        locales=room.locales,
        paced=False,
    )
