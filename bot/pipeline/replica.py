"""One program among those that share a database: what it holds, and how the others see it live.

On PostgreSQL any number of programs work side by side. Each says every `BEAT` that it lives; what
one was sending that fell silent is sent once more by the others, and one of them polls. On SQLite
there is one program, and everything is its own.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.store import clock, custody, leases
from bot.store.connect import Database, Tx

log = structlog.get_logger()

BEAT = 2.0  # seconds
LEASE = timedelta(seconds=8)  # three beats may fail before the others take over
POLL = "poll"
"""The lease of the one that asks Telegram for updates."""


class Right:
    """Something that one program alone may do at a time."""

    def __init__(self) -> None:
        """Begin without it."""
        self.held, self.lost = asyncio.Event(), asyncio.Event()
        self.lost.set()

    def set(self, is_held: bool) -> None:
        """Say whether it is ours from now on."""
        (self.held if is_held else self.lost).set()
        (self.lost if is_held else self.held).clear()


class Replica:
    """This program, by the name that the others know it by."""

    def __init__(
        self,
        database: Database,
        name: str,
        now: Callable[[], datetime],
        ticks: Callable[[], float],
    ) -> None:
        """Join nobody yet; `ticks` are seconds on a clock that only goes forward."""
        self.name = name
        self.is_alone = not database.is_shared
        self.polling = Right()
        self.wake_sender: Callable[[], None] = lambda: None
        """Called when something is to be sent that another left behind."""
        self._database = database
        self._now = now
        self._ticks = ticks
        self._lives_until = 0.0
        self._wants_to_poll = True

    def now(self, tx: Tx) -> datetime:
        """Read the clock that everybody agrees on."""
        return self._now() if self.is_alone else clock.read(tx)

    @property
    def is_alive(self) -> bool:
        """Say whether the others still leave to us what we have taken."""
        return self.is_alone or self._ticks() < self._lives_until

    @property
    def leaves_polling(self) -> bool:
        """Say whether it is at work while another of us asks Telegram."""
        return not self.is_alone and self.is_alive and self.polling.lost.is_set()

    def met_another(self) -> None:
        """Leave the polling to who else polls, where we cannot ask whose it is."""
        if not self.is_alive:
            self.polling.set(False)

    async def enter(self) -> None:
        """Take up the work; on a database of our own, with all that the last run left."""
        if self.is_alone:
            left = await self._database.write(custody.recover)
            self._tell(left)
            self.polling.set(True)
        else:
            await self._beat()

    async def run(self) -> None:
        """Go on saying that we live, until cancelled."""
        while True:
            await asyncio.sleep(BEAT)
            if not self.is_alone:
                await self._try_to_beat()

    async def stop_polling(self) -> None:
        """Leave the polling to another, at once."""
        self._wants_to_poll = False
        self.polling.set(False)
        if not self.is_alone:
            await self._database.write(lambda tx: leases.release(tx, self.name, POLL))

    async def leave(self) -> None:
        """Say that we live no more: what we were sending is the others'."""
        if not self.is_alone:
            await self._database.write(lambda tx: leases.release(tx, self.name))

    async def _try_to_beat(self) -> None:
        try:
            await self._beat()
        except Exception as error:  # the next beat may find the database again
            log.warning("heartbeat failed", error=type(error).__name__)
            self.polling.set(self.polling.held.is_set() and self.is_alive)

    async def _beat(self) -> None:
        began = self._ticks()
        polls, left = await self._database.write(self._renew)
        self._lives_until = began + LEASE.total_seconds()
        self.polling.set(polls)
        self._tell(left)

    def _renew(self, tx: Tx) -> tuple[bool, int]:
        now = clock.read(tx)
        until = now + LEASE
        leases.hold(tx, leases.REPLICA + self.name, self.name, now, until)
        leases.purge(tx, now)
        polls = self._wants_to_poll and leases.hold(tx, POLL, self.name, now, until)
        return polls, custody.recover(tx, leases.living(tx, now))

    def _tell(self, left: int) -> None:
        if left:
            log.warning("sending once more what a stopped program was sending", rows=left)
            self.wake_sender()
