"""Build everything from the settings, start it, stop it: the only clock, chance and task group."""

import asyncio
import contextlib
import fcntl
import logging
import secrets
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TextIO

import structlog

from bot.channels.console import GROUP, Console
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import SOURCE, Poller
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.setup import (
    REMEDIES,
    inspect,
    introduce,
    offer_staff_commands,
    tell_group,
)
from bot.conversation.menus import command_menus
from bot.desk.commands import COMMANDS
from bot.desk.hours import TOKYO
from bot.desk.office_commands import COMMANDS as OFFICE_COMMANDS
from bot.loader import explain, load
from bot.loader.shelf import Shelf
from bot.model.delivery import Channel
from bot.model.errors import AnotherInstance, ContentError
from bot.model.ids import CaseId, ChatId, ConversationId, DeskId
from bot.model.inputs import Moment
from bot.pipeline import group
from bot.pipeline.inbox import Inbox, World
from bot.pipeline.outbox import Clock, Sender
from bot.pipeline.pace import Pace, Unpaced
from bot.settings import Settings
from bot.store import desks, files, inbox, offsets, outbox
from bot.store.connect import Database, Tx
from bot.store.keys import Vault

log = structlog.get_logger()

DRAIN_SECONDS = 8.0  # SIGTERM is answered within ten
KEEP = timedelta(hours=48)  # what is done is kept to know an update that comes again
TIDY_SECONDS = 3600.0
LOCK = "engawa.lock"


def wall_clock() -> datetime:
    """Read the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """The running parts that every channel shares."""

    database: Database
    shelf: Shelf
    inbox: Inbox
    sender: Sender
    now: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Take turns and send until told to stop; then finish both, for a while at most."""
        async with asyncio.TaskGroup() as tasks:
            turning = tasks.create_task(self.inbox.run())
            sending = tasks.create_task(self.sender.run())
            watching = tasks.create_task(self.shelf.watch(stop))
            tidying = tasks.create_task(self._tidy())
            await stop.wait()
            tidying.cancel()
            try:
                async with asyncio.timeout(DRAIN_SECONDS):
                    self.inbox.close()
                    await asyncio.wait([turning])
                    self.sender.close()
                    await asyncio.wait([sending, watching])
            except TimeoutError:
                log.warning("stopped before everything was sent: it is kept for the next start")
                for task in (turning, sending, watching):
                    task.cancel()

    async def quiet(self) -> None:
        """Wait until everything that arrived is answered."""
        while not (self.inbox.idle.is_set() and self.sender.idle.is_set()):
            await self.inbox.idle.wait()
            await self.sender.idle.wait()

    async def _tidy(self) -> None:
        while True:
            before = self.now() - KEEP
            await self.database.write(partial(_purge, before=before))
            await asyncio.sleep(TIDY_SECONDS)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    now: Callable[[], datetime] = wall_clock,
    ready: asyncio.Event | None = None,
) -> None:
    """Serve on Telegram until told to stop, then finish what can be finished.

    Raises SettingsError, ContentError or AnotherInstance when it cannot or must not go on.
    """
    files.make_folder(settings.state_dir)
    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    async with contextlib.AsyncExitStack() as open_things:
        open_things.enter_context(only_instance(settings.state_dir))
        shelf = open_shelf(settings.flows, settings.locales, now)
        groups = settings.groups([desk.id for desk in shelf.desks])
        vault = open_things.enter_context(contextlib.closing(Vault.open(settings.state_dir)))
        database = await Database.open(settings.database_url, vault, upgrade=True)
        open_things.push_async_callback(database.close)
        open_things.push_async_callback(client.shutdown)
        channel = TelegramChannel(client)
        pace = Pace(settings.group_per_minute) if settings.paced else Unpaced()
        house = build(shelf, database, channel, pace, now)
        if await _unless(stop, _prepare(client, house, groups)):
            await _serve(settings, client, house, stop, ready)


async def _serve(
    settings: Settings,
    client: Client,
    house: House,
    stop: asyncio.Event,
    ready: asyncio.Event | None,
) -> None:
    offset = await house.database.read(lambda tx: offsets.get(tx, SOURCE))
    poller = Poller(client, house.inbox.accept, settings.poll_seconds)
    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(poller.run(offset))
        announcing = tasks.create_task(_announce(poller, ready))
        running = tasks.create_task(house.run(stop))
        await stop.wait()
        polling.cancel()
        announcing.cancel()
        await asyncio.wait([running])
    log.info("stopped")


async def _prepare(client: Client, house: House, groups: Mapping[DeskId, ChatId]) -> None:
    await introduce(client, command_menus(house.shelf.loaded.content))
    for desk, chat in (await settle(house, groups)).items():
        await _look_at_group(client, desk, chat)


