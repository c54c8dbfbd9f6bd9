"""What goes now, when several programs share the limits of the same chats."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from functools import partial
from unittest.mock import patch

from sqlalchemy import text

from bot.model.delivery import (
    MakeTopic,
    Outgoing,
    Priority,
    SendText,
    SetReaction,
    Side,
    TryLater,
)
from bot.model.ids import ChatId, ConversationId, DeskId, MessageId, booth
from bot.pipeline import lanes
from bot.pipeline.pace import REACTIONS_PER_MINUTE, Pace
from bot.pipeline.pick import Clock, Picker
from bot.store import conversations, desks, limits, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.outbox import ROOM
from tests.unit.pipeline.parts import (
    GROUP,
    NOW,
    QUEUE,
    VISITOR,
    WARD,
    build,
    put,
    running,
    with_topic,
)

FULL = 18
VISITORS = [ConversationId(f"{number:032x}") for number in range(30)]


SECOND = booth(WARD, 2)
SECOND_GROUP = ChatId(-1002)


def line(tx: Tx, number: int, desk: DeskId = WARD) -> None:
    """Put a line of its own into a group, on a lane of its own."""
    put(tx, f"q:{number}:{desk}", Outgoing(Side.QUEUE, SendText(f"行{number}")), None, desk)


def mark(tx: Tx, number: int) -> None:
    """React in the visitor's topic."""
    outgoing = Outgoing(Side.TOPIC, SetReaction(MessageId(number), "👌"), Priority.STATUS)
    put(tx, lanes.of_reactions(VISITOR, WARD), outgoing)


def lines(tx: Tx, numbers: Iterable[int]) -> None:
    for number in numbers:
        line(tx, number)


def everybody(tx: Tx) -> None:
    for number, visitor in enumerate(VISITORS):
        conversations.enter(tx, ChatId(6000 + number), visitor, NOW)


async def test_a_groups_limit_is_one_for_all(shared: Database) -> None:
    for number in range(9):
        await shared.write(partial(line, number=number))
    async with running(build(shared, Pace(FULL))) as first:
        await first.quiet()

    await shared.write(lambda tx: line(tx, 9))
    async with running(build(shared, Pace(FULL))) as second:
        await second.quiet()

    assert (len(first.channel.sent), len(second.channel.sent)) == (9, 0)


async def test_each_group_of_a_desk_has_a_limit_of_its_own_that_is_one_for_all(
    shared: Database,
) -> None:
    def another_group(tx: Tx) -> None:
        desks.set_group(tx, SECOND, SECOND_GROUP)
        desks.set_queue_thread(tx, SECOND, QUEUE)

    await shared.write(another_group)
    for number in range(9):
        await shared.write(partial(line, number=number))
    async with running(build(shared, Pace(FULL))) as first:
        await first.quiet()
        for desk in (WARD, SECOND):
            for number in range(20, 30):
                await shared.write(partial(line, number=number, desk=desk))
        async with running(build(shared, Pace(FULL))) as second:
            await second.quiet()
        await first.quiet()

    both = [*first.channel.sent, *second.channel.sent]
    assert len(first.channel.acts(GROUP)) == 9
    assert Counter(parcel.chat for parcel in both) == {GROUP: 9, SECOND_GROUP: 9}


async def picked_at_once(shared: Database) -> int:
    """Let one pick what came while another picks, and say how many rows both have taken."""
    first, second = (
        Picker(Pace(FULL), Clock(lambda: NOW, lambda: 0.0), build(shared).replica)
        for _ in range(2)
    )
    has_picked = asyncio.Event()

    def pick_slowly(tx: Tx) -> int:
        ready, _ = first.pick(tx, ())
        has_picked.set()
        tx.connection.execute(text("SELECT pg_sleep(0.5)"))  # the other is at it meanwhile
        return len(ready)

    async def pick_the_rest() -> int:
        await has_picked.wait()
        await shared.write(partial(lines, numbers=range(9, 18)))
        ready, _ = await shared.write(lambda tx: second.pick(tx, ()))
        return len(ready)

    await shared.write(partial(lines, numbers=range(9)))
    return sum(await asyncio.gather(shared.write(pick_slowly), pick_the_rest()))


