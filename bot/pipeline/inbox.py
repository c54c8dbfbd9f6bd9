"""What comes in: stored before it is acknowledged, then taken turn by turn.

A turn that raises is rolled back and tried again; after its last try it is parked, staff and
the visitor are told once, and the lane goes on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.conversation.content import Content
from bot.conversation.known import is_known
from bot.conversation.state import Standing
from bot.model.delivery import Channel
from bot.model.errors import Damaged, KeysUnreachable, SettingsError
from bot.model.ids import NO_DESK, ConversationId, DeskId, Lane, StaffRef
from bot.model.inputs import (
    Arrival,
    FromGroup,
    FromVisitor,
    GroupEntered,
    GroupInput,
    Input,
    Notified,
    Said,
    Staff,
    StaffInput,
    TurnFailed,
)
from bot.model.weighed import Weighed
from bot.pipeline import group, lanes, office, stranger, timers, turn
from bot.pipeline.play import Play, World
from bot.pipeline.turn import Answer
from bot.store import conversations, desks, inbox, messages, offsets, topics
from bot.store.codec import CodecError
from bot.store.connect import Database, Tx
from bot.store.inbox import InboxRow
from bot.store.sealing import SealingError

log = structlog.get_logger()

TRIES = 3
PAUSE_BETWEEN_TRIES = timedelta(seconds=2)
BATCH = 64  # turns that may share a commit; each is of another lane
IDLE = 1.0  # seconds until rows that wait for a time are looked at again


class Inbox:
    """The way in, from a channel's arrival to the end of its turn."""

    def __init__(self, database: Database, world: World, channel: Channel) -> None:
        """Wire the loop to the channel that presses are answered on."""
        self._database = database
        self._world = world
        self._channel = channel
        self.wake_sender: Callable[[], None] = lambda: None
        """Called when a turn may have filled the outbox."""
        self.turned: Callable[[str, timedelta], None] = lambda _outcome, _lag: None
        """Told of every turn: what came of it, and how long its input had waited."""
        self._arrived = asyncio.Event()
        self._closing = False
        self.idle = asyncio.Event()
        """Set while nothing waits for its turn."""

    async def accept(
        self, arrivals: Sequence[Arrival], source: str = "", offset: int | None = None
    ) -> None:
        """Store arrivals and the channel's offset; returns when they are durable."""
        now = self._world.moment().now
        fresh = [self._world.fresh_conversation() for _ in arrivals]

        def store(tx: Tx) -> None:
            for arrival, name in zip(arrivals, fresh, strict=True):
                _store(tx, arrival, name, now)
            if offset is not None:
                offsets.set(tx, source, offset)

        await self._database.write(store, wakes=self.wake)

    def wake(self) -> None:
        """Look for due rows now."""
        self.idle.clear()
        self._arrived.set()

    def close(self) -> None:
        """Take the turns that are due, then stop."""
        self._closing = True
        self.wake()

    async def run(self) -> None:
        """Take turns until closed."""
        while True:
            self._arrived.clear()
            # a reader would be another thread, and need longer than to stand behind the writer
            rows = await self._database.write(self._due)
            if rows and await self._take_turns(rows):
                continue
            if self._closing and not self._arrived.is_set():  # what came meanwhile is seen, too
                return
            await self._rest()

    def _due(self, tx: Tx) -> list[InboxRow]:
        """Give what has arrived, and those times that have come."""
        now = self._world.moment().now
        if timers.is_any_due(tx, now):
            timers.ring(tx, now)
        return inbox.due(tx, now, BATCH)

    async def _take_turns(self, rows: Sequence[InboxRow]) -> bool:
        """Take the turns side by side; False when all of them were another program's."""
        async with asyncio.TaskGroup() as tasks:
            turns = [tasks.create_task(self._turn(row)) for row in rows]
        return any(turn.result() for turn in turns)

    async def _rest(self) -> None:
        if not self._arrived.is_set():
            self.idle.set()
        try:
            async with asyncio.timeout(IDLE):
                await self._arrived.wait()
        except TimeoutError:
            return

    async def _turn(self, row: InboxRow) -> bool:
        """Take one turn, unless another program is at it."""
        play = self._world.play()
        lag = play.moment.now - row.at
        try:
            weighed = await self._weighed(row, play.content)
            play = replace(play, moment=replace(play.moment, weighed=weighed))
            taken, answer = await self._database.write(
                self._claimed(row, play), wakes=self.wake_sender
            )
        except KeysUnreachable:  # no fault of the input's: it has its turn when they answer
            await self._database.keys_answer()
            return True
        except (SettingsError, Damaged):  # nor is a master key that opens nothing, or a file
            raise
        except Exception as error:
            self.turned("failed", lag)
            await self._failed(row, error)
            return True
        if taken:
            self.turned("done", lag)
        if answer is not None:
            await self._channel.answer(answer.query, answer.text, answer.alert)
        return taken

    async def _weighed(self, row: InboxRow, content: Content) -> Weighed | None:
        """Weigh a text that the flows may guess at; the writer must not wait for that."""
        visitor, happened = lanes.conversation_of(row.lane), await self._opened(row)
        if visitor is None or not isinstance(happened, Said) or is_known(happened.text, content):
            return None
        # nobody else changes where the visitor stands: the lane is ours until the turn ends
        standing = await self._database.read(lambda tx: conversations.load(tx, visitor).standing)
        return await self._world.weigh(happened.text) if standing is Standing.FLOWS else None

    async def _opened(self, row: InboxRow) -> Input | None:
        return await self._database.unsealed(lambda: _opened(row))

    def _claimed(self, row: InboxRow, play: Play) -> Callable[[Tx], tuple[bool, Answer | None]]:
        def work(tx: Tx) -> tuple[bool, Answer | None]:
            if self._database.is_shared and not inbox.claim(tx, row.id):
                return False, None
            return True, _take(tx, row, play)

        return work

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        where = _place(error)
        kind = type(await self._opened(row)).__name__
        log.error("turn failed", kind=kind, tries=row.attempts + 1, at=where)
        now = self._world.moment().now

        def note(tx: Tx) -> None:
            if row.attempts + 1 < TRIES:
                inbox.again(tx, row.id, now + PAUSE_BETWEEN_TRIES, where)
                return
            inbox.park(tx, row.id, where)
            _tell_of_parked(tx, row, now)

        await self._database.write(note)


