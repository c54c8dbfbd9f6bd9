"""What the channel answers comes back: ids are linked, topics placed, and the engines told."""

import pytest

from bot.desk import replies, words
from bot.model.delivery import (
    Act,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditText,
    MakeTopic,
    Moved,
    Outgoing,
    PinMessage,
    Priority,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    Slot,
    TryLater,
)
from bot.model.effects import PostAside
from bot.model.ids import ChatId, Language, MessageId, ThreadId
from bot.model.inputs import (
    MediaKind,
    Moment,
    Said,
    Showed,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
)
from bot.pipeline import lanes
from bot.pipeline.carry import ALBUM_WAIT
from bot.pipeline.offer import OFFER_SECONDS
from bot.pipeline.outcome import record
from bot.pipeline.perform import perform
from bot.pipeline.retry import decide
from bot.pipeline.stage import Stage
from bot.store import custody, desks, messages, outbox
from bot.store.connect import Database, Tx
from bot.store.messages import Linked
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    NOW,
    VISITOR,
    WARD,
    Loop,
    acts,
    held_up,
    put,
    showed,
    waiting,
    wrote,
)

HELLO = Said(MessageId(80), "こんばんは")
NEW_GROUP = ChatId(-5)
WAIT = ALBUM_WAIT.total_seconds()


async def relayed(loop: Loop, said: Said = HELLO) -> MessageId:
    """Let the visitor write, and give the message in the topic that stands for it."""
    await loop.happens(said)
    (found,) = await loop.stands_for(said.message)
    return found


def done(loop: Loop, kind: type[object]) -> list[object]:
    return [parcel.act for parcel in loop.channel.sent if isinstance(parcel.act, kind)]


async def test_a_topic_that_was_made_is_placed_and_its_card_remembered(loop: Loop) -> None:
    topic = await loop.opened()

    made = next(n for n, parcel in enumerate(loop.channel.sent) if parcel.act == _made(loop))
    assert topic.chat == GROUP
    assert topic.thread is not None
    assert topic.card is not None
    in_topic = [parcel for parcel in loop.channel.sent[made:] if parcel.thread == topic.thread]
    assert isinstance(in_topic[0].act, SendText)
    assert [parcel.target for parcel in in_topic if isinstance(parcel.act, PinMessage)] == [
        topic.card
    ]


async def test_the_queue_topic_is_placed_where_it_was_made(loop: Loop) -> None:
    def ask(tx: Tx) -> None:
        desks.set_queue_thread(tx, WARD, None)
        put(tx, lanes.of_queue(WARD), Outgoing(Side.QUEUE, MakeTopic("受付")), visitor=None)

    await loop.do(ask)
    loop.sender.wake()
    await loop.quiet()

    assert (await loop.do(lambda tx: desks.group(tx, WARD))).queue_thread == ThreadId(1000)


async def test_words_are_linked_with_their_other_side(loop: Loop) -> None:
    await loop.opened()

    theirs = await relayed(loop)

    linked = await loop.do(lambda tx: messages.visitor_of(tx, VISITOR, WARD, theirs))
    assert linked == Linked(HELLO.message, from_visitor=True, at=NOW)


async def test_a_reply_is_linked_marked_and_hangs_on_the_visitors_words(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)

    await loop.staff(wrote("読みました", 500, theirs))

    linked = await loop.do(lambda tx: messages.visitor_of(tx, VISITOR, WARD, MessageId(500)))
    assert linked is not None
    assert not linked.from_visitor
    assert SetReaction(MessageId(500), "👌") in done(loop, SetReaction)
    replies = [p.act for p in loop.channel.sent if p.chat == CHAT and isinstance(p.act, SendText)]
    assert replies[-1].text == "相談員（さくら）\n読みました"
    assert replies[-1].reply_to == HELLO.message


