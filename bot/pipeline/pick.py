"""Which rows of the outbox go now: due, allowed by the limits, addressed, and marked as taken."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile

import structlog

from bot.model.delivery import Outgoing, Parcel, Reason, Refused
from bot.model.ids import DeskId
from bot.pipeline import address, backlog, bundle
from bot.pipeline.bundle import PATIENCE, Written
from bot.pipeline.outcome import record
from bot.pipeline.pace import GROUP_PREFIX, Pace, Unpaced
from bot.pipeline.replica import Replica
from bot.pipeline.retry import decide
from bot.store import custody, limits, outbox
from bot.store.codec import CodecError
from bot.store.connect import Tx
from bot.store.limits import Refusal
from bot.store.outbox import OutboxRow
from bot.store.sealing import SealingError

log = structlog.get_logger()

BATCH = 64
COUNTED = timedelta(seconds=60)  # the longest window of any limit
REMEMBERED = timedelta(minutes=30)  # after which a chat that answered 429 has its rate back
UNFIT = (SealingError, CodecError, LookupError, ValueError)
"""What a row raises that cannot be opened or addressed."""


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
    weight: int
    bundled: tuple[tuple[OutboxRow, Outgoing], ...] = ()
    """Rows behind it that go in the same message."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What need not be sent: its outcome is known, and recorded."""


SETTLED = Settled()


class Picker:
    """Weighs what waits against the limits, which it shares with the other programs."""

    def __init__(self, pace: Pace | Unpaced, clock: Clock, replica: Replica) -> None:
        """Know nothing yet of what was sent before."""
        self._pace = pace
        self._clock = clock
        self._replica = replica
        self._known_until: datetime | None = None
        """Up to when we know what the others have sent."""

    def pick(self, tx: Tx, busy: Sequence[str]) -> tuple[list[Ready], float]:
        """Mark the rows that may go now; also say how soon the pace allows the next.

        Rows that must wait never hide others behind them, however many they are. Lanes in `busy`
        are passed over.
        """
        limits.lock(tx)
        now = self._replica.now(tx)
        self._learn(tx, now)
        look = _Look(set(busy))
        while (wait := self._pace.overall(self._clock.ticks())) == 0:
            rows = outbox.due(tx, self._clock.now(), BATCH, look.passed, look.full)
            for row in rows:
                self._weigh(tx, row, look)
            if len(rows) < BATCH or len(look.ready) >= BATCH:
                break
        else:
            look.soonest = min(look.soonest, wait)
        return self._taken(tx, look.ready, now), look.soonest

    def refused(self, tx: Tx, key: str, after: float) -> None:
        """Let a chat rest that answered 429, and let the others know of it."""
        limits.lock(tx)
        self._pace.refused(key, self._clock.ticks(), after)
        limits.refuse(tx, Refusal(key, self._replica.now(tx), after), self._replica.name)

    def _learn(self, tx: Tx, now: datetime) -> None:
        """Count what the others have sent and met since the last look, at a start the last run."""
        if self._known_until is not None and self._replica.is_alone:
            return
        me, ticks = self._replica.name, self._clock.ticks()
        for taken in limits.taken_since(tx, self._known_until or now - COUNTED, me):
            for _ in range(taken.weight):
                self._pace.spend(
                    address.chat_of(taken.lane, taken.desk), _then(taken.at, now, ticks)
                )
        for each in limits.refused_since(tx, self._known_until or now - REMEMBERED, me):
            self._pace.refused(each.chat, _then(each.at, now, ticks), each.after)
        self._known_until = now

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
            ready = self._addressed(tx, row, key)
        except UNFIT as error:
            log.error("cannot be sent", row=row.id, error=type(error).__name__)  # noqa: TRY400
            outbox.failed(tx, row.id, type(error).__name__, self._clock.now())
            ready = SETTLED
        if isinstance(ready, Settled):
            look.soonest = 0.0  # its lane goes on at once
        elif ready is not None:
            for _ in range(ready.weight):
                self._pace.spend(key, self._clock.ticks())
            look.ready.append(self._with_what_waits_behind(tx, ready))

    def _addressed(self, tx: Tx, row: OutboxRow, key: str) -> "Ready | Settled | None":
        """Open a row and address it; None while what it needs is still to be made."""
        outgoing = row.outgoing
        outcome = address.foregone(tx, row, outgoing, self._clock.now())
        if self._pace.lets_go(key, self._clock.ticks()):
            outcome = Refused(Reason.EXPIRED)
        if outcome is not None:
            decision = decide(outgoing, outcome, row.attempts, row.repeated)
            record(tx, row, outgoing, outcome, decision, self._clock.now())
            return SETTLED
        parcel = address.parcel(tx, row, outgoing)
        if parcel is None:
            return None
        return Ready(row, outgoing, parcel, key, address.cost(outgoing.act))

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

    def _taken(self, tx: Tx, ready: Sequence[Ready], now: datetime) -> list[Ready]:
        """Mark what goes with its weight; what goes along in another's message has none."""
        by_weight: defaultdict[int, list[int]] = defaultdict(list)
        for each in ready:
            by_weight[each.weight].append(each.row.id)
            for row, _ in each.bundled:
                by_weight[0].append(row.id)
        taken = {
            row_id
            for weight, rows in by_weight.items()
            for row_id in custody.sending(tx, rows, self._replica.name, now, weight)
        }
        return [each for each in ready if each.row.id in taken]


def _then(at: datetime, now: datetime, ticks: float) -> float:
    """Say when something was on the clock that only goes forward."""
    return ticks - (now - at).total_seconds()


def _opened(tx: Tx, lane: str) -> Iterator[tuple[OutboxRow, Outgoing]]:
    """Open what waits in a lane, one after the other, up to the first that does not open."""
    for row in outbox.unsent(tx, lane):
        try:
            outgoing = row.outgoing
        except UNFIT:
            return  # it is weighed alone when its turn comes
        yield row, outgoing


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
