"""Where an outgoing goes, looked up a moment before it is sent."""

import pytest

from bot.desk import words
from bot.model.delivery import (
    Act,
    Copy,
    EditText,
    EditTopic,
    MakeTopic,
    Outgoing,
    Parcel,
    PinMessage,
    SendText,
    SetReaction,
    Side,
    Slot,
)
from bot.model.ids import ChatId, MessageId
from bot.model.inputs import About
from bot.pipeline import address, lanes
from bot.store import desks, outbox, topics
from bot.store.connect import Database, Tx
from tests.unit.pipeline.parts import (
    CARD,
    CHAT,
    GROUP,
    NOW,
    QUEUE,
    THREAD,
    VISITOR,
    WARD,
    put,
    with_topic,
)

HELLO = SendText("はい")
LANES = {
    Side.VISITOR: lanes.of_visitor(VISITOR),
    Side.TOPIC: lanes.of_topic(VISITOR),
    Side.QUEUE: lanes.of_queue(WARD),
}


def addressed(tx: Tx, side: Side, act: Act, about: About = About.NOTICE) -> Parcel | None:
    """Put one row and address it."""
    put(tx, LANES[side], Outgoing(side, act, about=about))
    (row,) = outbox.due(tx, NOW, 10)
    return address.parcel(tx, row, row.outgoing)


async def test_words_for_the_visitor_go_to_their_chat(database: Database) -> None:
    parcel = await database.write(lambda tx: addressed(tx, Side.VISITOR, HELLO))

    assert parcel == Parcel(CHAT, None, HELLO)


async def test_a_copy_for_the_visitor_is_taken_from_the_group(database: Database) -> None:
    act = Copy(MessageId(5), Side.TOPIC)
    await database.write(with_topic)

    parcel = await database.write(lambda tx: addressed(tx, Side.VISITOR, act))

    assert parcel == Parcel(CHAT, None, act, source_chat=GROUP)


async def test_a_copy_for_staff_is_taken_from_the_visitors_chat(database: Database) -> None:
    act = Copy(MessageId(5), Side.VISITOR)
    await database.write(with_topic)

    parcel = await database.write(lambda tx: addressed(tx, Side.TOPIC, act))

    assert parcel == Parcel(GROUP, THREAD, act, source_chat=CHAT)


@pytest.mark.parametrize("side", [Side.TOPIC, Side.QUEUE])
async def test_words_wait_while_their_topic_is_not_made(database: Database, side: Side) -> None:
    def lose(tx: Tx) -> None:
        topics.make(tx, VISITOR, WARD)
        desks.set_queue_thread(tx, WARD, None)

    await database.write(lose)

    assert await database.write(lambda tx: addressed(tx, side, HELLO)) is None


@pytest.mark.parametrize("side", [Side.TOPIC, Side.QUEUE])
async def test_a_topic_is_made_in_the_group_the_desk_has_now(
    database: Database, side: Side
) -> None:
    def move(tx: Tx) -> None:
        with_topic(tx)
        desks.set_group(tx, WARD, ChatId(-1002))

    await database.write(move)
    made = MakeTopic("みどり")

    parcel = await database.write(lambda tx: addressed(tx, side, made))

    assert parcel == Parcel(ChatId(-1002), None, made)


@pytest.mark.parametrize("side", [Side.TOPIC, Side.QUEUE])
async def test_everything_for_staff_waits_while_there_is_no_group(
    database: Database, side: Side
) -> None:
    def leave(tx: Tx) -> None:
        topics.make(tx, VISITOR, WARD)
        desks.set_group(tx, WARD, None)

    await database.write(leave)

    assert await database.write(lambda tx: addressed(tx, side, MakeTopic("x"))) is None


async def test_a_line_goes_to_the_queue(database: Database) -> None:
    parcel = await database.write(lambda tx: addressed(tx, Side.QUEUE, HELLO))

    assert parcel == Parcel(GROUP, QUEUE, HELLO)


@pytest.mark.parametrize("act", [EditText(Slot.CARD, "x"), PinMessage(Slot.CARD)])
async def test_what_names_the_card_is_given_its_number(database: Database, act: Act) -> None:
    await database.write(with_topic)

    parcel = await database.write(lambda tx: addressed(tx, Side.TOPIC, act))

    assert parcel == Parcel(GROUP, THREAD, act, target=CARD)


@pytest.mark.parametrize("side", [Side.TOPIC, Side.QUEUE])
async def test_what_names_a_message_that_is_not_there_yet_waits(
    database: Database, side: Side
) -> None:
    await database.write(with_topic)
    line = EditText(Slot.QUEUE_LINE, "x")

    assert await database.write(lambda tx: addressed(tx, side, line)) is None


async def test_a_line_in_the_queue_is_edited_under_its_number(database: Database) -> None:
    def line(tx: Tx) -> None:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, Slot.QUEUE_LINE, MessageId(77))

    await database.write(line)
    act = EditText(Slot.QUEUE_LINE, "x")

    parcel = await database.write(lambda tx: addressed(tx, Side.QUEUE, act))

    assert parcel == Parcel(GROUP, QUEUE, act, target=MessageId(77))


@pytest.mark.parametrize(
    ("about", "marked"), [(About.RELAY, True), (About.NOTICE, False), (About.CARD, False)]
)
async def test_only_the_visitors_words_are_marked_when_they_may_come_twice(
    database: Database, about: About, marked: bool
) -> None:
    def repeat(tx: Tx) -> Parcel | None:
        with_topic(tx)
        row_id = put(tx, LANES[Side.TOPIC], Outgoing(Side.TOPIC, HELLO, about=about))
        outbox.sending(tx, [row_id])
        outbox.recover(tx)
        (row,) = outbox.due(tx, NOW, 10)
        return address.parcel(tx, row, row.outgoing)

    parcel = await database.write(repeat)

    assert parcel is not None
    assert isinstance(parcel.act, SendText)
    assert (words.MAYBE_REPEATED in parcel.act.text) is marked


async def test_a_row_of_nobodys_for_a_visitor_is_a_fault(database: Database) -> None:
    def nobodys(tx: Tx) -> None:
        put(tx, LANES[Side.VISITOR], Outgoing(Side.VISITOR, HELLO), visitor=None)
        (row,) = outbox.due(tx, NOW, 10)
        address.parcel(tx, row, row.outgoing)

    with pytest.raises(ValueError, match="belongs to a conversation"):
        await database.write(nobodys)


async def test_everything_in_one_group_shares_one_limit(database: Database) -> None:
    def keys(tx: Tx) -> list[str]:
        for lane in (*LANES.values(), lanes.of_status(VISITOR)):
            put(tx, lane, Outgoing(Side.TOPIC, HELLO))
        return [address.pace_key(row) for row in outbox.due(tx, NOW, 10)]

    found = await database.write(keys)

    assert found == [lanes.of_visitor(VISITOR), "g:ward", "g:ward", "g:ward"]


def test_only_reactions_cost_nothing() -> None:
    assert not address.costs(SetReaction(CARD, "👌"))
    assert address.costs(EditTopic("x"))