async def test_a_reply_to_a_visitor_who_blocked_us_is_called_undelivered(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    loop.channel.will(SendText, Refused(Reason.BLOCKED))

    await loop.staff(wrote("読みました", 500, theirs))

    assert SetReaction(MessageId(500), "😢") in done(loop, SetReaction)
    told = loop.channel.texts(GROUP)
    assert any(words.REASONS["blocked"] in text for text in told)
    assert words.WENT_SILENT in told


async def test_a_screen_that_a_visitor_cannot_get_tells_staff_that_they_are_gone(
    loop: Loop,
) -> None:
    await loop.opened()
    loop.channel.will(SendText, Refused(Reason.BLOCKED))

    await loop.do(
        lambda tx: put(tx, lanes.of_visitor(VISITOR), Outgoing(Side.VISITOR, SendText("はい")))
    )
    loop.sender.wake()
    await loop.quiet()

    assert words.WENT_SILENT in loop.channel.texts(GROUP)


async def test_words_that_cannot_be_copied_are_asked_for_again(loop: Loop) -> None:
    await loop.opened()
    loop.channel.will(Copy, Refused(Reason.MESSAGE_GONE))

    await loop.happens(Showed(MessageId(81), MediaKind.PHOTO))

    assert words.RELAY_FAILED in loop.channel.texts(GROUP)


# ── albums, changes, withdrawals ─────────────────────────────────────────────


async def album_of_staff(loop: Loop, theirs: MessageId) -> None:
    await loop.staff(*(showed(number, theirs, "a") for number in (501, 502, 503)))
    await loop.later(WAIT)


async def test_an_album_that_arrived_is_marked_once_on_its_first_piece(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)

    await album_of_staff(loop, theirs)

    assert len(loop.channel.acts(CHAT, CopyAlbum)) == 1
    assert loop.channel.acts(GROUP, SetReaction) == [
        SetReaction(MessageId(501), replies.DELIVERED)
    ]


async def test_an_album_that_arrived_in_part_is_told_to_staff_and_not_called_delivered(
    loop: Loop,
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    loop.channel.will(CopyAlbum, Delivered(album=(MessageId(701), MessageId(702))))

    await album_of_staff(loop, theirs)

    assert loop.channel.acts(GROUP, SetReaction) == [SetReaction(MessageId(501), replies.FAILED)]
    told = words.NOT_DELIVERED.format(reason=words.REASONS["incomplete"])
    assert told in loop.channel.texts(GROUP)


async def test_a_visitors_album_that_came_across_in_part_is_asked_for_again(
    loop: Loop,
) -> None:
    await loop.opened()
    loop.channel.will(CopyAlbum, Delivered(album=(MessageId(701),)))

    await loop.happens(*(picture(number) for number in (81, 82)))
    await loop.later(WAIT)

    assert words.RELAY_FAILED in loop.channel.texts(GROUP)


async def test_a_change_that_arrived_is_marked_and_one_that_was_refused_is_told(
    loop: Loop,
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(wrote("はい", 500, theirs))

    await loop.staff(StaffEdited(NOBODY, MessageId(500), "いいえ"))
    marks = loop.channel.acts(GROUP, SetReaction)
    loop.channel.will(EditText, Refused(Reason.MESSAGE_GONE))
    await loop.staff(StaffEdited(NOBODY, MessageId(500), "やはり"))

    assert marks[-1] == SetReaction(MessageId(500), replies.CHANGED)
    told = words.NOT_CHANGED.format(reason=words.REASONS["message_gone"])
    assert SendText(told, reply_to=MessageId(500)) in loop.channel.acts(GROUP, SendText)


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.OTHER])
async def test_what_could_not_be_taken_back_is_told_and_keeps_its_link(
    loop: Loop, reason: Reason
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(wrote("はい", 500, theirs))
    loop.channel.will(DeleteMessage, Refused(reason))

    await loop.staff(undo(500))

    why = words.REASONS.get(reason.value, words.OTHER_REASON)
    assert words.NOT_WITHDRAWN.format(reason=why) in loop.channel.texts(GROUP)
    assert len(await loop.copies_of(MessageId(500))) == 1


async def test_what_was_taken_back_is_marked_and_said(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(wrote("はい", 500, theirs))

    await loop.staff(undo(500))

    marks = loop.channel.acts(GROUP, SetReaction)
    assert marks[-1] == SetReaction(MessageId(500), replies.WITHDRAWN)
    assert words.WITHDRAWN in loop.channel.texts(GROUP)


async def test_a_deletion_whose_answer_was_lost_is_tried_until_it_is_sure(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(wrote("はい", 500, theirs))
    loop.channel.will(DeleteMessage, *[TryLater(maybe_sent=True)] * 3)

    await loop.staff(undo(500))
    for _ in range(3):
        await loop.later(61)

    assert words.WITHDRAWN in loop.channel.texts(GROUP)
    assert await loop.copies_of(MessageId(500)) == []


# ── roles ────────────────────────────────────────────────────────────────────


async def test_an_offer_is_remembered_and_the_next_one_takes_it_away(loop: Loop) -> None:
    await loop.opened()
    theirs = await relayed(loop)

    await loop.staff(wrote("ひとつめ", 500, theirs))
    first = (await loop.topic()).offer
    await loop.staff(wrote("ふたつめ", 501, theirs))
    second = (await loop.topic()).offer

    assert first is not None
    assert second not in {None, first}
    assert loop.channel.acts(GROUP, DeleteMessage) == [DeleteMessage(first)]


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.OTHER])
async def test_an_offer_that_cannot_be_taken_away_does_not_hold_up_the_next(
    loop: Loop, reason: Reason
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(wrote("ひとつめ", 500, theirs))
    first = (await loop.topic()).offer
    loop.channel.will(DeleteMessage, Refused(reason))

    await loop.staff(wrote("ふたつめ", 501, theirs))

    assert (await loop.topic()).offer not in {None, first}


async def test_an_offer_that_was_on_its_way_when_the_next_was_made_is_taken_away(
    loop: Loop,
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    loop.channel.held.clear()

    await loop.meanwhile(wrote("ひとつめ", 500, theirs))
    await loop.begun_in(GROUP, words.SENT)
    await loop.meanwhile(wrote("ふたつめ", 501, theirs))
    loop.channel.held.set()
    await loop.quiet()

    topic = await loop.topic()
    offers = loop.channel.texts(GROUP).count(words.SENT)
    gone = [act.target for act in loop.channel.acts(GROUP) if isinstance(act, DeleteMessage)]
    assert offers == 2
    assert len(gone) == 1
    assert topic.offer not in gone


async def test_an_offer_that_could_not_be_made_in_time_is_not_made_and_its_lane_goes_on(
    loop: Loop,
) -> None:
    await loop.opened()
    theirs = await relayed(loop)
    await loop.staff(StaffCommanded(NOBODY, MessageId(499), "claim"))
    await loop.do(lambda tx: held_up(tx, lanes.of_offer(VISITOR, WARD), OFFER_SECONDS + 1))
    await loop.staff(wrote("はい", 500, theirs))
    await loop.later(OFFER_SECONDS + 1)
    await loop.staff(wrote("つづき", 501, theirs))

    offers = [
        act for act in loop.channel.acts(GROUP, SendText) if getattr(act, "slot", "") == "offer"
    ]
    assert [getattr(act, "reply_to", None) for act in offers] == [MessageId(501)]


async def test_the_board_is_remembered_by_the_desk(loop: Loop) -> None:
    board = Outgoing(Side.QUEUE, SendText("ようす", slot=Slot.BOARD))

    await loop.do(lambda tx: put(tx, lanes.of_board(WARD), board, visitor=None))
    loop.sender.wake()
    await loop.quiet()

    place = await loop.do(lambda tx: desks.group(tx, WARD))
    assert place.board == MessageId(1000)


# ── the topic for those set aside ────────────────────────────────────────────


async def test_a_topic_for_those_aside_is_made_placed_and_made_again_when_it_is_lost(
    loop: Loop,
) -> None:
    async def aside(text: str) -> ThreadId | None:
        await loop.do(lambda tx: perform(PostAside(text), stage(tx)))
        loop.sender.wake()
        await loop.quiet()
        return (await loop.do(lambda tx: desks.group(tx, WARD))).aside_thread

    first = await aside("一")
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))
    second = await aside("二")

    assert first is not None
    assert second not in {None, first}
    sent = [(p.thread, p.act) for p in loop.channel.sent if isinstance(p.act, SendText)]
    assert sent == [(first, SendText("一")), (first, SendText("二")), (second, SendText("二"))]
    assert loop.channel.acts(GROUP, MakeTopic) == [MakeTopic(words.ASIDE_TOPIC)] * 2


# ── a topic that is gone ─────────────────────────────────────────────────────


async def test_words_for_a_topic_that_is_gone_come_after_a_new_one_and_in_order(
    loop: Loop,
) -> None:
    before = await loop.opened()
    first = len(loop.channel.sent)
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    await loop.happens(Said(MessageId(80), "ひとつめ"), Said(MessageId(81), "ふたつめ"))

    after = await loop.topic()
    assert after.thread not in {None, before.thread}
    assert after.card not in {None, before.card}
    later = [p for p in loop.channel.sent[first + 1 :] if p.chat == GROUP]
    assert isinstance(later[0].act, MakeTopic)
    said = [p for p in later if p.thread == after.thread and isinstance(p.act, SendText)]
    texts = [p.act.text for p in said if isinstance(p.act, SendText)]
    assert words.TOPIC_WAS_LOST in texts[0]
    assert texts[1:] == ["名前なし 1\nひとつめ", "名前なし 2\nふたつめ"]
    assert await loop.do(waiting) == []


async def test_a_queue_that_is_gone_is_made_anew_and_keeps_what_waited(loop: Loop) -> None:
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))
    await loop.do(
        lambda tx: put(
            tx, lanes.of_queue(WARD), Outgoing(Side.QUEUE, SendText("行")), visitor=None
        )
    )

    loop.sender.wake()
    await loop.quiet()

    place = await loop.do(lambda tx: desks.group(tx, WARD))
    line = SendText("行")
    first, made, last = (
        parcel
        for parcel in loop.channel.sent
        if parcel.act == line or isinstance(parcel.act, MakeTopic)
    )
    assert (first.act, type(made.act)) == (line, MakeTopic)
    assert (last.thread, last.act) == (place.queue_thread, line)


