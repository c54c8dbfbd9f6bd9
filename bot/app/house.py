"""The running parts that every channel shares, wired together; what they need of the clock.

Nothing below this floor reads a clock, makes an id or starts a task.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot.app.clock import wall_clock
from bot.desk.hours import TOKYO
from bot.loader.shelf import Shelf
from bot.model.delivery import Channel
from bot.model.ids import CaseId, ChatId, ConversationId, DeskId
from bot.model.inputs import Moment
from bot.pipeline import group
from bot.pipeline.inbox import Inbox, World
from bot.pipeline.outbox import Sender
from bot.pipeline.pace import Pace, Unpaced
from bot.pipeline.pick import Clock
from bot.pipeline.replica import Replica
from bot.store import desks, inbox, limits, outbox
from bot.store.connect import Database, Tx

log = structlog.get_logger()

DRAIN_SECONDS = 8.0  # SIGTERM is answered within ten
KEEP = timedelta(hours=48)  # what is done is kept to know an update that comes again
TIDY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class House:
    """The running parts that every channel shares."""

    database: Database
    shelf: Shelf
    inbox: Inbox
    sender: Sender
    replica: Replica
    now: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Take turns and send until told to stop; then finish both, for a while at most."""
        await self.replica.enter()
        async with asyncio.TaskGroup() as tasks:
            beating = tasks.create_task(self.replica.run())
            turning = tasks.create_task(self.inbox.run())
            sending = tasks.create_task(self.sender.run())
            watching = tasks.create_task(self.shelf.watch(stop))
            tidying = tasks.create_task(self._tidy())
            await stop.wait()
            tidying.cancel()
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
            before = self.now() - KEEP
            await self.database.write(partial(_purge, before=before))
            await asyncio.sleep(TIDY_SECONDS)


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
    replica = Replica(database, secrets.token_hex(8), now, time.monotonic)
    sender = Sender(database, channel, pace, Clock(now, time.monotonic), replica)
    inbox_.wake_sender, sender.wake_inbox = sender.wake, inbox_.wake
    replica.wake_sender = sender.wake
    return House(database, shelf, inbox_, sender, replica, now)


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


def _purge(tx: Tx, before: datetime) -> None:
    inbox.purge(tx, before)
    outbox.purge(tx, before)
    limits.purge(tx, before)