def _store(tx: Tx, arrival: Arrival, fresh: ConversationId, now: datetime) -> None:
    """Put one arrival into the lane it belongs to; what belongs nowhere is let go."""
    if isinstance(arrival.origin, FromVisitor):
        visitor = conversations.enter(tx, arrival.origin.chat, fresh, now)
        lane, holder = lanes.of_visitor(visitor), str(visitor)
        happened = arrival.input
    else:
        place = _place_in_group(tx, arrival.origin, arrival.input)
        if place is None:
            if isinstance(arrival.input, GroupEntered):
                stranger.leave(tx, arrival.origin.chat, now)
            return
        lane, holder = place
        happened = _signed(tx, arrival.origin, arrival.input)
    if happened is None:
        inbox.add_unreadable(tx, update_key=arrival.key, lane=lane, at=now)
        return
    inbox.add(tx, update_key=arrival.key, lane=lane, holder=holder, input=happened, at=now)


def _place_in_group(tx: Tx, origin: FromGroup, happened: Input | None) -> tuple[Lane, str] | None:
    desk = desks.by_chat(tx, origin.chat)
    if desk is None:
        return None
    whole = lanes.of_group(desk), group.holder(desk)
    if isinstance(happened, GroupInput):
        return whole
    visitor = _visitor_in_group(tx, desk, origin) or office.case_named_by(tx, desk, happened)
    if visitor is not None:
        return lanes.of_visitor(visitor), str(visitor)
    return whole if office.is_for(tx, desk, origin.thread, happened) else None


def _visitor_in_group(tx: Tx, desk: DeskId, origin: FromGroup) -> ConversationId | None:
    """Find the visitor by the topic it happened in, or else by the message it is about."""
    if origin.thread is not None:
        return topics.by_thread(tx, origin.chat, origin.thread)
    visitor = messages.conversation_of(tx, desk, origin.message) if origin.message else None
    topic = topics.of(tx, visitor, desk) if visitor else None
    # a number counts in its group alone, and the desk may have worked in another before
    return visitor if topic is not None and topic.chat == origin.chat else None


def _signed(tx: Tx, origin: FromGroup, happened: Input | None) -> Input | None:
    """Name the desk, and put the keyed digest of the account in the account's stead."""
    if not isinstance(happened, StaffInput):
        return happened
    here = replace(happened, desk=desks.by_chat(tx, origin.chat) or NO_DESK)
    if origin.author is None:
        return here
    ref = StaffRef(tx.vault.index("staff", str(origin.author)))
    return replace(here, staff=Staff(ref, ""))


def _take(tx: Tx, row: InboxRow, play: Play) -> Answer | None:
    visitor, happened = lanes.conversation_of(row.lane), row.input
    desk, answer = lanes.desk_of(row.lane), None
    if visitor is not None:
        answer = turn.take(tx, visitor, happened, play)
    elif isinstance(happened, StaffInput):
        answer = office.take(tx, desk, happened, play)
    else:
        group.take(tx, desk, happened, play.moment.now)
    inbox.done(tx, row.id)
    return answer


def _tell_of_parked(tx: Tx, row: InboxRow, now: datetime) -> None:
    """Tell both sides, once: a notice that itself fails is parked without another."""
    happened = _opened(row)
    if isinstance(happened, TurnFailed | Notified):
        return
    if not lanes.conversation_of(row.lane):
        office.tell_of_failure(tx, lanes.desk_of(row.lane), happened, now)
        return
    notices: tuple[Input, ...] = (TurnFailed(),)
    if not isinstance(happened, StaffInput):
        notices = (TurnFailed(), Notified("error"))
    for notice in notices:
        inbox.add(tx, update_key=None, lane=row.lane, holder=row.holder, input=notice, at=now)


def _opened(row: InboxRow) -> Input | None:
    """Open what failed; None when it was the opening that failed."""
    try:
        return row.input
    except (SealingError, CodecError):
        return None


def _place(error: BaseException) -> str:
    """Say what went wrong and where, without a word of what anybody wrote (SAFETY.md L1)."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} {where.rpartition('/')[2]}"
