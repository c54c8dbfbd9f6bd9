"""The bot's queue of updates, with the official server's rules for getUpdates.

An update stays until an offset above it confirms it, a webhook accepts it, or its time is over.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.clock import Clock
from bot.simulator.wire import Json, Refusal

ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIME = 86_400.0  # a day, and less for what nobody waits for that long
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0}
LONGEST_POLL = 50
MOST_UPDATES = 100
FUTURE = 10  # an offset further ahead than this is taken for a mistake and read from the start
SAME_OFFSET_ONE = 0.5  # seconds within which the same offset again gets one update
SAME_OFFSET_WAIT = 3.0  # seconds within which the same offset again waits at least that long
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Pending:
    """An update that waits; `epoch` counts how often the ids began anew."""

    update_id: int
    kind: str
    body: Json
    source: str
    expires: float
    epoch: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call of getUpdates asks for; `timeout` in seconds."""

    offset: int = 0
    limit: int = MOST_UPDATES
    timeout: float = 0


class UpdateQueue:
    """The updates of one bot, in order."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        self.clock = clock
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        self.one_after_same_offset = True
        self.wait_after_same_offset = False
        self.polled: Callable[[], None] = _nothing
        self.confirmed: Callable[[Pending], None] = _ignore
        self.expired: Callable[[Pending], None] = _ignore
        self._pending: OrderedDict[int, Pending] = OrderedDict()
        self._serial = 0
        self._epoch = 0
        self._ghosts: list[Json] = []
        self._soonest_expiry = float("inf")
        self._waiter: asyncio.Future[None] | None = None
        self._last_poll = (0, float("-inf"))

    def __len__(self) -> int:
        self._expire()
        return len(self._pending)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is under way."""
        return self._waiter is not None

    def wants(self, kind: str) -> bool:
        """Say whether the bot subscribed to that kind of update."""
        if not self.allowed:
            return kind not in ASKED_FOR_ONLY
        return kind in self.allowed

    def offer(self, kind: str, payload: Json, source: str, *, again: bool = False) -> Pending:
        """Queue an update under the next id; `again` has it delivered once more when confirmed."""
        update = {"update_id": self.next_id, kind: payload}
        expires = self.clock.now() + LIFETIMES.get(kind, LIFETIME)
        pending = Pending(self.next_id, kind, update, source, expires, self._epoch, again)
        self.next_id += 1
        self._serial += 1
        self._pending[self._serial] = pending
        self._soonest_expiry = min(self._soonest_expiry, expires)
        self._wake()
        return pending

    def waiting(self) -> list[Pending]:
        """List what is not yet confirmed, oldest first."""
        self._expire()
        return list(self._pending.values())

    def settle(self, pending: Pending) -> None:
        """Take one update as confirmed, whoever did it."""
        for serial, held in self._pending.items():
            if held is pending:
                del self._pending[serial]
                self.confirmed(pending)
                return

    def repeat(self, body: Json) -> None:
        """Deliver an update once more with the id it had, whatever the offset says."""
        self._ghosts.append(body)
        self._wake()

    def begin_ids_at(self, update_id: int) -> None:
        """Number later updates from `update_id`, as the server does after a quiet week."""
        self.next_id = update_id
        self._epoch += 1

    def drop(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()
        self._ghosts.clear()
        self._soonest_expiry = float("inf")

    def interrupt(self, description: str) -> None:
        """End the long poll that is under way, if any, with a 409."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(Refusal(409, description))
        self._waiter = None

    def release(self) -> None:
        """Let the long poll that is under way answer at once."""
        self._wake()

    async def poll(self, asked: Asked) -> list[Json]:
        """Answer getUpdates: confirm below the offset, then wait for at least one update."""
        self.interrupt(OTHER_POLLER)
        asked = self._bent(asked)
        found = self.fetch(asked)
        if found or asked.timeout <= 0:
            return found
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        self.polled()
        timer = self.clock.after(asked.timeout, self._wake)
        try:
            await waiter
        finally:
            timer.cancel()
            if self._waiter is waiter:
                self._waiter = None
        return self.fetch(asked)

    def fetch(self, asked: Asked) -> list[Json]:
        """Confirm what lies below the offset and return what follows, without waiting."""
        self._expire()
        offset = asked.offset
        if offset < 0:
            self._keep_last(-offset)
        elif 0 < offset <= self.next_id + FUTURE:
            self._confirm_below(offset)
        elif offset > 0:
            self._confirm_old_epochs(offset)
        ghosts, self._ghosts = self._ghosts, []
        room = max(0, asked.limit - len(ghosts))
        return ghosts + self._head(room)

    def _bent(self, asked: Asked) -> Asked:
        last_offset, last_time = self._last_poll
        now = self.clock.now()
        self._last_poll = (asked.offset, now)
        if asked.offset != last_offset:
            return asked
        limit, timeout = asked.limit, asked.timeout
        if self.wait_after_same_offset and now < last_time + SAME_OFFSET_WAIT:
            timeout = max(timeout, SAME_OFFSET_WAIT)
        if self.one_after_same_offset and now < last_time + SAME_OFFSET_ONE:
            limit = 1
        return Asked(asked.offset, limit, timeout)

    def _head(self, limit: int) -> list[Json]:
        found: list[Json] = []
        epoch: int | None = None
        for pending in self._pending.values():
            if len(found) == limit or (epoch is not None and pending.epoch != epoch):
                break
            epoch = pending.epoch
            found.append(pending.body)
        return found

    def _confirm_below(self, offset: int) -> None:
        epoch: int | None = None
        while self._pending:
            pending = next(iter(self._pending.values()))
            epoch = pending.epoch if epoch is None else epoch
            if pending.epoch != epoch or pending.update_id >= offset:
                return
            self._pop()

    def _confirm_old_epochs(self, offset: int) -> None:
        """Confirm only ids of before they began anew; the offset means nothing to later ones."""
        while self._pending:
            pending = next(iter(self._pending.values()))
            if pending.epoch == self._epoch or pending.update_id >= offset:
                return
            self._pop()

    def _keep_last(self, count: int) -> None:
        while len(self._pending) > count:
            self._pop()

    def _pop(self) -> None:
        _, pending = self._pending.popitem(last=False)
        if pending.again:
            self._ghosts.append(pending.body)
        self.confirmed(pending)

    def _expire(self) -> None:
        now = self.clock.now()
        if now < self._soonest_expiry:
            return
        for serial, pending in list(self._pending.items()):
            if pending.expires <= now:
                del self._pending[serial]
                self.expired(pending)
        left = (pending.expires for pending in self._pending.values())
        self._soonest_expiry = min(left, default=float("inf"))

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _nothing() -> None:
    """Hear of a poll and do nothing."""


def _ignore(_: Pending) -> None:
    """Hear of an update and do nothing."""
