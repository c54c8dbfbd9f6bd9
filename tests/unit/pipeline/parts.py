"""What the loop is made of in tests: a real store in memory, our own channel, a clock by hand."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

from sqlalchemy import select

from bot.conversation.content import Content
from bot.desk.state import Desk
from bot.model.delivery import (
    Act,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditText,
    EditTopic,
    MakeTopic,
    Outcome,
    Outgoing,
    Parcel,
    SendText,
    SetReaction,
    Side,
    Slot,
)
from bot.model.ids import (
    CaseId,
    ChatId,
    ConversationId,
    DeskId,
    Lane,
    MessageId,
    StaffRef,
    ThreadId,
)
from bot.model.inputs import (
    Arrival,
    FromGroup,
    FromVisitor,
    Input,
    MediaKind,
    Moment,
    Pressed,
    Staff,
    StaffInput,
    StaffShowed,
    StaffWrote,
)
from bot.model.weighed import Weighed
from bot.pipeline import turn
from bot.pipeline.inbox import Inbox
from bot.pipeline.outbox import Sender
from bot.pipeline.pace import Pace, Unpaced
from bot.pipeline.pick import Clock
from bot.pipeline.play import Play, World
from bot.pipeline.replica import Replica
from bot.store import codec, conversations, desks, messages, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as outbox_table
from bot.store.sealing import unseal
from bot.store.topics import Topic
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, ELSEWHERE, SISTER

T = TypeVar("T")
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
"""A Tuesday morning in Tokyo."""
VISITOR = ConversationId("5f0c" * 8)
OTHER = ConversationId("0a0b" * 8)
CHAT = ChatId(4711)
OTHER_CHAT = ChatId(4712)
GROUP = ChatId(-1001)
THREAD = ThreadId(300)
CARD = MessageId(301)
QUEUE = ThreadId(200)
SISTER_GROUP = ChatId(-1009)
CASE = CaseId("ca5e" * 8)
WARD: DeskId = DESK.id
OTHER_DESKS = (SISTER, ELSEWHERE)
NOBODY = Staff(StaffRef(""), "")
"""How a member of staff arrives: who it is, the way in finds out by the account."""
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


def settled(tx: Tx) -> None:
    """Let one visitor have entered, and the desk have its group and its queue."""
    conversations.enter(tx, CHAT, VISITOR, NOW)
    desks.set_group(tx, WARD, GROUP)
    desks.set_queue_thread(tx, WARD, QUEUE)


def with_sister(tx: Tx) -> None:
    """Let another desk of the ward have its group, whose topics bear the same numbers."""
    desks.set_group(tx, SISTER.id, SISTER_GROUP)
    desks.set_queue_thread(tx, SISTER.id, QUEUE)


def with_topic(tx: Tx) -> None:
    """Let the visitor have a topic with a card in it."""
    topics.make(tx, VISITOR, WARD)
    topics.place(tx, VISITOR, WARD, GROUP, THREAD)
    topics.set_slot(tx, VISITOR, WARD, Slot.CARD, CARD)


def with_two_topics(tx: Tx) -> None:
    """Let the visitor have a topic on each of two desks, and all numbers be the same in both."""
    with_sister(tx)
    with_topic(tx)
    topics.make(tx, VISITOR, SISTER.id)
    topics.place(tx, VISITOR, SISTER.id, SISTER_GROUP, THREAD)
    topics.set_slot(tx, VISITOR, SISTER.id, Slot.CARD, CARD)


def play_with(content: Content | None = None, desk: Desk = DESK, case: CaseId = CASE) -> Play:
    """Give what a turn is played with."""
    return Play(content or small(), (desk, *OTHER_DESKS), Moment(NOW, 0), case)


def take(tx: Tx, *happened: Input, play: Play | None = None) -> None:
    """Play turns of the one visitor."""
    for each in happened:
        turn.take(tx, VISITOR, each, play or play_with())


def open_case(tx: Tx) -> None:
    """Lead the visitor to a person."""
    take(tx, *(Pressed(MessageId(7), press) for press in TO_A_PERSON))


def waiting(tx: Tx) -> list[tuple[Lane, Outgoing]]:
    """List everything that waits to be sent, oldest first."""
    table = outbox_table.c
    rows = tx.connection.execute(
        select(outbox_table).where(table.state.in_(["new", "sending"])).order_by(table.id)
    )
    return [
        (
            Lane(row.lane),
            codec.decode_outgoing(unseal(tx.vault, row.holder, outbox.PLACE, row.id, row.sealed)),
        )
        for row in rows
    ]


def acts(tx: Tx, lane: Lane) -> list[Act]:
    """List what waits on one lane."""
    return [outgoing.act for own, outgoing in waiting(tx) if own == lane]


def put(
    tx: Tx,
    lane: str,
    outgoing: Outgoing,
    visitor: ConversationId | None = VISITOR,
    desk: DeskId = WARD,
) -> int:
    """Put one outgoing into the outbox."""
    return outbox.put(
        tx,
        lane=lane,
        conversation_id=visitor,
        desk=desk,
        holder=str(visitor),
        outgoing=outgoing,
        at=NOW,
    )


def wrote(text: str, number: int, reply_to: MessageId | None = None) -> StaffWrote:
    """Give what a member of staff wrote in a topic."""
    return StaffWrote(NOBODY, MessageId(number), text, reply_to=reply_to)


def showed(
    number: int, reply_to: MessageId | None = None, album: str = "", caption: str = ""
) -> StaffShowed:
    """Give a picture that a member of staff sent in a topic."""
    return StaffShowed(
        NOBODY, MessageId(number), MediaKind.PHOTO, caption, reply_to=reply_to, album=album
    )


def held_up(tx: Tx, lane: Lane, seconds: float = 60) -> None:
    """Let a lane wait behind a mark that may not go for a while."""
    outgoing = Outgoing(Side.VISITOR, SetReaction(MessageId(1), ""))
    outbox.later(tx, put(tx, lane, outgoing), NOW + timedelta(seconds=seconds), count=False)


@dataclass
class Recorder:
    """A channel that keeps what it is given, and answers as it is told to."""

    clock: "Hand"
    sent: list[Parcel] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    """When each of these was begun."""
    answered: list[tuple[str, str, bool]] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """Set at each send."""
    held: asyncio.Event = field(default_factory=asyncio.Event)
    """Sends wait while this is clear."""
    screens: defaultdict[ChatId, dict[MessageId, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """The texts that stand in each chat."""
    chats: dict[ChatId, Outcome] = field(default_factory=dict)
    """Chats in which everything gets one answer, as long as it stands here."""
    _script: list[tuple[type[Act], Outcome | Exception]] = field(default_factory=list)
    _numbers: "defaultdict[ChatId, count[int]]" = field(
        default_factory=lambda: defaultdict(lambda: count(1000))
    )
    """A number counts in its chat alone: the same ones come in every chat."""

    def __post_init__(self) -> None:
        """Hold nothing."""
        self.held.set()

    def will(self, kind: type[Act], *outcomes: Outcome | Exception) -> None:
        """Answer the next sends of a kind of act with these."""
        self._script.extend((kind, outcome) for outcome in outcomes)

    async def send(self, parcel: Parcel) -> Outcome:
        """Keep it, and give the next answer that fits, or deliver."""
        self.sent.append(parcel)
        self.times.append(self.clock.now)
        self.begun.set()
        await self.held.wait()
        if parcel.chat in self.chats:
            return self.chats[parcel.chat]
        for planned in self._script:
            if isinstance(parcel.act, planned[0]):
                self._script.remove(planned)
                if isinstance(planned[1], Exception):
                    raise planned[1]
                return planned[1]
        numbers = self._numbers[parcel.chat]
        if isinstance(parcel.act, MakeTopic):
            return Delivered(thread=ThreadId(next(numbers)))
        if isinstance(parcel.act, CopyAlbum):
            return Delivered(album=tuple(MessageId(next(numbers)) for _ in parcel.act.messages))
        number = MessageId(next(numbers))
        self._show(parcel, number)
        return Delivered(number)

    def _show(self, parcel: Parcel, number: MessageId) -> None:
        """Let a chat show what came of an act."""
        screen, target = self.screens[parcel.chat], parcel.target or MessageId(0)
        match parcel.act:
            case SendText(text):
                screen[number] = text
            case EditText(text=text):
                screen[target] = text
            case DeleteMessage():
                screen.pop(target, None)
            case _:
                pass

    async def answer(self, query: str, text: str, alert: bool) -> None:
        """Keep it."""
        self.answered.append((query, text, alert))

    def acts(self, chat: ChatId, *kinds: type[Act]) -> list[Act]:
        """List what was done in a chat, in order; only of some kinds, if any are named."""
        found = (parcel.act for parcel in self.sent if parcel.chat == chat)
        return [act for act in found if not kinds or isinstance(act, kinds)]

    def texts(self, chat: ChatId) -> list[str]:
        """List what was said in a chat, in order."""
        found = (parcel.act for parcel in self.sent if parcel.chat == chat)
        return [_said(act) for act in found if isinstance(act, SendText | EditText | EditTopic)]


def _said(act: SendText | EditText | EditTopic) -> str:
    return act.title if isinstance(act, EditTopic) else act.text


@dataclass
class Hand:
    """A clock that goes when it is moved."""

    now: datetime = NOW

    def ticks(self) -> float:
        """Count seconds."""
        return self.now.timestamp()

    def advance(self, seconds: float) -> None:
        """Move on."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Loop:
    """Both halves of the loop, running."""

    database: Database
    channel: Recorder
    clock: Hand
    inbox: Inbox
    sender: Sender
    replica: Replica
    contents: list[Content] = field(default_factory=list)
    """The contents of the next turns; the small one when there is none."""
    desks: list[Desk] = field(default_factory=list)
    """The first desk in each of the next turns; the usual one when there is none."""
    weighed: list[str] = field(default_factory=list)
    """The texts that were weighed."""
    about: str = ""
    """The flow that every text is found to be about; nothing is made of any when it is empty."""
    _keys: "count[int]" = field(default_factory=count)

    async def happens(self, *happened: Input, chat: ChatId = CHAT) -> None:
        """Let things happen on a visitor's side, and wait until they are dealt with."""
        await self.inbox.accept([self.arrival(each, chat) for each in happened])
        await self.quiet()

    def arrival(self, happened: Input, chat: ChatId = CHAT) -> Arrival:
        """Give an arrival with a key of its own."""
        return Arrival(f"test:{next(self._keys)}", FromVisitor(chat), happened)

    async def opened(self) -> Topic:
        """Bring the visitor to a person and give the topic that was made."""
        await self.happens(*(Pressed(MessageId(7), press) for press in TO_A_PERSON))
        return await self.topic()

    async def topic(self, desk: DeskId = WARD) -> Topic:
        """Give the visitor's topic on a desk."""
        topic = await self.do(lambda tx: topics.of(tx, VISITOR, desk))
        assert topic is not None
        return topic

    async def staff(self, *happened: StaffInput, desk: DeskId = WARD, author: int = 9) -> None:
        """Let a member of staff do things in the visitor's topic, and wait for what follows."""
        await self.meanwhile(*happened, desk=desk, author=author)
        await self.quiet()

    async def meanwhile(self, *happened: StaffInput, desk: DeskId = WARD, author: int = 9) -> None:
        """Let a member of staff do things and their turns be taken, whatever is being sent."""
        topic = await self.topic(desk)
        assert topic.chat is not None
        origin = FromGroup(topic.chat, topic.thread, author)
        await self.inbox.accept(
            [Arrival(f"staff:{next(self._keys)}", origin, each) for each in happened]
        )
        async with asyncio.timeout(5):
            await self.inbox.idle.wait()

    async def stands_for(self, message: MessageId, desk: DeskId = WARD) -> list[MessageId]:
        """Give the messages in a topic that stand for one in the visitor's chat."""
        return await self.do(lambda tx: messages.staff_of(tx, VISITOR, desk, message))

    async def copies_of(self, message: MessageId, desk: DeskId = WARD) -> list[MessageId]:
        """Give the messages in the visitor's chat that stand for one in a topic."""
        found = await self.do(lambda tx: messages.all_visitor_of(tx, VISITOR, desk, message))
        return [each.visitor_message for each in found]

    async def quiet(self) -> None:
        """Wait until nothing is left to do now."""
        async with asyncio.timeout(5):
            while not (self.inbox.idle.is_set() and self.sender.idle.is_set()):
                await self.inbox.idle.wait()
                await self.sender.idle.wait()

    async def begun(self, number: int) -> None:
        """Wait until so many sends were begun since the start."""
        async with asyncio.timeout(5):
            while len(self.channel.sent) < number:
                self.channel.begun.clear()
                await self.channel.begun.wait()

    async def begun_in(self, chat: ChatId, text: str) -> None:
        """Wait until a text was begun to be sent in a chat."""
        async with asyncio.timeout(5):
            while not any(text in said for said in self.channel.texts(chat)):
                self.channel.begun.clear()
                await self.channel.begun.wait()

    async def later(self, seconds: float) -> None:
        """Let time pass, and wait until what fell due is done."""
        self.clock.advance(seconds)
        self.inbox.wake()
        self.sender.wake()
        await self.quiet()

    async def do(self, work: Callable[[Tx], T]) -> T:
        """Run a work in the store."""
        return await self.database.write(work)