async def _unless(stop: asyncio.Event, doing: Coroutine[None, None, None]) -> bool:
    """Do something to its end, or until told to stop; say whether it was done."""
    async with asyncio.TaskGroup() as tasks:
        done, stopping = tasks.create_task(doing), tasks.create_task(stop.wait())
        await asyncio.wait([done, stopping], return_when=asyncio.FIRST_COMPLETED)
        done.cancel()
        stopping.cancel()
    return not done.cancelled()


def build(
    shelf: Shelf,
    database: Database,
    channel: Channel,
    pace: Pace | Unpaced,
    now: Callable[[], datetime],
) -> House:
    """Wire inbox and sender to a channel."""
    world = World(
        content=lambda: shelf.loaded.content,
        desks=lambda: shelf.desks,
        moment=lambda: Moment(now(), secrets.randbits(64)),
        fresh_case=lambda: CaseId(secrets.token_hex(16)),
        fresh_conversation=lambda: ConversationId(secrets.token_hex(16)),
    )
    inbox_ = Inbox(database, world, channel)
    sender = Sender(database, channel, pace, Clock(now, time.monotonic))
    inbox_.wake_sender, sender.wake_inbox = sender.wake, inbox_.wake
    return House(database, shelf, inbox_, sender, now)


def open_shelf(flows: Path, locales: Path, now: Callable[[], datetime] = wall_clock) -> Shelf:
    """Load the content; raises ContentError."""
    return Shelf(flows, locales, lambda: now().astimezone(TOKYO).date())


async def settle(house: House, groups: Mapping[DeskId, ChatId]) -> dict[DeskId, ChatId]:
    """Bind each desk to its group; gives the groups with the numbers they have by now."""

    def bind(tx: Tx) -> dict[DeskId, ChatId]:
        for desk, chat in groups.items():
            group.settle(tx, desk, chat, house.now())
        return {desk: desks.group(tx, desk).chat or chat for desk, chat in groups.items()}

    return await house.database.write(bind)


async def play(flows: Path, locales: Path, typed: TextIO) -> None:
    """Let one visitor talk in a terminal, with everything real but Telegram and the disk."""
    async with contextlib.AsyncExitStack() as open_things:
        vault = open_things.enter_context(contextlib.closing(Vault.in_memory()))
        database = await Database.open("sqlite://", vault)
        open_things.push_async_callback(database.close)
        console = Console(print)
        house = build(open_shelf(flows, locales), database, console, Unpaced(), wall_clock)
        await settle(house, {house.shelf.desks[0].id: GROUP})
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(house.run(stop))
            await house.inbox.accept([console.started()])
            await house.quiet()
            while line := await asyncio.to_thread(typed.readline):
                arrival = console.read(line)
                if arrival is not None:
                    await house.inbox.accept([arrival])
                    await house.quiet()
            stop.set()


def check(flows: Path, locales: Path, lang: str) -> tuple[list[str], bool]:
    """Tell every mistake in the files, a line each, and whether they may go live."""
    today = wall_clock().astimezone(TOKYO).date()
    try:
        mistakes, sound = load(flows, locales, today=today).remarks, True
    except ContentError as error:
        mistakes, sound = error.mistakes, False
    return [explain(mistake, lang) for mistake in mistakes], sound


@contextmanager
def only_instance(state_dir: Path) -> Iterator[None]:
    """Hold the state folder for this process; raises AnotherInstance when another holds it."""
    files.make_file(state_dir / LOCK)
    with (state_dir / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            told = f"another instance is using {state_dir}: this one stops"
            raise AnotherInstance(told) from error
        yield


def set_up_logging() -> None:
    """Log one line an event, with fixed keys; libraries speak only of trouble.

    Nothing that people wrote, no name and no token may reach a log (SAFETY.md L1, L2).
    """
    logging.basicConfig(level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def _look_at_group(client: Client, desk: DeskId, chat: ChatId) -> None:
    """Tell operator and group what keeps the group from serving; cases wait meanwhile."""
    faults = await inspect(client, chat)
    for fault in faults:
        log.error("staff group cannot serve yet", desk=desk, remedy=REMEDIES[fault])
    await tell_group(client, chat, faults)
    if not faults:
        lines = {command.name: command.help for command in COMMANDS.values()}
        lines |= {command.name: command.help for command in OFFICE_COMMANDS.values()}
        await offer_staff_commands(client, chat, lines)


async def _announce(poller: Poller, ready: asyncio.Event | None) -> None:
    await poller.ready.wait()
    log.info("serving")
    if ready is not None:
        ready.set()


def _purge(tx: Tx, before: datetime) -> None:
    inbox.purge(tx, before)
    outbox.purge(tx, before)
