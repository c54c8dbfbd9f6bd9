"""Words across: albums joined, replies changed and taken back, wherever they are by then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.desk import words
from bot.model.delivery import (
    Copy,
    CopyAlbum,
    DeleteMessage,
    EditCaption,
    EditText,
    Outgoing,
    Reason,
    Refused,
    SendText,
    Side,
    Slot,
    TryLater,
)
from bot.model.effects import EditReply, RelayToStaff, RelayToVisitor, WithdrawReply
from bot.model.ids import DeskId, Language, MessageId
from bot.model.inputs import (
    About,
    Edited,
    Entity,
    MediaKind,
    Moment,
    Said,
    Showed,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
)
from bot.pipeline import carry, lanes
from bot.pipeline.carry import ALBUM_WAIT
from bot.pipeline.perform import perform
from bot.pipeline.split import TEXT_LIMIT
from bot.pipeline.stage import Stage
from bot.store import custody, messages, outbox
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as table
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    NOW,
    VISITOR,
    WARD,
    Loop,
    acts,
    showed,
    waiting,
    wrote,
)

TO_VISITOR, TOPIC = lanes.of_visitor(VISITOR), lanes.of_topic(VISITOR, WARD)
REPLY = MessageId(500)
COPY = MessageId(900)
LONG = "あ" * (TEXT_LIMIT + 1)
WAIT = ALBUM_WAIT.total_seconds()


def stage(tx: Tx, desk: DeskId = WARD, at: datetime = NOW) -> Stage:
    here = DESK if desk == WARD else SISTER
    content, language = small(), Language("ja")
    return Stage(tx, VISITOR, here, content, Moment(at, 0), language, holder=str(VISITOR))


def picture(number: int, album: str = "a", caption: str = "") -> Showed:
    return Showed(MessageId(number), MediaKind.PHOTO, caption, album=album)


def reply(text: str = "はい", message: int = REPLY) -> RelayToVisitor:
    return RelayToVisitor(MessageId(message), "さくら", text)


def piece(number: int, album: str = "a") -> RelayToVisitor:
    """Give one piece of an album that staff send."""
    return RelayToVisitor(MessageId(number), "さくら", "", media=MediaKind.PHOTO, album=album)


def change(text: str, message: int = REPLY, *, caption: bool = False) -> EditReply:
    return EditReply(MessageId(message), "さくら", text, caption=caption)


def link(tx: Tx, copy: int, message: int = REPLY, *, part: int = 0, desk: DeskId = WARD) -> None:
    """Let a reply have arrived."""
    messages.link(
        tx,
        VISITOR,
        desk,
        visitor_message=MessageId(copy),
        staff_message=MessageId(message),
        from_visitor=False,
        part=part,
        at=NOW,
    )


def under_way(tx: Tx) -> None:
    """Let the first of what waits for the visitor be under way to them."""
    custody.sending(tx, [outbox.unsent(tx, TO_VISITOR)[0].id], "us", NOW)


def times(tx: Tx) -> list[datetime | None]:
    """List until when each row that waits may not be sent."""
    rows = tx.connection.execute(select(table.c.not_before).order_by(table.c.id))
    return list(rows.scalars())


# ── albums ───────────────────────────────────────────────────────────────────


async def test_the_pieces_of_an_album_wait_and_go_as_one(database: Database) -> None:
    def life(tx: Tx) -> None:
        for number in (81, 82, 83):
            at = NOW + timedelta(seconds=number - 81)
            perform(RelayToStaff("みどり 1", picture(number)), stage(tx, at=at))

    await database.write(life)

    whole = CopyAlbum((MessageId(81), MessageId(82), MessageId(83)), Side.VISITOR)
    ((lane, row),) = await database.read(waiting)
    assert (lane, row.act) == (TOPIC, whole)
    assert (row.about, row.origin) == (About.RELAY, MessageId(81))
    assert await database.read(times) == [NOW + timedelta(seconds=2) + ALBUM_WAIT]


async def test_an_album_waits_a_little_over_a_second() -> None:
    assert timedelta(seconds=1.2) == ALBUM_WAIT


async def test_pieces_that_come_out_of_order_go_in_order_and_none_twice(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        for number in (83, 81, 83):
            perform(RelayToStaff("みどり 1", picture(number)), stage(tx))

    await database.write(life)

    ((_, row),) = await database.read(waiting)
    assert row.act == CopyAlbum((MessageId(81), MessageId(83)), Side.VISITOR)
    assert row.origin == MessageId(83)


async def test_two_albums_are_two(database: Database) -> None:
    def life(tx: Tx) -> None:
        for number, album in ((81, "a"), (82, "b"), (83, "a")):
            perform(RelayToStaff("みどり 1", picture(number, album)), stage(tx))

    await database.write(life)

    assert await database.read(lambda tx: acts(tx, TOPIC)) == [
        CopyAlbum((MessageId(81), MessageId(83)), Side.VISITOR),
        CopyAlbum((MessageId(82),), Side.VISITOR),
    ]


async def test_a_piece_that_comes_when_the_album_is_under_way_begins_another(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(piece(501), stage(tx))
        perform(piece(502), stage(tx))
        under_way(tx)
        perform(piece(503), stage(tx))

    await database.write(life)

    rows = [row for _, row in await database.read(waiting)]
    assert [row.act for row in rows] == [
        CopyAlbum((MessageId(501), MessageId(502)), Side.TOPIC),
        CopyAlbum((MessageId(503),), Side.TOPIC),
    ]
    assert [row.origin for row in rows] == [MessageId(501), MessageId(501)]


async def test_an_album_of_another_desk_with_the_same_name_is_another(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(piece(501), stage(tx))
        perform(piece(501), stage(tx, SISTER.id))

    await database.write(life)

    def desks_of_rows(tx: Tx) -> list[DeskId | None]:
        return [row.desk for row in outbox.unsent(tx, TO_VISITOR)]

    assert await database.read(desks_of_rows) == [WARD, SISTER.id]


async def test_a_picture_alone_waits_for_nothing(database: Database) -> None:
    await database.write(
        lambda tx: perform(RelayToStaff("みどり 1", picture(81, album="")), stage(tx))
    )

    ((_, row),) = await database.read(waiting)
    assert isinstance(row.act, Copy)
    assert await database.read(times) == [None]


async def test_words_that_belong_to_an_album_hang_on_its_first_piece(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(piece(501), stage(tx))
        perform(replace(piece(502), text=LONG), stage(tx))

    await database.write(life)

    rows = [row for _, row in await database.read(waiting)]
    said = [row for row in rows if isinstance(row.act, SendText)]
    assert "".join(row.act.text for row in said if isinstance(row.act, SendText)).count("あ") == (
        len(LONG)
    )
    assert {(row.origin, row.album) for row in said} == {(MessageId(502), MessageId(501))}
    assert [row.act for row in rows if row not in said] == [
        CopyAlbum((MessageId(501), MessageId(502)), Side.TOPIC)
    ]


async def test_an_album_holds_up_what_comes_after_it_in_its_lane(loop: Loop) -> None:
    await loop.opened()
    before = len(loop.channel.sent)

    await loop.happens(picture(81), picture(82), Said(MessageId(83), "これです"))
    early = loop.channel.sent[before:]
    await loop.later(WAIT)

    assert [parcel.act for parcel in early if parcel.chat == GROUP] == []
    in_topic = [p.act for p in loop.channel.sent[before:] if p.chat == GROUP]
    assert isinstance(in_topic[0], CopyAlbum)
    assert in_topic[1:] == [SendText("名前なし 3\nこれです", (Entity("bold", 0, 6),))]


async def test_a_piece_without_words_that_is_edited_to_none_changed_nothing(
    loop: Loop,
) -> None:
    await loop.opened()
    await loop.happens(picture(81), picture(82))
    await loop.later(WAIT)
    before = len(loop.channel.acts(GROUP))

    await loop.happens(Edited(MessageId(81), "", caption=True))
    unchanged = len(loop.channel.acts(GROUP))
    await loop.happens(Edited(MessageId(81), "部屋です", caption=True))

    assert unchanged == before
    assert "部屋です" in loop.channel.texts(GROUP)[-1]


async def test_a_piece_keeps_its_own_words_in_mind_whichever_piece_came_last(
    loop: Loop,
) -> None:
    await loop.opened()
    await loop.happens(picture(81, caption="部屋です"), picture(82))
    await loop.later(WAIT)
    before = len(loop.channel.acts(GROUP))

    await loop.happens(Edited(MessageId(81), "部屋です", caption=True))
    unchanged = len(loop.channel.acts(GROUP))
    await loop.happens(Edited(MessageId(81), "", caption=True))

    assert unchanged == before
    assert len(loop.channel.acts(GROUP)) > unchanged


# ── changing a reply ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("caption", "act"),
    [
        (
            False,
            EditText(Slot.TWIN, "相談員（さくら）\nいいえ", entities=(Entity("bold", 0, 8),)),
        ),
        (True, EditCaption(Slot.TWIN, "相談員（さくら）\nいいえ", (Entity("bold", 0, 8),))),
    ],
)
@pytest.mark.parametrize("there", [True, False])
async def test_a_change_goes_to_whatever_will_be_the_visitors_copy(
    database: Database, act: EditText | EditCaption, *, caption: bool, there: bool
) -> None:
    def life(tx: Tx) -> None:
        if there:
            link(tx, COPY)
        else:
            perform(reply(), stage(tx))
        perform(change("いいえ", caption=caption), stage(tx))

    await database.write(life)

    rows = await database.read(waiting)
    [(lane, row)] = [each for each in rows if each[1].about is About.EDIT]
    assert (lane, row.act, row.origin) == (TO_VISITOR, act, REPLY)
    told = [each for _, each in rows if getattr(each.act, "text", "") == words.CAPTION_ALONE]
    assert len(told) == caption  # of a picture, only the words were changed


async def test_of_two_changes_that_wait_the_last_counts_and_of_two_replies_both(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        link(tx, COPY)
        link(tx, 901, 50)
        for each in (change("二"), change("よその二", 50), change("三")):
            perform(each, stage(tx))

    await database.write(life)

    rows = [row.act for _, row in await database.read(waiting)]
    texts = [act.text for act in rows if isinstance(act, EditText)]
    assert texts == ["相談員（さくら）\n三", "相談員（さくら）\nよその二"]


def all_waits(tx: Tx) -> None:
    perform(reply(LONG), stage(tx))


def half_is_under_way(tx: Tx) -> None:
    all_waits(tx)
    under_way(tx)


def all_is_there(tx: Tx) -> None:
    link(tx, COPY)
    link(tx, 901, part=1)


@pytest.mark.parametrize("given", [all_waits, half_is_under_way, all_is_there])
async def test_a_long_reply_is_not_changed_in_part_and_staff_are_told(
    database: Database, given: Callable[[Tx], None]
) -> None:
    def life(tx: Tx) -> None:
        given(tx)
        perform(change("みじかい"), stage(tx))

    await database.write(life)

    rows = await database.read(waiting)
    assert [row for _, row in rows if row.about is About.EDIT] == []
    assert rows[-1] == (
        TOPIC,
        Outgoing(Side.TOPIC, SendText(words.TOO_LONG_TO_EDIT, reply_to=REPLY, silent=True)),
    )


async def test_a_reply_of_which_only_the_rest_still_waits_is_not_changed(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(reply(LONG), stage(tx))
        outbox.sent(tx, outbox.unsent(tx, TO_VISITOR)[0].id, COPY, NOW)
        link(tx, COPY)
        perform(change("みじかい"), stage(tx))

    await database.write(life)

    assert [row.about for _, row in await database.read(waiting)] == [About.REPLY, About.NOTICE]


async def test_a_change_that_makes_a_reply_too_long_is_not_made_and_staff_are_told(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        link(tx, COPY)
        perform(change(LONG), stage(tx))

    await database.write(life)

    ((lane, row),) = await database.read(waiting)
    assert lane == TOPIC
    assert isinstance(row.act, SendText)
    assert row.act.text == words.TOO_LONG_TO_EDIT


@pytest.mark.parametrize("message", [501, 502])
@pytest.mark.parametrize("there", [True, False])
async def test_the_words_of_an_album_are_not_changed_and_staff_are_told(
    loop: Loop, message: int, *, there: bool
) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(*(showed(number, theirs, "a") for number in (501, 502)))
    if there:
        await loop.later(WAIT)

    await loop.staff(StaffEdited(NOBODY, MessageId(message), "やはり", caption=True))
    await loop.later(WAIT)

    assert words.ALBUM_NOT_EDITED in loop.channel.texts(GROUP)
    assert loop.channel.acts(CHAT, EditText, EditCaption) == []


async def test_a_reply_that_still_waits_arrives_and_is_then_changed(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    loop.channel.will(SendText, TryLater(after=30))
    await loop.staff(wrote("はい", 500, theirs))

    await loop.staff(StaffEdited(NOBODY, REPLY, "いいえ"))
    early = loop.channel.acts(CHAT, EditText)
    await loop.later(31)

    (copy,) = await loop.copies_of(REPLY)
    edits = [p for p in loop.channel.sent if p.chat == CHAT and isinstance(p.act, EditText)]
    assert early == []
    assert [edit.target for edit in edits] == [copy]


async def test_a_change_of_a_reply_that_never_arrived_is_told_to_staff(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    loop.channel.held.clear()
    loop.channel.will(SendText, Refused(Reason.OTHER))

    await loop.meanwhile(wrote("はい", 500, theirs), StaffEdited(NOBODY, REPLY, "いいえ"))
    loop.channel.held.set()
    await loop.quiet()

    assert loop.channel.acts(CHAT, EditText) == []
    told = words.NOT_CHANGED.format(reason=words.REASONS["message_gone"])
    assert told in loop.channel.texts(GROUP)


# ── taking a reply back ──────────────────────────────────────────────────────


async def test_a_reply_that_waits_is_taken_out_in_all_its_parts_with_its_change(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(reply("よその返事", 50), stage(tx))
        perform(reply(LONG), stage(tx))
        perform(change("いいえ", 50), stage(tx))
        perform(WithdrawReply(REPLY), stage(tx))

    await database.write(life)

    rows = [row for _, row in await database.read(waiting)]
    assert [(type(row.act), row.origin) for row in rows] == [
        (SendText, MessageId(50)),
        (EditText, MessageId(50)),
        (DeleteMessage, REPLY),
    ]


async def test_a_change_of_what_is_taken_back_is_no_longer_made(database: Database) -> None:
    def life(tx: Tx) -> None:
        link(tx, COPY)
        perform(change("いいえ"), stage(tx))
        perform(WithdrawReply(REPLY), stage(tx))

    await database.write(life)

    assert [row.about for _, row in await database.read(waiting)] == [About.WITHDRAWAL]


async def test_a_reply_that_is_taken_back_twice_is_deleted_once(database: Database) -> None:
    def life(tx: Tx) -> None:
        link(tx, COPY)
        perform(WithdrawReply(REPLY), stage(tx))
        perform(WithdrawReply(REPLY), stage(tx))

    await database.write(life)

    assert len(await database.read(waiting)) == 1


async def test_a_reply_that_may_have_arrived_is_not_called_taken_back(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(reply(), stage(tx))
        under_way(tx)
        custody.recover(tx)
        perform(WithdrawReply(REPLY), stage(tx))

    await database.write(life)

    rows = [row for _, row in await database.read(waiting)]
    assert [row.about for row in rows] == [About.NOTICE, About.NOTICE]
    assert rows[0].act == DeleteMessage(Slot.TWIN)
    assert rows[1].act == SendText(words.WITHDRAWAL_UNSURE, reply_to=REPLY, silent=True)


async def test_a_reply_still_waits_as_long_as_any_of_it_does(database: Database) -> None:
    def life(tx: Tx) -> list[bool]:
        found = [carry.waits(stage(tx), REPLY, WARD)]
        perform(reply(LONG), stage(tx))
        found.append(carry.waits(stage(tx), REPLY, WARD))
        under_way(tx)
        found.append(carry.waits(stage(tx), REPLY, WARD))
        for row in outbox.unsent(tx, TO_VISITOR):
            outbox.sent(tx, row.id, None, NOW)
        found.append(carry.waits(stage(tx), REPLY, WARD))
        return found

    assert await database.write(life) == [False, True, True, False]


async def test_each_piece_of_an_album_waits_with_it(database: Database) -> None:
    def life(tx: Tx) -> list[bool]:
        for number in (501, 502):
            perform(piece(number), stage(tx))
        return [carry.waits(stage(tx), MessageId(number), WARD) for number in (501, 502, 503)]

    assert await database.write(life) == [True, True, False]


async def test_an_album_that_waits_is_taken_out_by_its_first_piece_with_its_words(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(piece(501), stage(tx))
        perform(replace(piece(502), text=LONG), stage(tx))
        perform(WithdrawReply(MessageId(501)), stage(tx))

    await database.write(life)

    assert [type(row.act) for _, row in await database.read(waiting)] == [DeleteMessage]


async def test_one_later_piece_leaves_the_album_that_waits_and_its_words_go_too(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        perform(piece(501), stage(tx))
        perform(replace(piece(502), text=LONG), stage(tx))
        perform(piece(503), stage(tx))
        perform(WithdrawReply(MessageId(502)), stage(tx))

    await database.write(life)

    assert [row.act for _, row in await database.read(waiting)] == [
        CopyAlbum((MessageId(501), MessageId(503)), Side.TOPIC),
        DeleteMessage(Slot.TWIN),
    ]


async def test_what_is_there_is_deleted_in_all_its_parts_and_told_once(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(wrote(LONG, 500, theirs))
    copies = await loop.copies_of(REPLY)

    await loop.staff(undo(500))

    assert len(copies) == 2
    assert deleted(loop) == copies
    assert await loop.copies_of(REPLY) == []
    assert loop.channel.texts(GROUP).count(words.WITHDRAWN) == 1


async def test_a_deletion_that_is_refused_half_way_is_told_and_no_success(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(wrote(LONG, 500, theirs))
    loop.channel.will(DeleteMessage, Refused(Reason.TOO_LATE))

    await loop.staff(undo(500))

    told = words.NOT_WITHDRAWN.format(reason=words.REASONS["too_late"])
    assert told in loop.channel.texts(GROUP)
    assert words.WITHDRAWN not in loop.channel.texts(GROUP)
    assert len(await loop.copies_of(REPLY)) == 2


async def test_what_is_under_way_is_deleted_once_it_is_there_and_the_rest_never_sent(
    loop: Loop,
) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    loop.channel.held.clear()

    await loop.meanwhile(wrote(LONG, 500, theirs))
    await loop.begun_in(CHAT, "あああ")
    await loop.meanwhile(undo(500))
    early = deleted(loop)
    loop.channel.held.set()
    await loop.quiet()

    arrived = [text for text in loop.channel.texts(CHAT) if "あああ" in text]
    assert early == []
    assert len(arrived) == 1
    assert len(deleted(loop)) == 1
    assert await loop.copies_of(REPLY) == []
    assert await loop.do(lambda tx: outbox.pending(tx, TO_VISITOR)) == 0


@pytest.mark.parametrize("outcome", [TryLater(), TryLater(after=30)])
async def test_what_was_taken_back_under_way_and_did_not_arrive_is_not_sent_again(
    loop: Loop, outcome: TryLater
) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    loop.channel.held.clear()
    await loop.meanwhile(wrote("はい", 500, theirs))
    await loop.begun_in(CHAT, "はい")
    loop.channel.chats[CHAT] = outcome
    await loop.meanwhile(undo(500))

    loop.channel.held.set()
    await loop.quiet()
    del loop.channel.chats[CHAT]
    await loop.later(61)

    assert len([text for text in loop.channel.texts(CHAT) if "はい" in text]) == 1
    assert words.WITHDRAWN in loop.channel.texts(GROUP)
    assert await loop.do(lambda tx: outbox.pending(tx, TO_VISITOR)) == 0


async def test_what_is_under_way_is_left_alone(database: Database) -> None:
    def life(tx: Tx) -> list[bool]:
        perform(reply(LONG), stage(tx))
        under_way(tx)
        perform(WithdrawReply(REPLY), stage(tx))
        return [row.is_being_sent for row in outbox.unsent(tx, TO_VISITOR)]

    assert await database.write(life) == [True, False]


async def test_an_album_is_taken_back_with_every_piece_that_is_there(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(*(showed(number, theirs, "a") for number in (501, 502, 503)))
    await loop.later(WAIT)
    copies = await loop.copies_of(MessageId(501))

    await loop.staff(undo(501))

    assert len(copies) == 3
    assert sorted(deleted(loop)) == sorted(copies)
    for number in (501, 502, 503):
        assert await loop.copies_of(MessageId(number)) == []


async def test_a_later_piece_is_taken_back_alone(loop: Loop) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    await loop.staff(*(showed(number, theirs, "a") for number in (501, 502)))
    await loop.later(WAIT)
    copies = await loop.copies_of(MessageId(502))

    await loop.staff(StaffCommanded(NOBODY, MessageId(600), "undo", reply_to=MessageId(502)))

    assert deleted(loop) == copies
    assert len(await loop.copies_of(MessageId(501))) == 1


async def test_what_never_arrived_needs_no_deletion_and_is_called_taken_back(
    loop: Loop,
) -> None:
    await loop.opened()
    (theirs,) = await relayed(loop)
    loop.channel.will(SendText, TryLater(after=30))
    await loop.staff(wrote("はい", 500, theirs))

    await loop.staff(undo(500))
    await loop.later(31)

    assert [text for text in loop.channel.texts(CHAT) if "はい" in text] == [
        "相談員（さくら）\nはい"
    ]
    assert deleted(loop) == []
    assert words.WITHDRAWN in loop.channel.texts(GROUP)
    assert await loop.do(lambda tx: outbox.pending(tx, TO_VISITOR)) == 0


# ── nothing takes the place of anything else ─────────────────────────────────


async def test_two_replies_from_one_message_are_two(database: Database) -> None:
    """A list of canned replies is one message, and two buttons of it may be pressed."""

    def life(tx: Tx) -> None:
        perform(reply("ひとつめ"), stage(tx))
        perform(reply("ふたつめ"), stage(tx))

    await database.write(life)

    assert len(await database.read(lambda tx: acts(tx, TO_VISITOR))) == 2


async def test_replies_whose_numbers_begin_alike_are_told_apart(database: Database) -> None:
    def life(tx: Tx) -> None:
        perform(reply("五", 5), stage(tx))
        perform(reply("五十", 50), stage(tx))
        perform(WithdrawReply(MessageId(5)), stage(tx))

    await database.write(life)

    said = await database.read(lambda tx: acts(tx, TO_VISITOR))
    assert [act.text for act in said if isinstance(act, SendText)] == ["相談員（さくら）\n五十"]


async def relayed(loop: Loop) -> list[MessageId]:
    """Let the visitor write, and give what stands for it in the topic."""
    await loop.happens(Said(MessageId(80), "こんばんは"))
    return await loop.stands_for(MessageId(80))


def undo(number: int) -> StaffPressed:
    """Give a press of the button below a reply."""
    return StaffPressed(NOBODY, f"undo:1:{number}", "query", message=MessageId(777))


def deleted(loop: Loop) -> list[MessageId]:
    """List what was deleted in the visitor's chat."""
    return [
        parcel.target
        for parcel in loop.channel.sent
        if parcel.chat == CHAT and isinstance(parcel.act, DeleteMessage) and parcel.target
    ]
