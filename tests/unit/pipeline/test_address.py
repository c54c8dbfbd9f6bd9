"""Where an outgoing goes, looked up a moment before it is sent."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.desk import words
from bot.model.delivery import (
    Act,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    EditTopic,
    LeaveGroup,
    MakeTopic,
    Outcome,
    Outgoing,
    Parcel,
    PinMessage,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    Slot,
)
from bot.model.effects import PostCard, PostQueueLine
from bot.model.ids import (
    AlertNumber,
    ChatId,
    ConversationId,
    DeskId,
    Language,
    MessageId,
    ThreadId,
)
from bot.model.inputs import About, Moment
from bot.pipeline import address, lanes
from bot.pipeline.perform import perform
from bot.pipeline.stage import Stage
from bot.store import conversations, custody, desks, messages, outbox, topics
from bot.store.connect import Database, Tx
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import (
    CARD,
    CHAT,
    GROUP,
    NOW,
    OTHER,
    OTHER_CHAT,
    QUEUE,
    SISTER_GROUP,
    THREAD,
    VISITOR,
    WARD,
    put,
    waiting,
    with_sister,
    with_topic,
    with_two_topics,
)

HELLO = SendText("はい")
REPLY = MessageId(500)
A_SECOND = timedelta(seconds=1)
ROLES: list[tuple[Side, Act]] = [
    (Side.TOPIC, EditText(Slot.CARD, "x")),
    (Side.TOPIC, PinMessage(Slot.CARD)),
    (Side.QUEUE, EditText(Slot.QUEUE_LINE, "x")),
]
"""What names a message of the case's by its role."""
LANES = {
    Side.VISITOR: lanes.of_visitor(VISITOR),
    Side.TOPIC: lanes.of_topic(VISITOR, WARD),
    Side.QUEUE: lanes.of_queue(WARD),
}


def addressed(
    tx: Tx, side: Side, act: Act, about: About = About.NOTICE, desk: DeskId = WARD
) -> Parcel | None:
    """Put one row and address it."""
    put(tx, LANES[side], Outgoing(side, act, about=about), desk=desk)
    (row,) = outbox.due(tx, NOW, 10)
    return address.parcel(tx, row, row.outgoing)


def weighed(  # noqa: PLR0913 - what a row may have
    tx: Tx,
    side: Side,
    act: Act,
    *,
    visitor: ConversationId | None = VISITOR,
    desk: DeskId = WARD,
    origin: MessageId | None = None,
    expires: datetime | None = None,
) -> tuple[Parcel | None, Outcome | None]:
    """Put a row in a lane of its own, and give its address or what is known without asking."""
    outgoing = Outgoing(side, act, origin=origin, expires=expires)
    lane = f"{side}:{desk}:{len(waiting(tx))}"
    return found(tx, put(tx, lane, outgoing, visitor, desk))


def found(tx: Tx, row_id: int) -> tuple[Parcel | None, Outcome | None]:
    row = next(each for each in outbox.due(tx, NOW, 99) if each.id == row_id)
    outcome = address.foregone(tx, row, row.outgoing, NOW)
    return (None, outcome) if outcome else (address.parcel(tx, row, row.outgoing), None)


def linked(tx: Tx, desk: DeskId, copy: int) -> None:
    messages.link(
        tx,
        VISITOR,
        desk,
        visitor_message=MessageId(copy),
        staff_message=REPLY,
        from_visitor=False,
        at=NOW,
    )


def stage(tx: Tx) -> Stage:
    return Stage(tx, VISITOR, DESK, small(), Moment(NOW, 0), Language("ja"), holder=str(VISITOR))


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
    def never_set_up(tx: Tx) -> Parcel | None:
        topics.make(tx, VISITOR, SISTER.id)
        return addressed(tx, side, MakeTopic("x"), desk=SISTER.id)

    assert await database.write(never_set_up) is None


