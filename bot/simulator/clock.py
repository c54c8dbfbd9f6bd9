"""The simulator's time and chance: real ones for a long-lived process, fake ones for tests.

A fake clock stands still until `advance` is called, and then runs everything that fell due, in
order. Nothing else in this package reads the time or rolls dice.
"""

import asyncio
import heapq
import itertools
import random  # noqa: TID251  the one place where the simulator's chance comes from
import time
from collections.abc import Callable
from typing import Protocol

NOON = 1_767_236_400.0  # 2026-01-01 12:00 in Japan, where a fake clock starts


class Timer(Protocol):
    """Something that will happen unless it is cancelled."""

    def cancel(self) -> None:
        """Forget it."""


class Clock(Protocol):
    """What the simulator asks of time; seconds since 1970."""

    def now(self) -> float:
        """Tell the time."""

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Run `act` when that many seconds have passed."""


class RealClock:
    """The machine's clock."""

    def now(self) -> float:
        """Tell the machine's time."""
        return time.time()  # noqa: TID251  the simulator's only reading of the clock

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Run `act` by the event loop's timer."""
        return asyncio.get_running_loop().call_later(seconds, act)


class FakeTimer:
    """An entry of a fake clock."""

    __slots__ = ("act",)

    def __init__(self, act: Callable[[], None]) -> None:
        self.act: Callable[[], None] | None = act

    def cancel(self) -> None:
        """Forget it."""
        self.act = None


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, start: float = NOON) -> None:
        self._now = start
        self._order = itertools.count()
        self._due: list[tuple[float, int, FakeTimer]] = []

    def now(self) -> float:
        """Tell the fake time."""
        return self._now

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Run `act` during the `advance` that passes its moment."""
        timer = FakeTimer(act)
        heapq.heappush(self._due, (self._now + seconds, next(self._order), timer))
        return timer

    def advance(self, seconds: float) -> None:
        """Let time pass, running what falls due on the way, each at its own moment."""
        end = self._now + seconds
        while self._due and self._due[0][0] <= end:
            moment, _, timer = heapq.heappop(self._due)
            self._now = max(self._now, moment)
            if timer.act is not None:
                timer.act()
        self._now = max(self._now, end)


async def sleep(clock: Clock, seconds: float) -> None:
    """Wait by the given clock."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    timer = clock.after(seconds, lambda: None if done.done() else done.set_result(None))
    try:
        await done
    finally:
        timer.cancel()


class Chance:
    """Seeded dice: the same seed always gives the same run."""

    def __init__(self, seed: int = 0) -> None:
        self._dice = random.Random(seed)  # not for secrets, only for weather

    def happens(self, probability: float) -> bool:
        """Say whether something of that probability happens this time."""
        return self._dice.random() < probability

    def between(self, low: int, high: int) -> int:
        """Pick a whole number, both ends included."""
        return self._dice.randint(low, high)
