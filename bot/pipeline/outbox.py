"""What goes out: marked as being sent, sent, and its outcome recorded; nothing else sends.

A row found `sending` after a crash is sent once more: twice is better than never.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.model.delivery import Channel, Outgoing, Parcel, Refused, TryLater
from bot.pipeline import address
from bot.pipeline.outcome import record
from bot.pipeline.pace import Pace, Unpaced
from bot.pipeline.retry import decide
from bot.store import outbox
from bot.store.connect import Database, Tx
from bot.store.outbox import OutboxRow

log = structlog.get_logger()

BATCH = 64
SOON = 5.0  # seconds; what the pace allows within them is waited for before stopping
IDLE = 1.0  # seconds until rows that wait for a time, or for a topic, are looked at again


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks: the wall's, which rows are dated with, and one that only goes forward."""

    now: Callable[[], datetime]
    ticks: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that was marked as being sent, with its address."""

    row: OutboxRow
    outgoing: Outgoing
    parcel: Parcel
    pace_key: str


class Sender:
    """The way out: one row of a lane at a time, lanes side by side, at the channel's pace."""

    def __init__(
        self, database: Database, channel: Channel, pace: Pace | Unpaced, clock: Clock
    ) -> None:
        """Wire the loop to the channel it sends on."""
        self._database = database
        self._channel = channel
        self._pace = pace
        self._clock = clock
        self.wake_inbox: Callable[[], None] = lambda: None
        """Called when an outcome has come back as an input."""
        self._due = asyncio.Event()
        self._busy: set[str] = set()
        self._closing = False
        self.idle = asyncio.Event()
        """Set while nothing is being sent and nothing may be sent soon."""

    def wake(self) -> None:
        """Look for due rows now."""
        self.idle.clear()
        self._due.set()

    def close(self) -> None:
        """Send what may be sent now, then stop."""
        self._closing = True
        self.wake()

    async def run(self) -> None:
        """Send until closed; begins with what a crash left in the middle."""
        left = await self._database.write(outbox.recover)
        if left:
            log.warning("sending once more after a crash", rows=left)
        async with asyncio.TaskGroup() as sends:
            while True:
                self._due.clear()
                ready, wait = await self._database.write(self._pick)
                for each in ready:
                    self._busy.add(each.row.lane)
                    sends.create_task(self._send(each))
                if self._closing and not ready and not self._busy and wait > SOON:
                    return
                if not ready:
                    await self._rest(wait)

    async def _rest(self, wait: float) -> None:
        if not self._due.is_set() and not self._busy and wait > SOON:
            self.idle.set()
        try:
            async with asyncio.timeout(min(wait, IDLE)):
                await self._due.wait()
        except TimeoutError:
            return

    def _pick(self, tx: Tx) -> tuple[list[Ready], float]:
        """Mark the rows that may go now; also say how soon the pace allows the next."""
        ready: list[Ready] = []
        soonest = math.inf
        for row in outbox.due(tx, self._clock.now(), BATCH, self._busy):
            key = address.pace_key(row)
            wait = self._pace.wait(key, self._clock.ticks())
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            outgoing = row.outgoing
            parcel = address.parcel(tx, row, outgoing)
            if parcel is None:
                continue
            if address.costs(outgoing.act):
                self._pace.spend(key, self._clock.ticks())
            ready.append(Ready(row, outgoing, parcel, key))
        taken = set(outbox.sending(tx, [each.row.id for each in ready])) if ready else set()
        return [each for each in ready if each.row.id in taken], soonest

    async def _send(self, ready: Ready) -> None:
        outcome = await self._channel.send(ready.parcel)
        row, outgoing = ready.row, ready.outgoing
        decision = decide(outgoing, outcome, row.attempts, row.repeated)
        if isinstance(outcome, TryLater) and outcome.after is not None:
            self._pace.pause(ready.pace_key, self._clock.ticks() + outcome.after)
        if isinstance(outcome, Refused):
            log.warning("refused", act=type(outgoing.act).__name__, reason=outcome.reason.value)
        now = self._clock.now()
        await self._database.write(lambda tx: record(tx, row, outgoing, outcome, decision, now))
        self._busy.discard(row.lane)
        self.wake_inbox()
        self.wake()
