"""The order of updates that come by webhook, where each sort has a queue of its own.

A tap and a message of one visitor may come in any order or at once (TELEGRAM.md 1.3). What comes
in order goes on at once; what comes before a number that is missing waits for it, for a moment.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

HOLD = 0.3  # seconds; a tap and the message before it come within some tens of milliseconds
FAR = 1000
"""A number so far from the last one begins a new count: after an idle week Telegram does so."""


@dataclass(frozen=True, slots=True, eq=False)
class Delivery:
    """One update that was delivered and is not answered yet."""

    number: int
    raw: Mapping[str, object] = field(repr=False)
    came: float
    is_stored: asyncio.Future[bool]

    def answer(self, *, stored: bool) -> None:
        """Let it be answered, unless it was."""
        if not self.is_stored.done():
            self.is_stored.set_result(stored)


class Sequence:
    """The deliveries that wait, and how far the numbers are known; times only go forward."""

    def __init__(self) -> None:
        """Know of no number yet."""
        self._last: int | None = None
        self._waiting: list[Delivery] = []

    def put(self, delivery: Delivery) -> None:
        """Take a delivery in."""
        self._waiting.append(delivery)

    def take(self, now: float) -> list[Delivery]:
        """Give what may go on now, in order."""
        self._waiting.sort(key=lambda each: each.number)
        overdue = [each.number for each in self._waiting if now - each.came >= HOLD]
        taken = 0
        for each in self._waiting:
            if not self._follows(each.number) and not (overdue and each.number <= overdue[-1]):
                break
            self._pass(each.number)
            taken += 1
        ready, self._waiting = self._waiting[:taken], self._waiting[taken:]
        return ready

    def missing(self) -> range:
        """Give the numbers that the first of those that wait waits for."""
        if self._last is None or not self._waiting:
            return range(0)
        first = self._waiting[0].number
        return range(self._last + 1, first) if self._is_near(first) else range(0)

    def found(self, numbers: Collection[int]) -> None:
        """Hear which of the missing ones came another way, as to another replica."""
        for number in self.missing():
            if number not in numbers:
                return
            self._pass(number)

    def __len__(self) -> int:
        """Count what waits."""
        return len(self._waiting)

    def _follows(self, number: int) -> bool:
        return self._last is not None and self._is_near(number) and number <= self._last + 1

    def _is_near(self, number: int) -> bool:
        return self._last is not None and abs(number - self._last) <= FAR

    def _pass(self, number: int) -> None:
        self._last = max(self._last or 0, number) if self._is_near(number) else number
