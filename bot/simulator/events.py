"""What the page hears, numbered, and a way to wait for a change without sleeping."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from bot.simulator.wire import Json

T = TypeVar("T")
KEPT = 20_000  # a page that was away for longer has to load the state anew


class Events:
    """Numbered events, the newest of them kept, and those who wait for the next."""

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self._kept: deque[Json] = deque(maxlen=KEPT)
        self._waiters: list[asyncio.Future[None]] = []

    def tell(self, event: Json) -> None:
        """Number an event, keep it and wake who waits."""
        self.seq += 1
        self._kept.append({"seq": self.seq, **event})
        self.wake()

    def since(self, seq: int) -> list[Json]:
        """List the kept events after that number."""
        missed = self.seq - seq
        if missed <= 0:
            return []
        if missed >= len(self._kept):
            return list(self._kept)
        return [self._kept[index] for index in range(-missed, 0)]

    def wake(self) -> None:
        """Let everybody who waits look again."""
        if not self._waiters:
            return
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def close(self) -> None:
        """Send away everybody who waits."""
        self.closed = True
        self.wake()

    async def change(self) -> None:
        """Wait for the next event or journal entry."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await waiter

    async def until(self, predicate: Callable[[], T], seconds: float) -> T:
        """Wait until `predicate` says something true, and return that.

        It is asked again after every change, and never on a timer. TimeoutError after that
        many seconds of the machine's own time.
        """
        async with asyncio.timeout(seconds):
            while not (found := predicate()):
                await self.change()
        return found
