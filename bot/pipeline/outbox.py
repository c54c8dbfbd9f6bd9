"""What goes out: marked as being sent, sent, and its outcome recorded; nothing else sends.

A row found `sending` after a crash is sent once more: twice is better than never.
"""

import asyncio
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile

import structlog

from bot.model.delivery import (
    Channel,
    Delivered,
    Outcome,
    Outgoing,
    Parcel,
    Reason,
    Refused,
    TryLater,
)
from bot.model.errors import EngawaError
from bot.model.ids import DeskId
from bot.pipeline import address, backlog, bundle
from bot.pipeline.bundle import PATIENCE, Written
from bot.pipeline.outcome import record
from bot.pipeline.pace import GROUP_PREFIX, Pace, Unpaced
from bot.pipeline.retry import Done, decide
from bot.store import limits, outbox
from bot.store.connect import Database, Tx
from bot.store.outbox import OutboxRow

log = structlog.get_logger()

BATCH = 64
SOON = 5.0  # seconds; what the pace allows within them is waited for before stopping
RECENT = timedelta(seconds=60)
UNFIT = (EngawaError, LookupError, ValueError)
"""What a row raises that cannot be opened or addressed."""
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
    bundled: tuple[tuple[OutboxRow, Outgoing], ...] = ()
    """Rows behind it that go in the same message."""

    @property
    def rows(self) -> tuple[OutboxRow, ...]:
        """Every row that goes in this message."""
        return (self.row, *(row for row, _ in self.bundled))


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
        left = await self._database.write(self._take_up)
        if left:
            log.warning("sending once more after a crash", rows=left)
        async with asyncio.TaskGroup() as sends:
            while True:
                self._due.clear()
                ready, wait = await self._database.write(self._pick)
                if wait == 0:  # something was settled without being sent
                    self.wake_inbox()
                for each in ready:
                    self._busy.add(each.row.lane)
                    sends.create_task(self._send(each))
                if self._closing and not ready and self._is_at_rest(wait):
                    return
                if not ready:
                    await self._rest(wait)

    def _take_up(self, tx: Tx) -> int:
        """Go on where the last run ended: with its limits, and with what it was sending."""
        now, ticks = self._clock.now(), self._clock.ticks()
        for lane, desk, at in limits.sent_since(tx, now - RECENT):
            self._pace.spend(address.chat_of(lane, desk), ticks - (now - at).total_seconds())
        for key, until in limits.pauses(tx).items():
            self._pace.pause(key, ticks + (until - now).total_seconds())
        return outbox.recover(tx)

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

    def _pick(self, tx: Tx) -> tuple[list[Ready], float]:
        """Mark the rows that may go now; also say how soon the pace allows the next.

        Rows that must wait never hide others behind them, however many they are.
        """
        look = _Look(set(self._busy))
        while (wait := self._pace.overall(self._clock.ticks())) == 0:
            rows = outbox.due(tx, self._clock.now(), BATCH, look.passed, look.full)
            for row in rows:
                self._weigh(tx, row, look)
            if len(rows) < BATCH or len(look.ready) >= BATCH:
                break
        else:
            look.soonest = min(look.soonest, wait)
        chosen = [row.id for each in look.ready for row in each.rows]
        taken = set(outbox.sending(tx, chosen)) if chosen else set()
        return [each for each in look.ready if each.row.id in taken], look.soonest

    def _weigh(self, tx: Tx, row: OutboxRow, look: "_Look") -> None:
        """See whether one row may go now."""
        look.passed.add(row.lane)
        key = address.pace_key(row)
        wait = self._pace.wait(key, self._clock.ticks())
        if wait > 0:
            look.soonest = min(look.soonest, wait)
            if row.desk is not None and key.startswith(GROUP_PREFIX):
                look.full.add(row.desk)
                backlog.tell(tx, row.desk, self._clock.now())
            return
        try:
            outgoing = row.outgoing
            outcome = address.foregone(tx, row, outgoing, self._clock.now())
            if self._pace.lets_go(key, self._clock.ticks()):
                outcome = Refused(Reason.EXPIRED)
            if outcome is not None:
                decision = decide(outgoing, outcome, row.attempts, row.repeated)
                record(tx, row, outgoing, outcome, decision, self._clock.now())
                look.soonest = 0.0  # its lane goes on at once
                return
            parcel = address.parcel(tx, row, outgoing)
        except UNFIT as error:
            log.error("cannot be sent", row=row.id, error=type(error).__name__)  # noqa: TRY400
            outbox.failed(tx, row.id, type(error).__name__, self._clock.now())
            look.soonest = 0.0  # its lane goes on at once
            return
        if parcel is None:
            return
        for _ in range(address.cost(outgoing.act)):
            self._pace.spend(key, self._clock.ticks())
        look.ready.append(self._with_what_waits_behind(tx, Ready(row, outgoing, parcel, key)))

    def _with_what_waits_behind(self, tx: Tx, ready: Ready) -> Ready:
        """Bundle a message that had to wait with those of the same visitor behind it."""
        now, row = self._clock.now(), ready.row
        if not self._pace.bundles or now - row.created_at < PATIENCE:
            return ready
        line = list(takewhile(lambda each: _is_bundled(*each, now), _opened(tx, row.lane)))
        if len(line) < 2 or line[0][0].id != row.id:  # noqa: PLR2004 - nothing to join
            return ready
        act, count = bundle.bundled(Written(out, each.created_at) for each, out in line)
        parcel = replace(ready.parcel, act=act)
        return replace(ready, parcel=parcel, bundled=tuple(line[1:count]))

    async def _send(self, ready: Ready) -> None:
        outcome = await self._try(ready.parcel)
        row, outgoing = ready.row, ready.outgoing
        decision = decide(outgoing, outcome, row.attempts, row.repeated)
        asked = outcome.after if isinstance(outcome, TryLater) else None
        if asked is not None:
            self._pace.refused(ready.pace_key, self._clock.ticks(), asked)
        if isinstance(outcome, Refused):
            log.warning("refused", act=type(outgoing.act).__name__, reason=outcome.reason.value)
        now = self._clock.now()

        def note(tx: Tx) -> None:
            if isinstance(outcome, Delivered) and address.is_past(tx, ready.parcel):
                outbox.later(tx, row.id, now, count=False)
            elif ready.bundled and _is_unfit(outcome):
                outbox.later(tx, row.id, now, count=True)  # it may do alone
            else:
                record(tx, row, outgoing, outcome, decision, now)
            if asked is not None and ready.pace_key.startswith(GROUP_PREFIX):
                limits.pause(tx, ready.pace_key, now + timedelta(seconds=asked))
            self._note_bundled(tx, ready, outcome, now)

        await self._database.write(note)
        self._busy.discard(row.lane)
        self.wake_inbox()
        self.wake()

    def _note_bundled(self, tx: Tx, ready: Ready, outcome: Outcome, now: datetime) -> None:
        """Write down what came of those behind the first: they arrived with it, or wait anew."""
        arrived = isinstance(outcome, Delivered) and not address.is_past(tx, ready.parcel)
        doubtful = isinstance(outcome, TryLater) and outcome.maybe_sent
        for row, outgoing in ready.bundled:
            if arrived:
                record(tx, row, outgoing, outcome, Done(), now)
            else:
                outbox.later(tx, row.id, now, count=False, repeated=doubtful)

    async def _try(self, parcel: Parcel) -> Outcome:
        try:
            return await self._channel.send(parcel)
        except Exception as error:  # a bug on the way out costs one row and not the loop
            act = type(parcel.act).__name__
            log.error("sending failed", act=act, error=type(error).__name__)  # noqa: TRY400
            return Refused(Reason.OTHER)