async def test_a_line_goes_to_the_queue(database: Database) -> None:
    parcel = await database.write(lambda tx: addressed(tx, Side.QUEUE, HELLO))

    assert parcel == Parcel(GROUP, QUEUE, HELLO)


@pytest.mark.parametrize("act", [EditText(Slot.CARD, "x"), PinMessage(Slot.CARD)])
async def test_what_names_the_card_is_given_its_number(database: Database, act: Act) -> None:
    await database.write(with_topic)

    parcel = await database.write(lambda tx: addressed(tx, Side.TOPIC, act))

    assert parcel == Parcel(GROUP, THREAD, act, target=CARD)


async def test_what_names_a_message_that_is_not_there_yet_waits(database: Database) -> None:
    def life(tx: Tx) -> list[tuple[Parcel | None, Outcome | None]]:
        with_topic(tx)
        perform(PostCard("札", ()), stage(tx))
        perform(PostQueueLine("行"), stage(tx))
        return [weighed(tx, side, act) for side, act in ROLES]

    assert await database.write(life) == [(None, None)] * len(ROLES)


@pytest.mark.parametrize(("side", "act"), ROLES)
async def test_what_names_a_message_that_will_never_be_there_is_let_go(
    database: Database, side: Side, act: Act
) -> None:
    def refused(tx: Tx) -> tuple[Parcel | None, Outcome | None]:
        with_topic(tx)
        for effect in (PostCard("札", ()), PostQueueLine("行")):
            perform(effect, stage(tx))
        for lane in (LANES[Side.TOPIC], LANES[Side.QUEUE]):
            for row in outbox.unsent(tx, lane):
                outbox.failed(tx, row.id, "other", NOW)
        return weighed(tx, side, act)

    assert await database.write(refused) == (None, Refused(Reason.MESSAGE_GONE))


async def test_a_line_that_waits_for_another_visitor_is_not_waited_for(
    database: Database,
) -> None:
    def life(tx: Tx) -> Outcome | None:
        with_topic(tx)
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        perform(PostQueueLine("よその行"), replace(stage(tx), conversation=OTHER))
        return weighed(tx, Side.QUEUE, EditText(Slot.QUEUE_LINE, "x"))[1]

    assert await database.write(life) == Refused(Reason.MESSAGE_GONE)


@pytest.mark.parametrize("act", [EditText(Slot.BOARD, "x"), PinMessage(Slot.BOARD)])
async def test_what_names_the_board_is_given_its_number_or_let_go(
    database: Database, act: Act
) -> None:
    def life(tx: Tx) -> list[tuple[Parcel | None, Outcome | None]]:
        before = weighed(tx, Side.QUEUE, act, visitor=None)
        desks.set_board(tx, WARD, MessageId(66))
        return [before, weighed(tx, Side.QUEUE, act, visitor=None)]

    assert await database.write(life) == [
        (None, Refused(Reason.MESSAGE_GONE)),
        (Parcel(GROUP, QUEUE, act, target=MessageId(66)), None),
    ]


async def test_a_room_for_those_aside_is_addressed_like_the_queue(database: Database) -> None:
    def life(tx: Tx) -> list[Parcel | None]:
        found = [
            weighed(tx, Side.ASIDE, HELLO)[0],
            weighed(tx, Side.ASIDE, MakeTopic("題"))[0],
        ]
        desks.set_aside_thread(tx, WARD, ThreadId(88))
        return [*found, weighed(tx, Side.ASIDE, HELLO)[0]]

    assert await database.write(life) == [
        None,
        Parcel(GROUP, None, MakeTopic("題")),
        Parcel(GROUP, ThreadId(88), HELLO),
    ]


async def test_a_line_in_the_queue_is_edited_under_its_number(database: Database) -> None:
    def line(tx: Tx) -> None:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, WARD, Slot.QUEUE_LINE, MessageId(77))

    await database.write(line)
    act = EditText(Slot.QUEUE_LINE, "x")

    parcel = await database.write(lambda tx: addressed(tx, Side.QUEUE, act))

    assert parcel == Parcel(GROUP, QUEUE, act, target=MessageId(77))


