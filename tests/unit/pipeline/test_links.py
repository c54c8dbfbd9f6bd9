"""Which message stands for which: noted when it arrives, forgotten when it goes."""

from dataclasses import replace

import pytest

from bot.desk import words
from bot.model.delivery import (
    Act,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditText,
    EditTopic,
    MakeTopic,
    Moved,
    Outcome,
    Outgoing,
    PinMessage,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    Slot,
)
from bot.model.ids import ChatId, DeskId, MessageId
from bot.model.inputs import About, Said
from bot.pipeline import lanes
from bot.pipeline.outcome import record
from bot.pipeline.retry import Again, Done
from bot.store import desks, messages, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.messages import Linked
from tests.unit.desk.given import SISTER
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOW,
    THREAD,
    VISITOR,
    WARD,
    Loop,
    acts,
    held_up,
    put,
    showed,
    waiting,
    with_topic,
    wrote,
)

TO_VISITOR, TOPIC = lanes.of_visitor(VISITOR), lanes.of_topic(VISITOR, WARD)
NEW_GROUP = ChatId(-1002)
ALBUM = (MessageId(81), MessageId(82), MessageId(83))


def delivered(
    tx: Tx, lane: str, outgoing: Outgoing, outcome: Outcome, desk: DeskId = WARD
) -> None:
    """Let a row have been sent, and this have come of it."""
    row_id = put(tx, lane, outgoing, desk=desk)
    row = next(each for each in outbox.unsent(tx, lane) if each.id == row_id)
    record(tx, row, outgoing, outcome, Done(), NOW)


def album(side: Side, about: About) -> Outgoing:
    return Outgoing(side, CopyAlbum(ALBUM, side), about=about, origin=ALBUM[0])


def made(*numbers: int) -> Delivered:
    return Delivered(album=tuple(MessageId(number) for number in numbers))


def copies(tx: Tx, message: int, desk: DeskId = WARD) -> list[int]:
    found = messages.all_visitor_of(tx, VISITOR, desk, MessageId(message))
    return [each.visitor_message for each in found]


def twins(tx: Tx, message: int) -> list[int]:
    return [*messages.staff_of(tx, VISITOR, WARD, MessageId(message))]


# ── noted ────────────────────────────────────────────────────────────────────


async def test_a_visitors_album_is_linked_piece_by_piece_both_ways(database: Database) -> None:
    outgoing = album(Side.TOPIC, About.RELAY)

    await database.write(lambda tx: delivered(tx, TOPIC, outgoing, made(501, 502, 503)))

    def both_ways(tx: Tx) -> list[tuple[list[int], Linked | None]]:
        return [
            (twins(tx, theirs), messages.visitor_of(tx, VISITOR, WARD, MessageId(ours)))
            for theirs, ours in zip(ALBUM, (501, 502, 503), strict=True)
        ]

    assert await database.read(both_ways) == [
        ([ours], Linked(theirs, from_visitor=True, at=NOW))
        for theirs, ours in zip(ALBUM, (501, 502, 503), strict=True)
    ]


async def test_a_reply_album_is_linked_piece_by_piece_and_whole_to_its_first(
    database: Database,
) -> None:
    outgoing = album(Side.VISITOR, About.REPLY)

    await database.write(lambda tx: delivered(tx, TO_VISITOR, outgoing, made(901, 902, 903)))

    assert await database.read(lambda tx: copies(tx, 81)) == [901, 902, 903]
    assert await database.read(lambda tx: copies(tx, 82)) == [902]
    assert await database.read(lambda tx: copies(tx, 83)) == [903]
    assert await database.read(lambda tx: twins(tx, 902)) == [82, 81]