async def test_a_queue_that_is_met_gone_twice_is_made_once(loop: Loop) -> None:
    def twice(tx: Tx) -> None:
        board = Outgoing(Side.QUEUE, SendText("ようす", slot=Slot.BOARD))
        put(tx, lanes.of_board(WARD), board, visitor=None)
        put(tx, lanes.of_queue(WARD), Outgoing(Side.QUEUE, SendText("行")), visitor=None)

    loop.channel.will(SendText, *[Refused(Reason.TOPIC_GONE)] * 2)
    loop.channel.held.clear()
    await loop.do(twice)
    loop.sender.wake()
    await loop.begun(2)
    loop.channel.held.set()
    await loop.quiet()

    assert len(loop.channel.acts(GROUP, MakeTopic)) == 1
    assert await loop.do(outbox.pending) == 0


async def test_a_queue_that_is_met_gone_while_it_is_being_made_is_not_made_twice(
    database: Database,
) -> None:
    gone = Refused(Reason.TOPIC_GONE)
    board = Outgoing(Side.QUEUE, SendText("ようす", slot=Slot.BOARD))
    line = Outgoing(Side.QUEUE, SendText("行"))

    def life(tx: Tx) -> list[Act]:
        for lane, outgoing in ((lanes.of_queue(WARD), line), (lanes.of_board(WARD), board)):
            put(tx, lane, outgoing, visitor=None)
            (row,) = outbox.unsent(tx, lane)
            record(tx, row, outgoing, gone, decide(outgoing, gone, 0, False), NOW)
            custody.sending(tx, [each.id for each in outbox.due(tx, NOW, 9)], "us", NOW)
        return acts(tx, lanes.of_queue(WARD))

    assert (await database.write(life)).count(MakeTopic(words.QUEUE_TOPIC)) == 1