@pytest.mark.parametrize(
    ("outgoing", "marked"),
    [
        (Outgoing(Side.TOPIC, HELLO, about=About.RELAY), True),
        (Outgoing(Side.TOPIC, HELLO, about=About.NOTICE), False),
        (Outgoing(Side.TOPIC, HELLO, about=About.CARD), False),
        (Outgoing(Side.TOPIC, HELLO, about=About.NOTICE, alert=AlertNumber(7)), True),
        (Outgoing(Side.QUEUE, HELLO, about=About.ALERT, alert=AlertNumber(7)), True),
        (Outgoing(Side.OUTSIDE, HELLO), True),
    ],
)
async def test_words_of_visitors_alerts_and_calls_are_marked_when_they_may_come_twice(
    database: Database, outgoing: Outgoing, marked: bool
) -> None:
    def repeat(tx: Tx) -> Parcel | None:
        with_topic(tx)
        lane = LANES.get(outgoing.side, lanes.of_call(AlertNumber(7)))
        row_id = put(tx, lane, outgoing)
        custody.sending(tx, [row_id], "us", NOW)
        custody.recover(tx)
        (row,) = outbox.due(tx, NOW, 10)
        return address.parcel(tx, row, row.outgoing)

    parcel = await database.write(repeat)

    assert parcel is not None
    assert isinstance(parcel.act, SendText)
    assert (words.MAYBE_REPEATED in parcel.act.text) is marked


# ── what nobody need be asked for ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expires", "outcome"),
    [
        (None, None),
        (NOW, None),
        (NOW + A_SECOND, None),
        (NOW - A_SECOND, Refused(Reason.EXPIRED)),
    ],
)
async def test_what_is_out_of_date_is_not_sent(
    database: Database, expires: datetime | None, outcome: Outcome | None
) -> None:
    def life(tx: Tx) -> Outcome | None:
        with_topic(tx)
        return weighed(tx, Side.TOPIC, HELLO, expires=expires)[1]

    assert await database.write(life) == outcome


TWINS = [EditText(Slot.TWIN, "x"), EditCaption(Slot.TWIN, "x"), DeleteMessage(Slot.TWIN)]


@pytest.mark.parametrize("act", TWINS)
async def test_what_names_the_visitors_copy_is_given_the_number_it_has_by_then(
    database: Database, act: Act
) -> None:
    def life(tx: Tx) -> tuple[Parcel | None, Outcome | None]:
        row = put(tx, LANES[Side.VISITOR], Outgoing(Side.VISITOR, act, origin=REPLY))
        linked(tx, WARD, 900)
        return found(tx, row)

    assert await database.write(life) == (Parcel(CHAT, None, act, target=MessageId(900)), None)


@pytest.mark.parametrize(
    ("act", "outcome"),
    [*((act, Refused(Reason.MESSAGE_GONE)) for act in TWINS[:2]), (TWINS[2], Delivered())],
)
async def test_a_copy_that_is_not_there_cannot_be_changed_and_need_not_be_deleted(
    database: Database, act: Act, outcome: Outcome
) -> None:
    def life(tx: Tx) -> Outcome | None:
        return weighed(tx, Side.VISITOR, act, origin=REPLY)[1]

    assert await database.write(life) == outcome


@pytest.mark.parametrize("act", TWINS)
async def test_the_copy_of_the_same_number_at_another_desk_is_another(
    database: Database, act: Act
) -> None:
    def life(tx: Tx) -> list[MessageId | None]:
        for desk, copy in ((WARD, 900), (SISTER.id, 901)):
            linked(tx, desk, copy)
        parcels = [
            weighed(tx, Side.VISITOR, act, origin=REPLY, desk=desk)[0]
            for desk in (WARD, SISTER.id)
        ]
        return [each.target for each in parcels if each]

    assert await database.write(life) == [MessageId(900), MessageId(901)]