async def test_the_first_piece_is_the_one_staff_sent_first_wherever_it_stands(
    database: Database,
) -> None:
    outgoing = replace(album(Side.VISITOR, About.REPLY), origin=ALBUM[2])

    await database.write(lambda tx: delivered(tx, TO_VISITOR, outgoing, made(901, 902, 903)))

    assert await database.read(lambda tx: copies(tx, 83)) == [903, 901, 902]
    assert await database.read(lambda tx: copies(tx, 81)) == [901]


@pytest.mark.parametrize("about", [About.RELAY, About.REPLY])
async def test_of_an_incomplete_album_no_copy_is_taken_for_a_piece_it_may_not_be(
    database: Database, about: About
) -> None:
    side = Side.TOPIC if about is About.RELAY else Side.VISITOR
    lane = TOPIC if about is About.RELAY else TO_VISITOR

    await database.write(lambda tx: delivered(tx, lane, album(side, about), made(701, 702)))

    find = twins if about is About.RELAY else copies
    assert await database.read(lambda tx: find(tx, 81)) == [701, 702]
    assert await database.read(lambda tx: (find(tx, 82), find(tx, 83))) == ([], [])


async def test_words_beside_an_album_stand_for_their_piece_and_for_the_album(
    database: Database,
) -> None:
    said = Outgoing(
        Side.VISITOR,
        SendText("さくら"),
        about=About.REPLY,
        origin=ALBUM[1],
        album=ALBUM[0],
    )

    await database.write(lambda tx: delivered(tx, TO_VISITOR, said, Delivered(MessageId(950))))

    assert await database.read(lambda tx: (copies(tx, 82), copies(tx, 81))) == ([950], [950])


@pytest.mark.parametrize("about", [About.NOTICE, About.CARD, About.EDIT, About.WITHDRAWAL])
async def test_what_carries_nothing_over_is_linked_with_nothing(
    database: Database, about: About
) -> None:
    outgoing = Outgoing(Side.VISITOR, SendText("はい"), about=about, origin=MessageId(500))

    await database.write(lambda tx: delivered(tx, TO_VISITOR, outgoing, Delivered(MessageId(950))))

    assert await database.read(lambda tx: copies(tx, 500)) == []


# ── forgotten ────────────────────────────────────────────────────────────────


async def test_a_reply_is_forgotten_copy_by_copy_as_each_is_deleted(database: Database) -> None:
    gone = Outgoing(
        Side.VISITOR, DeleteMessage(Slot.TWIN), about=About.WITHDRAWAL, origin=ALBUM[0]
    )

    def life(tx: Tx) -> list[list[int]]:
        delivered(tx, TO_VISITOR, album(Side.VISITOR, About.REPLY), made(901, 902, 903))
        row_id = put(tx, TO_VISITOR, gone)
        left = []
        for _ in ALBUM:
            row = next(each for each in outbox.due(tx, NOW, 9) if each.id == row_id)
            record(tx, row, gone, Delivered(), Done(), NOW)
            left.append(copies(tx, 81))
        assert outbox.unsent(tx, TO_VISITOR) == []
        return left

    assert await database.write(life) == [[902, 903], [903], []]


async def test_a_deletion_that_must_wait_forgets_nothing(database: Database) -> None:
    gone = Outgoing(
        Side.VISITOR, DeleteMessage(Slot.TWIN), about=About.WITHDRAWAL, origin=ALBUM[0]
    )

    def life(tx: Tx) -> list[int]:
        delivered(tx, TO_VISITOR, album(Side.VISITOR, About.REPLY), made(901, 902, 903))
        put(tx, TO_VISITOR, gone)
        (row,) = outbox.unsent(tx, TO_VISITOR)
        record(tx, row, gone, Refused(Reason.NO_RIGHTS), Again(60), NOW)
        return copies(tx, 81)

    assert await database.write(life) == [901, 902, 903]


