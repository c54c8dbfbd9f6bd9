"""Telegram's flood limits, as far as they are known: per private chat, per group and overall.

They are not documented exactly and differ from bot to bot; these are the figures bots are told to
keep to. Who ignores a retry_after is told to wait longer every time.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.simulator.clock import Clock
from bot.simulator.wire import Refusal

LONGEST = 86_400
IN_FLIGHT = 1.0  # calls within this many seconds of a refusal may not have heard of it yet


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits; times in seconds."""

    private_burst: int = 3
    private_each: float = 1.0
    group_most: int = 20
    group_window: float = 60.0
    overall_most: int = 30
    overall_window: float = 1.0


@dataclass(slots=True)
class Window:
    """At most `most` messages within any `seconds`."""

    most: int
    seconds: float
    spent: deque[float] = field(default_factory=deque)

    def wait(self, now: float, weight: int) -> float:
        """Say how long until a call of that weight fits; an empty window takes any."""
        while self.spent and self.spent[0] <= now - self.seconds:
            self.spent.popleft()
        over = len(self.spent) + weight - self.most
        if over <= 0 or not self.spent:
            return 0.0
        last = self.spent[min(over, len(self.spent)) - 1]
        return last + self.seconds - now

    def spend(self, now: float, weight: int) -> None:
        """Count a call."""
        self.spent.extend([now] * weight)


@dataclass(slots=True)
class Bucket:
    """A few at once, then one every `each` seconds."""

    burst: int
    each: float
    full_at: float = 0.0

    def wait(self, now: float, weight: int) -> float:
        """Say how long until a call of that weight fits; a full bucket takes any."""
        debt = max(0.0, self.full_at - now)
        room = self.burst * self.each - debt
        needed = min(weight, self.burst) * self.each
        return max(0.0, needed - room)

    def spend(self, now: float, weight: int) -> None:
        """Count a call."""
        self.full_at = max(self.full_at, now) + weight * self.each


@dataclass(slots=True)
class Mute:
    """A chat that was told to wait: until when, since when, and how often it did not."""

    until: float = 0.0
    told: float = 0.0
    strikes: int = 0


class Limits:
    """All limits of one bot."""

    def __init__(self, clock: Clock, rates: Rates | None = None) -> None:
        self._clock = clock
        self.rates = rates or Rates()
        self._chats: dict[int, Window | Bucket] = {}
        self._mutes: dict[int, Mute] = {}
        self._overall = Window(self.rates.overall_most, self.rates.overall_window)

    def check(self, chat_id: int, weight: int) -> None:
        """Refuse with 429 when the chat, or the bot as a whole, has sent too much."""
        now = self._clock.now()
        mute = self._mutes.get(chat_id)
        if mute is not None and now < mute.until:
            raise self._scold(mute, now)
        wait = max(self._budget(chat_id).wait(now, weight), self._overall.wait(now, weight))
        if wait > 0:
            self._mutes[chat_id] = mute = Mute(now + math.ceil(wait), now)
            raise _too_many(mute.until - now)

    def spend(self, chat_id: int, weight: int) -> None:
        """Count what was sent."""
        now = self._clock.now()
        self._budget(chat_id).spend(now, weight)
        self._overall.spend(now, weight)
        self._mutes.pop(chat_id, None)

    def _scold(self, mute: Mute, now: float) -> Refusal:
        if now - mute.told > IN_FLIGHT:
            mute.strikes += 1
            longer = (mute.until - now) * 2**mute.strikes
            mute.until = now + min(LONGEST, math.ceil(longer))
            mute.told = now
        return _too_many(mute.until - now)

    def _budget(self, chat_id: int) -> Window | Bucket:
        budget = self._chats.get(chat_id)
        if budget is None:
            budget = self._chats[chat_id] = self._new_budget(chat_id)
        return budget

    def _new_budget(self, chat_id: int) -> Window | Bucket:
        rates = self.rates
        if chat_id < 0:
            return Window(rates.group_most, rates.group_window)
        return Bucket(rates.private_burst, rates.private_each)


def _too_many(wait: float) -> Refusal:
    seconds = max(1, math.ceil(wait))
    description = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, description, {"retry_after": seconds})