async def test_a_copy_is_taken_from_the_group_of_the_desk_that_wrote_it(
    database: Database,
) -> None:
    act = Copy(REPLY, Side.TOPIC)

    def life(tx: Tx) -> list[ChatId | None]:
        with_two_topics(tx)
        parcels = [weighed(tx, Side.VISITOR, act, desk=desk)[0] for desk in (WARD, SISTER.id)]
        return [each.source_chat for each in parcels if each]

    assert await database.write(life) == [GROUP, SISTER_GROUP]


async def test_an_album_is_taken_from_where_its_pieces_lie(database: Database) -> None:
    there, here = (CopyAlbum((REPLY,), side) for side in (Side.TOPIC, Side.VISITOR))

    def life(tx: Tx) -> list[Parcel | None]:
        with_topic(tx)
        return [weighed(tx, Side.VISITOR, there)[0], weighed(tx, Side.TOPIC, here)[0]]

    assert await database.write(life) == [
        Parcel(CHAT, None, there, source_chat=GROUP),
        Parcel(GROUP, THREAD, here, source_chat=CHAT),
    ]


async def test_a_group_that_is_no_desks_is_left_without_a_topic(database: Database) -> None:
    stranger = LeaveGroup(ChatId(-77))

    def life(tx: Tx) -> tuple[Parcel | None, Outcome | None]:
        return weighed(tx, Side.QUEUE, stranger, visitor=None)

    assert await database.write(life) == (Parcel(ChatId(-77), None, stranger), None)


@pytest.mark.parametrize("chat", [GROUP, SISTER_GROUP])
async def test_a_group_that_became_a_desks_meanwhile_is_not_left(
    database: Database, chat: ChatId
) -> None:
    def life(tx: Tx) -> Outcome | None:
        row = put(tx, "x:1", Outgoing(Side.QUEUE, LeaveGroup(chat)), visitor=None)
        with_sister(tx)
        return found(tx, row)[1]

    assert await database.write(life) == Delivered()


async def test_a_row_of_nobodys_for_a_visitor_is_a_fault(database: Database) -> None:
    def nobodys(tx: Tx) -> None:
        put(tx, LANES[Side.VISITOR], Outgoing(Side.VISITOR, HELLO), visitor=None)
        (row,) = outbox.due(tx, NOW, 10)
        address.parcel(tx, row, row.outgoing)

    with pytest.raises(ValueError, match="belongs to a conversation"):
        await database.write(nobodys)


async def test_everything_in_one_group_shares_one_limit(database: Database) -> None:
    def keys(tx: Tx) -> list[str]:
        for lane in (*LANES.values(), lanes.of_status(VISITOR, WARD)):
            put(tx, lane, Outgoing(Side.TOPIC, HELLO))
        return [address.pace_key(row) for row in outbox.due(tx, NOW, 10)]

    found = await database.write(keys)

    assert found == [lanes.of_visitor(VISITOR), "g:ward", "g:ward", "g:ward"]


def test_reactions_have_a_limit_of_their_own_in_each_chat() -> None:
    found = [
        address.chat_of(lanes.of_reactions(VISITOR, WARD), WARD),
        address.chat_of(lanes.of_reactions(VISITOR), WARD),
    ]

    assert found == ["r:g:ward", f"r:{lanes.of_visitor(VISITOR)}"]


@pytest.mark.parametrize(
    ("act", "messages"),
    [
        (SetReaction(CARD, "👌"), 1),
        (DeleteMessage(CARD), 0),
        (LeaveGroup(ChatId(-9)), 0),
        (EditTopic("x"), 1),
        (HELLO, 1),
        (Copy(CARD, Side.VISITOR), 1),
        (CopyAlbum((MessageId(1), MessageId(2), MessageId(3)), Side.VISITOR), 3),
    ],
)
def test_an_act_costs_as_many_messages_as_the_limit_counts(act: Act, messages: int) -> None:
    assert address.cost(act) == messages