@pytest.mark.parametrize("side", [Side.TOPIC, Side.QUEUE, Side.ASIDE])
async def test_a_topic_that_cannot_be_made_is_not_tried_without_a_pause(
    loop: Loop, side: Side
) -> None:
    await loop.opened()
    loop.channel.will(MakeTopic, Refused(Reason.TOPIC_GONE))
    made = Outgoing(side, MakeTopic("題"), Priority.OPENING, coalesce=outbox.ROOM)
    lane = lanes.of_topic(VISITOR, WARD) if side is Side.TOPIC else lanes.of_aside(WARD)

    await loop.do(lambda tx: put(tx, lane, made))
    loop.sender.wake()
    await loop.quiet()
    early = loop.channel.acts(GROUP).count(MakeTopic("題"))
    await loop.later(61)

    assert early == 1
    assert loop.channel.acts(GROUP).count(MakeTopic("題")) == 2


async def test_an_offer_in_a_topic_that_is_gone_makes_no_new_one(loop: Loop) -> None:
    before = await loop.opened()
    offer = Outgoing(Side.TOPIC, SendText("送りました", slot=Slot.OFFER))
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    await loop.do(lambda tx: put(tx, lanes.of_offer(VISITOR, WARD), offer))
    loop.sender.wake()
    await loop.quiet()

    assert (await loop.topic()).thread == before.thread
    assert await loop.do(outbox.pending) == 0


