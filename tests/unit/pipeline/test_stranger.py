"""A group that is no desk's is left, unless it turns out to be one's; a desk's own never is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from sqlalchemy import select

from bot.desk import words
from bot.model.delivery import (
    Act,
    LeaveGroup,
    Outcome,
    Priority,
    Reason,
    Refused,
    RetireTopic,
    Side,
    TryLater,
)
from bot.model.ids import CaseId, ChatId, ConversationId, DeskId, ThreadId
from bot.model.inputs import (
    Arrival,
    FromGroup,
    GroupChanged,
    GroupEntered,
    GroupMoved,
    Input,
    Moment,
    TopicSeen,
)
from bot.pipeline import group, lanes, stranger
from bot.pipeline.inbox import Inbox
from bot.pipeline.outbox import Sender
from bot.pipeline.pace import Unpaced
from bot.pipeline.pick import Clock
from bot.pipeline.play import World
from bot.pipeline.replica import Replica
from bot.store import desks, outbox
from bot.store.connect import Database, Tx
from bot.store.schema import inbox as inbox_table
from bot.store.schema import outbox as outbox_table
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK
from tests.unit.pipeline.parts import (
    GROUP,
    NOW,
    THREAD,
    WARD,
    Hand,
    Recorder,
    waiting,
    with_topic,
)

STRANGE = ChatId(-999)
MINUTE = stranger.STAY.total_seconds()


@dataclass
class Door:
    """Both halves of the loop, each run when it is told to."""

    database: Database
    clock: Hand = field(default_factory=Hand)
    channel: Recorder = field(init=False)
    keys: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        """Keep everything that is sent on one channel."""
        self.channel = Recorder(self.clock)

    async def comes(self, happened: Input, chat: ChatId = STRANGE) -> None:
        """Let something happen in a group, and be dealt with."""
        world = World(
            content=small,
            desks=lambda: (DESK,),
            moment=lambda: Moment(self.clock.now, 0),
            fresh_case=lambda: CaseId("unused"),
            fresh_conversation=lambda: ConversationId("unused"),
        )
        way_in = Inbox(self.database, world, self.channel)
        arrival = Arrival(f"test:{next(self.keys)}", FromGroup(chat), happened)
        await way_in.accept([arrival])
        way_in.close()
        await way_in.run()

    async def sent_after(self, seconds: float) -> list[Act]:
        """Let time pass, and give everything that went out until then."""
        self.clock.advance(seconds)
        clock = Clock(lambda: self.clock.now, self.clock.ticks)
        replica = Replica(self.database, "us", clock.now, clock.ticks)
        sender = Sender(self.database, self.channel, Unpaced(), clock, replica)
        sender.close()
        await sender.run()
        return [parcel.act for parcel in self.channel.sent]

    def will(self, *outcomes: Outcome) -> None:
        """Answer the next tries to leave with these."""
        self.channel.will(LeaveGroup, *outcomes)


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database)


async def test_a_strange_group_is_left_a_minute_after_it_let_us_in(door: Door) -> None:
    await door.comes(GroupEntered())

    assert await door.sent_after(MINUTE - 1) == []
    assert await door.sent_after(1) == [LeaveGroup(STRANGE)]
    assert [parcel.chat for parcel in door.channel.sent] == [STRANGE]


async def test_a_strange_group_that_lets_us_in_twice_is_left_once(door: Door) -> None:
    await door.comes(GroupEntered())
    await door.comes(GroupEntered())

    assert await door.sent_after(MINUTE) == [LeaveGroup(STRANGE)]


async def test_one_that_lets_us_in_again_is_left_again(door: Door) -> None:
    for _ in range(2):
        await door.comes(GroupEntered())
        await door.sent_after(MINUTE)

    assert await door.sent_after(0) == [LeaveGroup(STRANGE)] * 2


async def test_a_desks_group_that_moved_is_not_left_however_late_the_move_is_told(
    door: Door,
) -> None:
    await door.comes(GroupEntered())
    await door.comes(GroupMoved(STRANGE), chat=GROUP)

    assert LeaveGroup(STRANGE) not in await door.sent_after(MINUTE)
    assert await door.database.read(waiting) == []


async def test_a_group_that_becomes_a_desks_by_its_setting_is_not_left(door: Door) -> None:
    await door.comes(GroupEntered())
    await door.database.write(lambda tx: group.settle(tx, WARD, STRANGE, NOW))

    assert LeaveGroup(STRANGE) not in await door.sent_after(MINUTE)


async def test_a_desks_own_group_that_lets_us_in_again_is_tried_again_at_once(door: Door) -> None:
    async def waits_until() -> object:
        held = select(outbox_table.c.not_before)
        return await door.database.read(lambda tx: tx.connection.execute(held).scalar())

    await door.database.write(lambda tx: desks.set_queue_thread(tx, WARD, None))
    await door.database.write(lambda tx: group.ask_for_queue_topic(tx, WARD, NOW))
    await door.database.write(lambda tx: outbox.later(tx, 1, door.clock.now, count=False))
    assert await waits_until() is not None

    await door.comes(GroupEntered(), chat=GROUP)

    assert await waits_until() is None
    assert LeaveGroup(GROUP) not in await door.sent_after(MINUTE)


@pytest.mark.parametrize("happened", [GroupChanged(), GroupMoved(ChatId(-5))])
async def test_what_else_happens_in_a_strange_group_is_let_go(door: Door, happened: Input) -> None:
    await door.comes(happened)

    rows = select(inbox_table.c.id)
    assert await door.database.read(lambda tx: list(tx.connection.execute(rows))) == []
    assert await door.sent_after(MINUTE) == []


async def test_a_line_that_breaks_is_tried_again_until_the_group_is_left(door: Door) -> None:
    door.will(TryLater(), TryLater(after=7.0))
    await door.comes(GroupEntered())

    for _ in range(3):
        await door.sent_after(MINUTE)

    assert await door.sent_after(MINUTE) == [LeaveGroup(STRANGE)] * 3


async def test_a_group_that_does_not_let_us_go_is_given_up(door: Door) -> None:
    door.will(Refused(Reason.OTHER))
    await door.comes(GroupEntered())

    await door.sent_after(MINUTE)

    assert await door.sent_after(MINUTE) == [LeaveGroup(STRANGE)]
    assert await door.database.read(outbox.pending) == 0


async def test_it_belongs_to_no_desk_and_its_seal_to_nobody_who_can_be_forgotten(
    door: Door,
) -> None:
    await door.database.write(lambda tx: stranger.leave(tx, STRANGE, NOW))

    row = await door.database.read(lambda tx: tx.connection.execute(select(outbox_table)).one())
    assert (row.lane, row.side, row.priority) == (
        lanes.of_stranger(STRANGE),
        Side.QUEUE,
        Priority.STATUS,
    )
    assert (row.desk, row.conversation_id) == (None, None)
    assert ":" in row.holder
    assert not row.holder.startswith(group.holder(WARD).partition(":")[0])


# ── a topic that a crash left behind ─────────────────────────────────────────

STRAY = ThreadId(777)
RETIRED = RetireTopic(GROUP, STRAY, words.STRAY_TOPIC)


async def test_a_topic_of_ours_that_nobody_has_after_a_minute_is_put_out_of_use(
    door: Door,
) -> None:
    await door.comes(TopicSeen(GROUP, STRAY), chat=GROUP)

    assert RETIRED not in await door.sent_after(MINUTE - 1)
    assert RETIRED in await door.sent_after(1)


async def test_a_topic_that_became_somebodys_stays(door: Door) -> None:
    await door.comes(TopicSeen(GROUP, THREAD), chat=GROUP)
    await door.database.write(with_topic)

    sent = await door.sent_after(MINUTE)

    assert not any(isinstance(act, RetireTopic) for act in sent)
    assert await door.database.read(outbox.pending) == 0


@pytest.mark.parametrize("room", [desks.set_queue_thread, desks.set_aside_thread])
async def test_a_topic_that_became_a_room_of_the_desk_stays(
    door: Door, room: Callable[[Tx, DeskId, ThreadId | None], None]
) -> None:
    await door.comes(TopicSeen(GROUP, STRAY), chat=GROUP)
    await door.database.write(lambda tx: room(tx, WARD, STRAY))

    assert RETIRED not in await door.sent_after(MINUTE)


@pytest.mark.parametrize("reason", [Reason.NO_RIGHTS, Reason.TOPIC_GONE, Reason.OTHER])
async def test_a_stray_topic_that_cannot_be_put_out_of_use_is_let_be(
    door: Door, reason: Reason
) -> None:
    door.channel.will(RetireTopic, Refused(reason))
    await door.comes(TopicSeen(GROUP, STRAY), chat=GROUP)

    await door.sent_after(MINUTE)
    sent = await door.sent_after(MINUTE)

    assert sent.count(RETIRED) == 1
    assert await door.database.read(outbox.pending) == 0