async def test_a_reply_with_the_same_number_at_another_desk_is_not_forgotten(
    database: Database,
) -> None:
    reply = Outgoing(Side.VISITOR, SendText("はい"), about=About.REPLY, origin=MessageId(500))
    gone = Outgoing(
        Side.VISITOR,
        DeleteMessage(Slot.TWIN),
        about=About.WITHDRAWAL,
        origin=MessageId(500),
    )

    def life(tx: Tx) -> tuple[list[int], list[int]]:
        for desk, number in ((WARD, 901), (SISTER.id, 902)):
            delivered(tx, TO_VISITOR, reply, Delivered(MessageId(number)), desk)
        delivered(tx, TO_VISITOR, gone, Delivered())
        return copies(tx, 500), copies(tx, 500, SISTER.id)

    assert await database.write(life) == ([], [902])


# ── a topic that is made anew in another group ───────────────────────────────


async def test_a_note_in_a_new_group_is_no_reply_for_bearing_an_old_number(loop: Loop) -> None:
    await loop.opened()
    await loop.happens(*(Said(MessageId(80 + number), "はい") for number in range(9)))
    (old,) = await loop.stands_for(MessageId(88))
    await loop.do(lambda tx: desks.set_group(tx, WARD, NEW_GROUP))
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))
    await loop.happens(Said(MessageId(90), "つづき"))
    (new,) = await loop.stands_for(MessageId(90))
    before = loop.channel.texts(CHAT)

    await loop.staff(wrote("内部の話です", 1500, old))
    unheard = loop.channel.texts(CHAT)
    await loop.staff(wrote("読みました", 1501, new))

    assert (await loop.topic()).chat == NEW_GROUP
    assert unheard == before
    assert "読みました" in loop.channel.texts(CHAT)[-1]


async def test_a_note_in_a_group_that_moved_is_no_reply_for_bearing_an_old_number(
    loop: Loop,
) -> None:
    await loop.opened()
    await loop.happens(*(Said(MessageId(80 + number), "はい") for number in range(9)))
    (old,) = await loop.stands_for(MessageId(88))
    loop.channel.will(SendText, Moved(NEW_GROUP, GROUP))
    await loop.happens(Said(MessageId(90), "つづき"))
    (new,) = await loop.stands_for(MessageId(90))
    before = loop.channel.texts(CHAT)

    await loop.staff(wrote("内部の話です", 1500, old))
    unheard = loop.channel.texts(CHAT)
    await loop.staff(wrote("読みました", 1501, new))

    assert (await loop.topic()).chat == NEW_GROUP
    assert unheard == before
    assert "読みました" in loop.channel.texts(CHAT)[-1]


async def test_what_was_to_be_copied_from_a_group_that_moved_is_not_taken_from_the_new_one(
    loop: Loop,
) -> None:
    await loop.opened()
    await loop.happens(Said(MessageId(80), "はい"))
    (theirs,) = await loop.stands_for(MessageId(80))
    await loop.do(lambda tx: held_up(tx, TO_VISITOR))
    await loop.staff(showed(500, theirs))
    loop.channel.will(SendText, Moved(NEW_GROUP, GROUP))
    await loop.happens(Said(MessageId(81), "つづき"))

    await loop.later(61)

    assert loop.channel.acts(CHAT, Copy) == []
    told = words.NOT_DELIVERED.format(reason=words.REASONS["message_gone"])
    assert told in loop.channel.texts(NEW_GROUP)


def known(tx: Tx) -> None:
    """Let the visitor have a topic and things wait that name messages in it by number."""
    with_topic(tx)
    mark = Outgoing(Side.TOPIC, SetReaction(MessageId(500), "👌"), coalesce="react 500")
    put(tx, lanes.of_reactions(VISITOR, WARD), mark)
    marks: tuple[tuple[Act, str], ...] = (
        (EditText(MessageId(777), "済み"), "post 777"),
        (PinMessage(MessageId(501)), "pin 501"),
        (EditTopic("題"), "title"),
        (PinMessage(Slot.CARD), "pin"),
    )
    for act, key in marks:
        put(tx, lanes.of_status(VISITOR, WARD), Outgoing(Side.TOPIC, act, coalesce=key))
    for act in (DeleteMessage(MessageId(776)), SendText("送りました", slot=Slot.OFFER)):
        put(tx, lanes.of_offer(VISITOR, WARD), Outgoing(Side.TOPIC, act))