async def test_two_that_pick_at_once_keep_to_one_limit(shared: Database) -> None:
    assert await picked_at_once(shared) == 9


async def test_without_their_lock_two_that_pick_at_once_would_take_twice_as_much(
    shared: Database,
) -> None:
    with patch.object(limits, "lock", lambda _: None):
        assert await picked_at_once(shared) == 18


async def test_what_the_others_send_while_we_run_counts_too(shared: Database) -> None:
    first, second = build(shared, Pace(FULL)), build(shared, Pace(FULL))
    async with running(first), running(second):
        for number in range(12):
            await shared.write(partial(line, number=number))
            loop = (first, second)[number % 2]
            loop.sender.wake()
            await loop.quiet()

    assert len(first.channel.sent) + len(second.channel.sent) == 9


async def test_a_chat_that_asked_one_for_patience_has_it_from_all(shared: Database) -> None:
    await shared.write(with_topic)
    await shared.write(partial(line, number=0))
    first, second = build(shared, Pace(FULL)), build(shared, Pace(FULL))
    first.channel.will(SendText, TryLater(after=30))
    async with running(first):
        await first.quiet()
        await shared.write(partial(line, number=1))
        async with running(second):
            await second.quiet()

    assert (len(first.channel.sent), second.channel.sent) == (1, [])


async def test_reactions_go_into_a_full_group_and_are_let_go_beyond_their_own_budget(
    shared: Database,
) -> None:
    await shared.write(with_topic)
    for number in range(FULL):
        await shared.write(partial(line, number=number))
        await shared.write(partial(mark, number=number))

    async with running(build(shared, Pace(FULL))) as loop:
        await loop.quiet()
        gone_on = await loop.do(lambda tx: outbox.pending(tx, lanes.of_reactions(VISITOR, WARD)))

    assert len(loop.channel.acts(GROUP, SendText)) == 9
    assert len(loop.channel.acts(GROUP, SetReaction)) == REACTIONS_PER_MINUTE
    assert gone_on == 0


async def test_the_budget_of_reactions_is_one_for_all(shared: Database) -> None:
    await shared.write(with_topic)
    for number in range(REACTIONS_PER_MINUTE):
        await shared.write(partial(mark, number=number))
    async with running(build(shared, Pace(FULL))) as first:
        await first.quiet()

    await shared.write(partial(mark, number=99))
    async with running(build(shared, Pace(FULL))) as second:
        await second.quiet()

    assert len(first.channel.sent) == REACTIONS_PER_MINUTE
    assert second.channel.sent == []


async def test_a_lane_that_another_is_sending_in_is_passed_over_whatever_comes_first(
    shared: Database,
) -> None:
    visitor = VISITORS[0]
    topic = lanes.of_topic(visitor, WARD)

    def asked(tx: Tx) -> None:
        everybody(tx)
        with_topic(tx)
        topics.make(tx, visitor, WARD)
        put(tx, topic, Outgoing(Side.TOPIC, MakeTopic("題"), Priority.OPENING), visitor)

    await shared.write(asked)
    first = build(shared, Pace(FULL))
    first.channel.held.clear()
    async with running(first):
        await first.begun(1)
        again = Outgoing(Side.TOPIC, MakeTopic("又"), Priority.OPENING, coalesce=ROOM)
        await shared.write(lambda tx: put(tx, topic, again, visitor))
        async with running(build(shared, Pace(FULL))) as second:
            await second.quiet()
        sent = (len(second.channel.sent), len(first.channel.sent))
        first.channel.held.set()

    assert sent == (0, 1)
