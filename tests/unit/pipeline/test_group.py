"""A desk's group as a whole."""

from bot.model.delivery import MakeTopic, Outgoing, SendText, Side
from bot.model.ids import ChatId
from bot.model.inputs import GroupChanged, GroupMoved
from bot.pipeline import group, lanes
from bot.store import desks, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.desks import DeskRow
from tests.unit.pipeline.parts import (
    GROUP,
    NOW,
    QUEUE,
    THREAD,
    VISITOR,
    WARD,
    acts,
    put,
    waiting,
    with_topic,
)

NEW_GROUP = ChatId(-1002)


async def place(database: Database) -> DeskRow:
    return await database.read(lambda tx: desks.group(tx, WARD))


async def test_a_first_start_binds_the_group_and_asks_for_a_queue(database: Database) -> None:
    await database.write(lambda tx: group.settle(tx, WARD, NEW_GROUP, NOW))

    assert await place(database) == DeskRow(NEW_GROUP, None)
    assert await database.read(lambda tx: acts(tx, lanes.of_queue(WARD))) == [MakeTopic("🪑 受付")]


async def test_a_later_start_changes_nothing_and_asks_for_nothing(database: Database) -> None:
    await database.write(lambda tx: group.settle(tx, WARD, GROUP, NOW))
    await database.write(lambda tx: desks.set_queue_thread(tx, WARD, QUEUE))
    before = await database.read(waiting)

    await database.write(lambda tx: group.settle(tx, WARD, GROUP, NOW))

    assert await place(database) == DeskRow(GROUP, QUEUE)
    assert await database.read(waiting) == before


async def test_two_starts_before_anything_is_sent_ask_for_one_queue(database: Database) -> None:
    for _ in range(2):
        await database.write(lambda tx: group.settle(tx, WARD, NEW_GROUP, NOW))

    assert len(await database.read(waiting)) == 1


async def test_a_group_that_moved_keeps_its_new_id_at_the_next_start(database: Database) -> None:
    def life(tx: Tx) -> None:
        group.settle(tx, WARD, GROUP, NOW)
        desks.set_queue_thread(tx, WARD, QUEUE)
        group.take(tx, WARD, GroupMoved(NEW_GROUP))
        group.settle(tx, WARD, GROUP, NOW)

    await database.write(life)

    assert (await place(database)).chat == NEW_GROUP


async def test_another_group_in_the_settings_gets_a_queue_of_its_own(database: Database) -> None:
    def life(tx: Tx) -> None:
        group.settle(tx, WARD, GROUP, NOW)
        desks.set_queue_thread(tx, WARD, QUEUE)
        group.settle(tx, WARD, NEW_GROUP, NOW)

    await database.write(life)

    assert await place(database) == DeskRow(NEW_GROUP, None)


async def test_the_topics_move_with_their_group(database: Database) -> None:
    await database.write(with_topic)

    await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP)))

    assert await database.read(lambda tx: topics.by_thread(tx, NEW_GROUP, THREAD)) == VISITOR
    assert await database.read(lambda tx: topics.by_thread(tx, GROUP, THREAD)) is None


async def test_the_queue_moves_with_its_group(database: Database) -> None:
    await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP)))

    assert await place(database) == DeskRow(NEW_GROUP, QUEUE)


async def test_a_move_that_is_told_twice_is_one_move(database: Database) -> None:
    await database.write(with_topic)

    for _ in range(2):
        await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP)))

    assert await place(database) == DeskRow(NEW_GROUP, QUEUE)


async def test_new_rights_let_what_waits_for_the_group_be_tried_at_once(
    database: Database,
) -> None:
    def life(tx: Tx) -> int:
        later = NOW.replace(hour=9)
        row = put(tx, lanes.of_topic(VISITOR), Outgoing(Side.TOPIC, SendText("はい")))
        own = put(tx, lanes.of_visitor(VISITOR), Outgoing(Side.VISITOR, SendText("はい")))
        for each in (row, own):
            outbox.later(tx, each, later, count=False)
        group.take(tx, WARD, GroupChanged())
        return row

    row = await database.write(life)

    due = await database.read(lambda tx: [each.id for each in outbox.due(tx, NOW, 10)])
    assert due == [row]
