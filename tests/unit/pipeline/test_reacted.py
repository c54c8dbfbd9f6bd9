"""A reaction in a group tells no topic: the message it is on leads to the right visitor."""

import pytest

from bot.model.ids import ChatId, ConversationId, MessageId, ThreadId
from bot.model.inputs import Arrival, FromGroup, StaffReacted
from bot.pipeline import inbox, lanes
from bot.store import conversations, desks, messages, topics
from bot.store.connect import Database, Tx
from bot.store.inbox import due
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOW,
    OTHER,
    OTHER_CHAT,
    THREAD,
    VISITOR,
    WARD,
)

ON = MessageId(700)
EARLIER_GROUP = ChatId(-1000)
REACTED = StaffReacted(None, ON, "👍")


def talk(tx: Tx, visitor: ConversationId, group: ChatId, thread: ThreadId, on: MessageId) -> None:
    """Let a visitor have a topic with one relayed message in it."""
    conversations.enter(tx, CHAT if visitor == VISITOR else OTHER_CHAT, visitor, NOW)
    topics.make(tx, visitor, WARD)
    topics.place(tx, visitor, WARD, group, thread)
    messages.link(
        tx,
        visitor,
        WARD,
        visitor_message=MessageId(41),
        staff_message=on,
        from_visitor=True,
        at=NOW,
    )


async def lanes_of(database: Database, origin: FromGroup) -> list[str]:
    """Store a reaction, and give the lane it has come into."""

    def store(tx: Tx) -> list[str]:
        arrival = Arrival("test:1", origin, REACTED)
        inbox._store(tx, arrival, ConversationId("unused"), NOW)
        return [row.lane for row in due(tx, NOW, 9)]

    return await database.write(store)


async def test_a_reaction_reaches_the_case_of_its_message(database: Database) -> None:
    await database.write(lambda tx: talk(tx, OTHER, GROUP, ThreadId(9), MessageId(699)))
    await database.write(lambda tx: talk(tx, VISITOR, GROUP, THREAD, ON))

    found = await lanes_of(database, FromGroup(GROUP, author=5, message=ON))

    assert found == [lanes.of_visitor(VISITOR)]


@pytest.mark.parametrize(
    "origin",
    [
        FromGroup(GROUP, author=5, message=MessageId(701)),
        FromGroup(GROUP, author=5),
        FromGroup(ChatId(-999), author=5, message=ON),
    ],
    ids=["a note", "nothing", "a strange group"],
)
async def test_a_reaction_on_what_is_no_visitors_is_let_go(
    database: Database, origin: FromGroup
) -> None:
    await database.write(lambda tx: talk(tx, VISITOR, GROUP, THREAD, ON))

    assert await lanes_of(database, origin) == []


@pytest.mark.parametrize("first", [VISITOR, OTHER])
async def test_one_number_in_two_groups_of_a_desk_is_never_taken_for_the_others(
    database: Database, first: ConversationId
) -> None:
    def two_groups(tx: Tx) -> None:
        desks.set_group(tx, WARD, EARLIER_GROUP)
        desks.set_group(tx, WARD, GROUP)
        places = {VISITOR: (GROUP, THREAD), OTHER: (EARLIER_GROUP, THREAD)}
        for visitor in (first, *(places.keys() - {first})):
            talk(tx, visitor, *places[visitor], ON)

    await database.write(two_groups)

    found = await lanes_of(database, FromGroup(EARLIER_GROUP, author=5, message=ON))

    assert lanes.of_visitor(VISITOR) not in found
    assert set(found) <= {lanes.of_visitor(OTHER)}
