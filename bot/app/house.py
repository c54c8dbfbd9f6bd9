"""The running parts that every channel shares, wired together; what they need of the clock.

Nothing below this floor reads a clock, makes an id or starts a task.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot.app.clock import wall_clock
from bot.app.publishing import Publishing, last_good, play_scripts
from bot.app.teaching import Teaching
from bot.conversation.state import Conversation
from bot.desk.hours import TOKYO
from bot.loader.loaded import Loaded
from bot.loader.reading import read_files
from bot.loader.run import Run, here
from bot.loader.shelf import Shelf
from bot.model.delivery import Channel
from bot.model.errors import ContentError
from bot.model.ids import CaseId, ChatId, ConversationId, DeskId
from bot.model.inputs import Moment
from bot.pipeline import booths
from bot.pipeline.inbox import Inbox
from bot.pipeline.lifeline import Lifeline
from bot.pipeline.outbox import Sender
from bot.pipeline.pace import Pace, Unpaced
from bot.pipeline.pick import Clock
from bot.pipeline.play import World
from bot.pipeline.replica import Replica
from bot.pipeline.witness import Witness
from bot.store import alerts, conversations, inbox, limits, outbox, versions
from bot.store.connect import Database, Tx

log = structlog.get_logger()

DRAIN_SECONDS = 8.0  # SIGTERM is answered within ten
KEEP = timedelta(hours=48)  # what is done is kept to know an update that comes again
KEEP_VERSIONS, LEAST_VERSIONS = timedelta(days=30), 10  # and nobody stands in one for so long
KEEP_ALERTS = timedelta(days=30)  # so long 当たり and はずれ may still be said
TIDY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class House:
    """The running parts that every channel shares."""

    database: Database
    shelf: Shelf
    publishing: Publishing
    inbox: Inbox
    lifeline: Lifeline
    """What arrives goes through it into the inbox."""
    sender: Sender
    replica: Replica
    teaching: Teaching
    now: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Take turns and send until told to stop; then finish both, for a while at most."""
        async with asyncio.TaskGroup() as tasks:
            answering = tasks.create_task(self.lifeline.run())
            await self.replica.enter()
            await self.publishing.enter()
            beating = tasks.create_task(self.replica.run())
            turning = tasks.create_task(self.inbox.run())
            sending = tasks.create_task(self.sender.run())
            watching = tasks.create_task(self.publishing.watch(stop))
            beside = (self.publishing.run(), self.teaching.run(), self._tidy())
            following = [tasks.create_task(each) for each in beside]
            await stop.wait()
            for task in (answering, *following):
                task.cancel()
            await self.replica.stop_polling()
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
            beating.cancel()
        await self.replica.leave()

    async def quiet(self) -> None:
        """Wait until everything that arrived is answered."""
        while not (self.inbox.idle.is_set() and self.sender.idle.is_set()):
            await self.inbox.idle.wait()
            await self.sender.idle.wait()

    async def _tidy(self) -> None:
        while True:
            await self.database.write(partial(_purge, now=self.now()))
            await asyncio.sleep(TIDY_SECONDS)


def build(
    shelf: Shelf,
    database: Database,
    channel: Channel,
    pace: Pace | Unpaced,
    now: Callable[[], datetime],
) -> House:
    """Wire inbox and sender to a channel."""
    scripts = partial(shelf.run, play_scripts, shelf.flows)
    publishing = Publishing(shelf, database, now, scripts)
    teaching = Teaching(lambda: shelf.loaded.content, shelf.flows)
    witness = Witness()
    world = World(
        content=lambda: shelf.loaded.content,
        desks=lambda: shelf.desks,
        moment=lambda: Moment(now(), secrets.randbits(64), is_sure=witness.is_sure),
        fresh_case=lambda: CaseId(secrets.token_hex(16)),
        fresh_conversation=lambda: ConversationId(secrets.token_hex(16)),
        former=publishing.former,
        weigh=teaching.weigh,
        ticks=time.monotonic,
    )
    inbox_ = Inbox(database, world, channel)
    lifeline = Lifeline(inbox_.accept, channel, world, partial(_standing, database), witness)
    lifeline.judge = teaching.judge
    replica = Replica(database, secrets.token_hex(8), now, time.monotonic)
    sender = Sender(database, channel, pace, Clock(now, time.monotonic), replica)
    inbox_.wake_sender, sender.wake_inbox = sender.wake, inbox_.wake
    replica.wake_sender = publishing.wake_sender = sender.wake
    return House(database, shelf, publishing, inbox_, lifeline, sender, replica, teaching, now)


async def _standing(database: Database, chat: ChatId) -> Conversation | None:

    def look(tx: Tx) -> Conversation | None:
        known = conversations.find(tx, chat)
        return conversations.load(tx, known) if known else None

    return await database.read(look)


def open_shelf(
    flows: Path,
    locales: Path,
    now: Callable[[], datetime] = wall_clock,
    last_good: Loaded | None = None,
    run: Run = here,
) -> Shelf:
    """Load the content; where it is broken, hold `last_good` or raise ContentError.

    Where nothing is wrong but that lines are past their date, the files serve all the same: the
    panel then keeps to what is open day and night. `run`: what reads the files.
    """
    try:
        return _shelf(flows, locales, now, last_good, run)
    except ContentError:
        undated, _ = run(read_files, flows, locales, None)
        return _shelf(flows, locales, now, undated, run)


async def open_shelf_over(
    database: Database, flows: Path, locales: Path, now: Callable[[], datetime], run: Run = here
) -> Shelf:
    """Load the content; where it is broken, the newest version that the database keeps."""
    try:
        return await asyncio.to_thread(_shelf, flows, locales, now, None, run)
    except ContentError:
        good = await last_good(database, run)
        return await asyncio.to_thread(open_shelf, flows, locales, now, good, run)


def _shelf(
    flows: Path,
    locales: Path,
    now: Callable[[], datetime],
    last_good: Loaded | None,
    run: Run,
) -> Shelf:
    return Shelf(flows, locales, lambda: now().astimezone(TOKYO).date(), last_good, run)


async def settle(house: House, groups: Mapping[DeskId, Sequence[ChatId]]) -> dict[DeskId, ChatId]:
    """Bind each desk to its groups; gives every booth's with the number it has by now."""

    def bind(tx: Tx) -> dict[DeskId, ChatId]:
        settled = (booths.settle(tx, desk, chats, house.now()) for desk, chats in groups.items())
        return {booth: chat for each in settled for booth, chat in each.items()}

    return await house.database.write(bind)


def _purge(tx: Tx, now: datetime) -> None:
    for done in (inbox, outbox, limits):
        done.purge(tx, now - KEEP)
    alerts.purge(tx, now - KEEP_ALERTS)
    versions.purge(tx, now - KEEP_VERSIONS, LEAST_VERSIONS)
