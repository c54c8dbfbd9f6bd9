"""What goes out: marked as being sent, sent, and its outcome recorded; nothing else sends.

A row found `sending` after a crash is sent once more: twice is better than never.
"""

import asyncio
from collections.abc import Callable
from functools import partial

import structlog

from bot.model.delivery import Channel, Delivered, Outcome, Parcel, Reason, Refused, TryLater
from bot.pipeline import address
from bot.pipeline.outcome import record
from bot.pipeline.pace import Pace, Unpaced
from bot.pipeline.pick import Clock, Picker, Ready
from bot.pipeline.replica import Replica
from bot.pipeline.retry import Done, decide
from bot.store import custody, outbox
from bot.store.connect import Database, Tx

log = structlog.get_logger()

SOON = 5.0  # seconds; what the pace allows within them is waited for before stopping
IDLE = 1.0  # seconds until rows that wait for a time, or for a topic, are looked at again


class Sender:
    """The way out: one row of a lane at a time, lanes side by side, at the channel's pace."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        pace: Pace | Unpaced,
        clock: Clock,
        replica: Replica,
    ) -> None:
        """Wire the loop to the channel it sends on."""
        self._database = database
        self._channel = channel
        self._clock = clock
        self._replica = replica
        self._picker = Picker(pace, clock, replica)
        self.wake_inbox: Callable[[], None] = lambda: None
        """Called when an outcome has come back as an input."""
        self.tried: Callable[[Outcome], None] = lambda _outcome: None
        """Told what came of every try."""
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
        """Send until closed."""
        async with asyncio.TaskGroup() as sends:
            while True:
                self._due.clear()
                pick = partial(self._picker.pick, busy=tuple(self._busy))
                ready, wait = await self._database.write(pick)
                if wait == 0:  # something was settled without being sent
                    self.wake_inbox()
                for each in ready:
                    self._busy.add(each.row.lane)
                    sends.create_task(self._send(each))
                if self._closing and not ready and self._is_at_rest(wait):
                    return
                if not ready:
                    await self._rest(wait)

    def _is_at_rest(self, wait: float) -> bool:
        """Say whether nothing more will go soon; what came free since the look must be seen."""
        return not self._due.is_set() and not self._busy and wait > SOON

    async def _rest(self, wait: float) -> None:
        if self._is_at_rest(wait):
            self.idle.set()
        try:
            async with asyncio.timeout(min(wait, IDLE)):
                await self._due.wait()
        except TimeoutError:
            return

    async def _send(self, ready: Ready) -> None:
        outcome = await self._try(ready.parcel)
        self.tried(outcome)
        await self._database.write(
            lambda tx: self._note(tx, ready, outcome), wakes=lambda: self._let_go(ready.row.lane)
        )

    def _let_go(self, lane: str) -> None:
        """Let what stands behind a row go, and what came back be heard."""
        self._busy.discard(lane)
        self.wake_inbox()
        self.wake()

    def _note(self, tx: Tx, ready: Ready, outcome: Outcome) -> None:
        """Write down what came of it, unless another program has taken the row over."""
        row, outgoing, now = ready.row, ready.outgoing, self._clock.now()
        if not (self._replica.is_alone or custody.is_held(tx, row.id, self._replica.name)):
            return
        if isinstance(outcome, Refused):
            log.warning("refused", act=type(outgoing.act).__name__, reason=outcome.reason.value)
        if isinstance(outcome, TryLater) and outcome.after is not None:
            self._picker.refused(tx, ready.pace_key, outcome.after)
        if isinstance(outcome, Delivered) and address.is_past(tx, ready.parcel):
            outbox.later(tx, row.id, now, count=False)
        elif ready.bundled and _is_unfit(outcome):
            outbox.later(tx, row.id, now, count=True)  # it may do alone
        else:
            decision = decide(outgoing, outcome, row.attempts, row.repeated)
            record(tx, row, outgoing, outcome, decision, now)
        self._note_bundled(tx, ready, outcome)

    def _note_bundled(self, tx: Tx, ready: Ready, outcome: Outcome) -> None:
        """Write down what came of those behind the first: they arrived with it, or wait anew."""
        arrived = isinstance(outcome, Delivered) and not address.is_past(tx, ready.parcel)
        doubtful = isinstance(outcome, TryLater) and outcome.maybe_sent
        now = self._clock.now()
        for row, outgoing in ready.bundled:
            if arrived:
                record(tx, row, outgoing, outcome, Done(), now)
            else:
                outbox.later(tx, row.id, now, count=False, repeated=doubtful)

    async def _try(self, parcel: Parcel) -> Outcome:
        if not self._replica.is_alive:
            return TryLater()  # we were held up, and others may be at it by now
        try:
            return await self._channel.send(parcel)
        except Exception as error:  # a bug on the way out costs one row and not the loop
            act = type(parcel.act).__name__
            log.error("sending failed", act=act, error=type(error).__name__)  # noqa: TRY400
            return Refused(Reason.OTHER)


def _is_unfit(outcome: Outcome) -> bool:
    """Say whether the message itself was not to the channel's liking."""
    return isinstance(outcome, Refused) and outcome.reason is Reason.OTHER