NAMES = count(1)
"""No two programs bear the same name, also not one after the other."""


def build(database: Database, pace: Pace | Unpaced | None = None) -> Loop:
    """Wire both halves; they do not run yet."""
    clock, fresh = Hand(), count(1)
    channel = Recorder(clock)

    async def weigh(text: str) -> Weighed | None:
        loop.weighed.append(text)
        return Weighed({loop.about: 1.0}, 0.5, is_short=False) if loop.about else None

    world = World(
        content=lambda: loop.contents.pop(0) if loop.contents else small(),
        desks=lambda: (loop.desks.pop(0) if loop.desks else DESK, *OTHER_DESKS),
        moment=lambda: Moment(clock.now, 0),
        fresh_case=lambda: CaseId(f"case-{next(fresh)}"),
        fresh_conversation=lambda: ConversationId(f"visitor-{next(fresh)}"),
        weigh=weigh,
    )
    inbox = Inbox(database, world, channel)
    replica = Replica(database, f"replica-{next(NAMES)}", lambda: clock.now, clock.ticks)
    hands = Clock(lambda: clock.now, clock.ticks)
    sender = Sender(database, channel, pace or Unpaced(), hands, replica)
    inbox.wake_sender, sender.wake_inbox = sender.wake, inbox.wake
    loop = Loop(database, channel, clock, inbox, sender, replica)
    return loop


@asynccontextmanager
async def running(loop: Loop) -> AsyncIterator[Loop]:
    """Run both halves as long as the block lasts."""
    await loop.replica.enter()
    async with asyncio.TaskGroup() as tasks:
        turning = tasks.create_task(loop.inbox.run())
        sending = tasks.create_task(loop.sender.run())
        try:
            yield loop
        finally:
            turning.cancel()
            sending.cancel()
