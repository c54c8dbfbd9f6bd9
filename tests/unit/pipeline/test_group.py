"""A desk's group as a whole."""

from collections.abc import Callable

from bot.desk import words
from bot.model.delivery import Copy, MakeTopic, Outgoing, SendText, SetReaction, Side
from bot.model.ids import ChatId, ConversationId, MessageId
from bot.model.inputs import About, GroupChanged, GroupMoved, Input, TopicLost
from bot.pipeline import group, lanes
from bot.store import custody, desks, inbox, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.desks import DeskRow
from bot.store.topics import Topic
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


async def test_a_queue_that_was_being_made_at_a_crash_is_not_asked_for_twice(
    database: Database,
) -> None:
    def die_while_it_is_made(tx: Tx) -> None:
        group.settle(tx, WARD, NEW_GROUP, NOW)
        custody.sending(tx, [row.id for row in outbox.due(tx, NOW, 1)], "who died", NOW)

    await database.write(die_while_it_is_made)

    await database.write(lambda tx: group.settle(tx, WARD, NEW_GROUP, NOW))

    made = await database.read(lambda tx: outbox.pending(tx, lanes.of_queue(WARD)))
    assert made == 1


async def test_a_group_that_moved_keeps_its_new_id_at_the_next_start(database: Database) -> None:
    def life(tx: Tx) -> None:
        group.settle(tx, WARD, GROUP, NOW)
        desks.set_queue_thread(tx, WARD, QUEUE)
        group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW)
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

    await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW))

    topic = await database.read(lambda tx: topics.of(tx, VISITOR, WARD))
    assert topic == Topic(VISITOR, WARD, NEW_GROUP, None, None, None, None)
    for chat in (GROUP, NEW_GROUP):  # in the new one the number may be somebody else's
        assert await database.read(topics_in(chat)) is None


def topics_in(chat: ChatId) -> Callable[[Tx], ConversationId | None]:
    return lambda tx: topics.by_thread(tx, chat, THREAD)


async def test_a_queue_is_made_in_the_group_that_moved(database: Database) -> None:
    await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW))

    assert await place(database) == DeskRow(NEW_GROUP, None)
    made = await database.read(lambda tx: acts(tx, lanes.of_queue(WARD)))
    assert made == [MakeTopic(words.QUEUE_TOPIC)]


async def test_a_move_that_is_told_twice_is_one_move(database: Database) -> None:
    await database.write(with_topic)

    for _ in range(2):
        await database.write(lambda tx: group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW))

    assert await place(database) == DeskRow(NEW_GROUP, None)
    assert len(await database.read(lambda tx: acts(tx, lanes.of_queue(WARD)))) == 1


async def test_what_waits_under_old_numbers_does_not_go_to_the_new_group(
    database: Database,
) -> None:
    def waited(tx: Tx) -> None:
        with_topic(tx)
        mark = SetReaction(MessageId(500), "👌")
        put(tx, lanes.of_status(VISITOR, WARD), Outgoing(Side.TOPIC, mark))
        put(tx, lanes.of_offer(VISITOR, WARD), Outgoing(Side.TOPIC, SendText("送りました")))
        copy = Copy(MessageId(500), Side.TOPIC)
        put(tx, lanes.of_visitor(VISITOR), Outgoing(Side.VISITOR, copy, about=About.REPLY))
        put(tx, lanes.of_topic(VISITOR, WARD), Outgoing(Side.TOPIC, SendText("みどり 1")))
        group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW)

    await database.write(waited)

    told = words.NOT_DELIVERED.format(reason=words.REASONS["message_gone"])
    left = {lane: row.act for lane, row in await database.read(waiting) if lane[0] in "suv"}
    assert left == {}
    in_topic = await database.read(lambda tx: acts(tx, lanes.of_topic(VISITOR, WARD)))
    assert in_topic == [SendText("みどり 1"), SendText(told)]


async def test_who_has_something_in_the_group_that_moved_is_given_a_topic_there(
    database: Database,
) -> None:
    def moved(tx: Tx) -> list[Input]:
        with_topic(tx)
        put(tx, lanes.of_topic(VISITOR, WARD), Outgoing(Side.TOPIC, SendText("みどり 1")))
        group.take(tx, WARD, GroupMoved(NEW_GROUP), NOW)
        return [row.input for row in inbox.due(tx, NOW, 9)]

    assert await database.write(moved) == [TopicLost()]


async def test_new_rights_let_what_waits_for_the_group_be_tried_at_once(
    database: Database,
) -> None:
    def life(tx: Tx) -> int:
        later = NOW.replace(hour=9)
        row = put(tx, lanes.of_topic(VISITOR, WARD), Outgoing(Side.TOPIC, SendText("はい")))
        own = put(tx, lanes.of_visitor(VISITOR), Outgoing(Side.VISITOR, SendText("はい")))
        for each in (row, own):
            outbox.later(tx, each, later, count=False)
        group.take(tx, WARD, GroupChanged(), NOW)
        return row

    row = await database.write(life)

    due = await database.read(lambda tx: [each.id for each in outbox.due(tx, NOW, 10)])
    assert due == [row]