def _opened(tx: Tx, lane: str) -> Iterator[tuple[OutboxRow, Outgoing]]:
    """Open what waits in a lane, one after the other, up to the first that does not open."""
    for row in outbox.unsent(tx, lane):
        try:
            outgoing = row.outgoing
        except UNFIT:
            return  # it is weighed alone when its turn comes
        yield row, outgoing


def _is_unfit(outcome: Outcome) -> bool:
    """Say whether the message itself was not to the channel's liking."""
    return isinstance(outcome, Refused) and outcome.reason is Reason.OTHER


def _is_bundled(row: OutboxRow, outgoing: Outgoing, now: datetime) -> bool:
    """Say whether a row may go with others: it is due, was never tried, and is a short text."""
    is_due = row.not_before is None or row.not_before <= now
    is_fresh = not (row.is_being_sent or row.repeated or row.attempts)
    return is_due and is_fresh and bundle.is_bundled(outgoing)


@dataclass(slots=True)
class _Look:
    """What one look through the waiting rows has come to so far."""

    passed: set[str]
    """Lanes that need not be looked at again."""
    full: set[DeskId] = field(default_factory=set)
    """Desks whose group takes no more for now."""
    ready: list[Ready] = field(default_factory=list)
    soonest: float = math.inf
    """Seconds until the pace allows the first of those that wait."""