async def test_a_mark_in_a_topic_that_is_gone_makes_no_new_one(loop: Loop) -> None:
    before = await loop.opened()
    loop.channel.will(EditText, *[Refused(Reason.TOPIC_GONE)] * 2)

    await loop.staff(StaffCommanded(NOBODY, MessageId(500), "claim"))

    assert (await loop.topic()).thread == before.thread


# ── a group that moved, or takes nothing ─────────────────────────────────────


async def test_a_group_that_moved_while_we_wrote_is_followed_at_once(loop: Loop) -> None:
    before = await loop.opened()
    loop.channel.will(SendText, Moved(NEW_GROUP, GROUP))

    await loop.happens(HELLO)

    after = await loop.topic()
    assert after.chat == NEW_GROUP
    last = [
        p for p in loop.channel.sent if isinstance(p.act, SendText) and "こんばんは" in p.act.text
    ]
    assert [(p.chat, p.thread) for p in last] == [
        (GROUP, before.thread),
        (NEW_GROUP, after.thread),
    ]
    made = [p for p in loop.channel.sent if p.chat == NEW_GROUP and isinstance(p.act, MakeTopic)]
    assert len(made) == 2  # the queue, and the case's topic


async def test_a_group_without_rights_keeps_the_words_and_tells_the_visitor_once(
    loop: Loop,
) -> None:
    await loop.opened()
    loop.channel.will(SendText, Refused(Reason.NO_RIGHTS))

    await loop.happens(HELLO)
    told = loop.channel.texts(CHAT)
    await loop.later(61)

    assert told[-1] == "いま届けられません。"
    assert [t for t in loop.channel.texts(GROUP) if "こんばんは" in t] == [
        "名前なし 1\nこんばんは"
    ] * 2
    assert await loop.do(outbox.pending) == 0


@pytest.mark.parametrize("outcome", [TryLater(), TryLater(after=5), TryLater(maybe_sent=True)])
async def test_what_is_only_late_tells_nobody_anything(loop: Loop, outcome: TryLater) -> None:
    await loop.opened()
    loop.channel.will(SendText, outcome)

    await loop.happens(HELLO)
    await loop.later(61)

    assert "いま届けられません。" not in loop.channel.texts(CHAT)
    assert words.RELAY_FAILED not in loop.channel.texts(GROUP)
    assert await loop.do(outbox.pending) == 0


def picture(number: int) -> Showed:
    return Showed(MessageId(number), MediaKind.PHOTO, album="a")


def undo(number: int) -> StaffPressed:
    """Give a press of the button below a reply."""
    return StaffPressed(NOBODY, f"undo:1:{number}", "query", message=MessageId(777))


def stage(tx: Tx) -> Stage:
    return Stage(tx, VISITOR, DESK, small(), Moment(NOW, 0), Language("ja"), holder=str(VISITOR))


def _made(loop: Loop) -> object:
    return next(act for act in done(loop, MakeTopic))