def made_anew(tx: Tx) -> None:
    """Let the topic be gone and be made in a group that the desk was given since."""
    topics.lose(tx, VISITOR, WARD)
    desks.set_group(tx, WARD, NEW_GROUP)
    outgoing = Outgoing(Side.TOPIC, MakeTopic("みどり"), about=About.TOPIC)
    delivered(tx, TOPIC, outgoing, Delivered(thread=THREAD))


async def test_marks_on_messages_of_the_old_group_are_let_go_and_no_others(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        known(tx)
        made_anew(tx)

    await database.write(life)

    assert [row.act for _, row in await database.read(waiting)] == [
        EditTopic("題"),
        PinMessage(Slot.CARD),
    ]


async def test_a_topic_made_anew_in_its_own_group_keeps_every_mark(database: Database) -> None:
    def life(tx: Tx) -> tuple[int, int]:
        known(tx)
        before = len(waiting(tx))
        topics.lose(tx, VISITOR, WARD)
        outgoing = Outgoing(Side.TOPIC, MakeTopic("みどり"), about=About.TOPIC)
        delivered(tx, TOPIC, outgoing, Delivered(thread=THREAD))
        return before, len(waiting(tx))

    before, after = await database.write(life)

    assert before == after


WAITED: list[tuple[Act, About, str]] = [
    (Copy(MessageId(500), Side.TOPIC), About.REPLY, words.NOT_DELIVERED),
    (CopyAlbum(ALBUM, Side.TOPIC), About.REPLY, words.NOT_DELIVERED),
    (SendText("はい"), About.REPLY, words.NOT_DELIVERED),
    (EditText(Slot.TWIN, "いいえ"), About.EDIT, words.NOT_CHANGED),
    (DeleteMessage(Slot.TWIN), About.WITHDRAWAL, words.NOT_WITHDRAWN),
]


@pytest.mark.parametrize(("act", "about", "said"), WAITED)
async def test_what_waited_under_an_old_number_is_not_sent_and_staff_are_told(
    database: Database, act: Act, about: About, said: str
) -> None:
    def life(tx: Tx) -> None:
        with_topic(tx)
        put(tx, TO_VISITOR, Outgoing(Side.VISITOR, act, about=about, origin=MessageId(500)))
        made_anew(tx)

    await database.write(life)

    told = said.format(reason=words.REASONS["message_gone"])
    assert await database.read(lambda tx: acts(tx, TO_VISITOR)) == []
    assert await database.read(lambda tx: acts(tx, TOPIC)) == [SendText(told)]


async def test_what_the_visitor_is_told_and_what_another_desk_wrote_goes_on(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        with_topic(tx)
        put(tx, TO_VISITOR, Outgoing(Side.VISITOR, SendText("お知らせ")))
        reply = Outgoing(Side.VISITOR, SendText("はい"), about=About.REPLY, origin=MessageId(5))
        put(tx, TO_VISITOR, reply, desk=SISTER.id)
        made_anew(tx)

    await database.write(life)

    assert await database.read(lambda tx: acts(tx, TO_VISITOR)) == [
        SendText("お知らせ"),
        SendText("はい"),
    ]


async def test_a_line_in_the_queue_of_another_group_is_never_edited(database: Database) -> None:
    def life(tx: Tx) -> list[MessageId | None]:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, WARD, Slot.QUEUE_LINE, MessageId(205))
        found = []
        for chat in (GROUP, NEW_GROUP):
            desks.set_group(tx, WARD, chat)
            topic = topics.of(tx, VISITOR, WARD)
            found.append(topic.queue_line if topic else None)
        return found

    assert await database.write(life) == [MessageId(205), None]
