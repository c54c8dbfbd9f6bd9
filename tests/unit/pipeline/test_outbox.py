"""The way out: one row of a lane at a time, lanes side by side, at the channel's pace."""

import asyncio
import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.desk import words
from bot.model.delivery import (
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditText,
    EditTopic,
    LeaveGroup,
    MakeTopic,
    Outcome,
    Outgoing,
    Priority,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    Slot,
    TryLater,
)
from bot.model.errors import KeysUnreachable
from bot.model.ids import ChatId, ConversationId, MessageId
from bot.model.inputs import About
from bot.pipeline import address, lanes
from bot.pipeline.pace import Pace
from bot.store import connect, conversations, custody, inbox, outbox, sealing, topics
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as table
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOW,
    OTHER,
    OTHER_CHAT,
    VISITOR,
    WARD,
    Loop,
    build,
    put,
    running,
    with_topic,
)

OURS, TOPIC = lanes.of_visitor(VISITOR), lanes.of_topic(VISITOR, WARD)


def say(tx: Tx, *texts: str, lane: str = OURS, visitor: ConversationId = VISITOR) -> None:
    for text in texts:
        put(tx, lane, Outgoing(Side.VISITOR, SendText(text)), visitor)


def post(tx: Tx, *texts: str, about: About = About.NOTICE) -> None:
    for text in texts:
        put(tx, TOPIC, Outgoing(Side.TOPIC, SendText(text), about=about))


def states(tx: Tx) -> list[tuple[str, str | None]]:
    rows = tx.connection.execute(select(table.c.state, table.c.error).order_by(table.c.id))
    return [(row.state, row.error) for row in rows]


async def sent(loop: Loop) -> None:
    """Wake the sender and wait until all is sent that may be."""
    loop.sender.wake()
    await loop.quiet()


async def test_what_waits_is_sent_in_the_order_of_its_lane(loop: Loop) -> None:
    await loop.do(lambda tx: say(tx, "一", "二", "三"))

    await sent(loop)

    assert loop.channel.texts(CHAT) == ["一", "二", "三"]
    assert await loop.do(states) == [("sent", None)] * 3


async def test_a_lane_has_one_send_under_way_and_others_go_on_beside_it(loop: Loop) -> None:
    def two_visitors(tx: Tx) -> None:
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        say(tx, "一", "二")
        say(tx, "よその一", lane=lanes.of_visitor(OTHER), visitor=OTHER)

    await loop.do(two_visitors)
    loop.channel.held.clear()

    loop.sender.wake()
    await loop.begun(2)
    under_way = [parcel.chat for parcel in loop.channel.sent]
    loop.channel.held.set()
    await loop.quiet()

    assert sorted(under_way) == [CHAT, OTHER_CHAT]
    assert loop.channel.texts(CHAT) == ["一", "二"]


async def test_an_opening_goes_before_words_and_words_before_marks(database: Database) -> None:
    def all_kinds(tx: Tx) -> None:
        with_topic(tx)
        put(
            tx,
            lanes.of_status(VISITOR, WARD),
            Outgoing(Side.TOPIC, EditTopic("題"), Priority.RENAME),
        )
        say(tx, "はい")
        put(
            tx,
            lanes.of_queue(WARD),
            Outgoing(Side.QUEUE, SendText("行"), Priority.OPENING),
        )

    await database.write(all_kinds)
    async with running(build(database)) as loop:
        await loop.quiet()

        kinds = [type(parcel.act) for parcel in loop.channel.sent]
        chats = [parcel.chat for parcel in loop.channel.sent]

    assert kinds == [SendText, SendText, EditTopic]
    assert chats == [GROUP, CHAT, GROUP]


async def test_what_was_under_way_at_a_crash_is_sent_once_more_and_marked(
    database: Database,
) -> None:
    def crash(tx: Tx) -> None:
        with_topic(tx)
        post(tx, "みどり 1\nつらいです", about=About.RELAY)
        custody.sending(tx, [row.id for row in outbox.due(tx, NOW, 9)], "us", NOW)

    await database.write(crash)
    async with running(build(database)) as loop:
        await loop.quiet()

        assert loop.channel.texts(GROUP) == [f"みどり 1\nつらいです\n（{words.MAYBE_REPEATED}）"]


# ── waiting ──────────────────────────────────────────────────────────────────


async def test_a_chat_that_asks_for_patience_gets_it_and_no_try_is_counted(loop: Loop) -> None:
    loop.channel.will(SendText, TryLater(after=30))
    await loop.do(lambda tx: say(tx, "はい"))

    await sent(loop)
    await loop.later(29)
    early = len(loop.channel.sent)
    await loop.later(2)

    assert early == 1
    assert loop.channel.texts(CHAT) == ["はい", "はい"]


async def test_what_did_not_leave_is_tried_again_and_stays_first(loop: Loop) -> None:
    loop.channel.will(SendText, TryLater())
    await loop.do(lambda tx: say(tx, "一", "二"))

    await sent(loop)
    await loop.later(1)

    assert loop.channel.texts(CHAT) == ["一", "一", "二"]


async def test_a_day_without_the_network_ends_with_everything_sent(loop: Loop) -> None:
    loop.channel.will(SendText, *[TryLater()] * 3)
    await loop.do(lambda tx: say(tx, "はい"))
    await loop.do(lambda tx: _tried(tx, 5000))

    await sent(loop)
    for _ in range(3):
        await loop.later(60)

    assert await loop.do(states) == [("sent", None)]


async def test_a_reply_whose_answer_was_lost_is_sent_once_more_to_a_visitor(loop: Loop) -> None:
    loop.channel.will(SendText, *[TryLater(maybe_sent=True)] * 2)
    reply = Outgoing(Side.VISITOR, SendText("はい"), about=About.REPLY)
    await loop.do(lambda tx: put(tx, OURS, reply, VISITOR))

    await sent(loop)
    await loop.later(10)
    await loop.later(60)

    assert loop.channel.texts(CHAT) == ["はい", "はい"]
    assert await loop.do(states) == [("failed", "unsure")]


async def test_the_pace_is_kept_and_nothing_is_lost(database: Database) -> None:
    await database.write(lambda tx: say(tx, *"一二三四五"))
    async with running(build(database, Pace(18))) as loop:
        await loop.begun(3)
        loop.clock.advance(3)
        loop.sender.wake()
        await loop.begun(5)

        assert loop.channel.texts(CHAT) == list("一二三四五")
        seconds = [(at - NOW).total_seconds() for at in loop.channel.times]

    assert seconds == [0, 0, 0, 3, 3]


async def test_what_waits_for_a_full_group_does_not_hold_up_the_visitors(
    database: Database,
) -> None:
    names = [ConversationId(f"{number:032x}") for number in range(90)]

    def full(tx: Tx) -> None:
        with_topic(tx)
        for number, name in enumerate(names):
            conversations.enter(tx, ChatId(6000 + number), name, NOW)
            topics.make(tx, name, WARD)
            act = MakeTopic("題")
            put(
                tx,
                lanes.of_topic(name, WARD),
                Outgoing(Side.TOPIC, act, Priority.OPENING, About.TOPIC),
                name,
            )
        say(tx, "はい")

    await database.write(full)
    pace = Pace(1)
    pace.spend("g:ward", NOW.timestamp())
    async with running(build(database, pace)) as loop:
        await loop.begun(1)

        assert loop.channel.texts(CHAT) == ["はい"]


async def test_what_waits_for_a_topic_does_not_hold_up_the_visitors(database: Database) -> None:
    names = [ConversationId(f"{number:032x}") for number in range(90)]

    def unmade(tx: Tx) -> None:
        for number, name in enumerate(names):
            conversations.enter(tx, ChatId(6000 + number), name, NOW)
            topics.make(tx, name, WARD)
            put(
                tx,
                lanes.of_topic(name, WARD),
                Outgoing(Side.TOPIC, SendText("つらい"), Priority.VISITOR),
                name,
            )
        say(tx, "はい")

    await database.write(unmade)
    async with running(build(database)) as loop:
        await loop.begun(1)

        assert loop.channel.texts(CHAT) == ["はい"]


async def test_only_the_last_of_what_shows_the_state_is_sent(database: Database) -> None:
    def often(tx: Tx) -> None:
        with_topic(tx)
        for title in "一二三":
            act = EditTopic(title)
            put(tx, lanes.of_status(VISITOR, WARD), Outgoing(Side.TOPIC, act, coalesce="title"))

    await database.write(often)
    async with running(build(database)) as loop:
        await loop.quiet()

        assert loop.channel.texts(GROUP) == ["三"]


async def test_a_change_of_what_is_under_way_comes_after_it(loop: Loop) -> None:
    def title(tx: Tx, text: str) -> None:
        act = EditTopic(text)
        put(tx, lanes.of_status(VISITOR, WARD), Outgoing(Side.TOPIC, act, coalesce="title"))

    await loop.do(with_topic)
    await loop.do(lambda tx: title(tx, "一"))
    loop.channel.held.clear()
    loop.sender.wake()
    await loop.begun(1)
    await loop.do(lambda tx: title(tx, "二"))
    await loop.do(lambda tx: title(tx, "三"))
    loop.channel.held.set()
    await sent(loop)

    assert loop.channel.texts(GROUP) == ["一", "三"]


# ── what is settled without being sent ───────────────────────────────────────


async def test_what_is_out_of_date_is_not_sent_and_its_lane_goes_on(loop: Loop) -> None:
    def late(tx: Tx) -> None:
        with_topic(tx)
        lane, passed = lanes.of_offer(VISITOR, WARD), NOW - timedelta(seconds=1)
        put(tx, lane, Outgoing(Side.TOPIC, SendText("古い"), expires=passed))
        put(tx, lane, Outgoing(Side.TOPIC, SendText("新しい")))

    await loop.do(late)

    await sent(loop)

    assert loop.channel.texts(GROUP) == ["新しい"]
    assert await loop.do(states) == [("failed", "expired"), ("sent", None)]


async def test_an_edit_of_a_card_that_was_refused_holds_up_no_mark(loop: Loop) -> None:
    def refused(tx: Tx) -> None:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, WARD, Slot.CARD, None)
        lane = lanes.of_status(VISITOR, WARD)
        put(tx, lane, Outgoing(Side.TOPIC, EditText(Slot.CARD, "札")))
        put(tx, lane, Outgoing(Side.TOPIC, SetReaction(MessageId(5), "👌")))

    await loop.do(refused)

    await sent(loop)

    assert loop.channel.acts(GROUP) == [SetReaction(MessageId(5), "👌")]
    assert await loop.do(states) == [("failed", "message_gone"), ("sent", None)]


async def test_a_mark_waits_behind_an_edit_of_a_card_to_come_and_an_offer_does_not(
    loop: Loop,
) -> None:
    status, offers = lanes.of_status(VISITOR, WARD), lanes.of_offer(VISITOR, WARD)
    card = Outgoing(
        Side.TOPIC,
        SendText("札", slot=Slot.CARD),
        Priority.OPENING,
        About.CARD,
        coalesce=address.CARD,
    )

    def to_come(tx: Tx) -> None:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, WARD, Slot.CARD, None)
        outbox.later(tx, put(tx, TOPIC, card), NOW + timedelta(seconds=30), count=False)
        put(tx, status, Outgoing(Side.TOPIC, EditText(Slot.CARD, "新しい札")))
        put(tx, status, Outgoing(Side.TOPIC, EditText(MessageId(777), "済み")))
        put(tx, offers, Outgoing(Side.TOPIC, SendText("送りました")))

    await loop.do(to_come)

    await sent(loop)
    early = loop.channel.texts(GROUP)
    await loop.later(31)

    assert early == ["送りました"]
    assert loop.channel.texts(GROUP)[1:] == ["札", "新しい札", "済み"]
    edited = [p.target for p in loop.channel.sent if isinstance(p.act, EditText)]
    assert edited == [MessageId(1001), None]


async def test_news_of_what_was_settled_without_being_sent_is_heard_at_once(
    loop: Loop,
) -> None:
    woken = asyncio.Event()
    loop.sender.wake_inbox = woken.set
    gone = Outgoing(
        Side.VISITOR,
        DeleteMessage(Slot.TWIN),
        about=About.WITHDRAWAL,
        origin=MessageId(500),
    )
    await loop.do(lambda tx: put(tx, OURS, gone))

    await sent(loop)

    assert woken.is_set()
    assert loop.channel.sent == []
    assert await loop.do(inbox.pending) == 1


async def test_a_group_that_became_a_desks_is_not_left(loop: Loop) -> None:
    stranger = Outgoing(Side.QUEUE, LeaveGroup(GROUP))
    await loop.do(
        lambda tx: outbox.put(
            tx,
            lane=lanes.of_stranger(GROUP),
            conversation_id=None,
            desk=None,
            holder="a stranger",
            outgoing=stranger,
            at=NOW,
        )
    )

    await sent(loop)

    assert loop.channel.sent == []
    assert await loop.do(states) == [("sent", None)]


async def test_an_album_counts_as_its_pieces(database: Database) -> None:
    def album(tx: Tx) -> None:
        with_topic(tx)
        pieces = tuple(MessageId(number) for number in range(4))
        put(tx, OURS, Outgoing(Side.VISITOR, CopyAlbum(pieces, Side.TOPIC)))
        say(tx, "はい")

    await database.write(album)
    async with running(build(database, Pace(18))) as loop:
        await loop.begun(1)
        early = len(loop.channel.sent)
        loop.clock.advance(3)
        loop.sender.wake()
        await loop.begun(2)

        seconds = [(at - NOW).total_seconds() for at in loop.channel.times]

    assert early == 1
    assert seconds == [0, 3]


# ── what cannot be sent ──────────────────────────────────────────────────────


async def test_a_row_that_does_not_open_has_failed_and_the_lane_goes_on(loop: Loop) -> None:
    def spoil(tx: Tx) -> None:
        say(tx, "一", "二")
        first = select(table.c.id).order_by(table.c.id).limit(1).scalar_subquery()
        tx.connection.execute(update(table).where(table.c.id == first).values(sealed=b"x"))

    await loop.do(spoil)

    await sent(loop)

    assert loop.channel.texts(CHAT) == ["二"]
    assert [state for state, _ in await loop.do(states)] == ["failed", "sent"]


async def test_a_row_whose_key_does_not_answer_is_sent_when_it_does(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, missing = sealing.unseal, [KeysUnreachable()]

    def unseal(*given: Any) -> bytes:  # as the sealing itself is given it
        if missing:
            raise missing.pop()
        return whole(*given)

    await loop.do(lambda tx: say(tx, "一", "二"))
    monkeypatch.setattr(connect, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(outbox, "unseal", unseal)

    await sent(loop)

    assert not missing
    assert loop.channel.texts(CHAT) == ["一", "二"]


async def test_a_row_that_no_channel_can_send_has_failed_and_the_lane_goes_on(
    loop: Loop,
) -> None:
    loop.channel.will(SendText, ValueError("a bug that quotes ひみつ"))
    await loop.do(lambda tx: say(tx, "一", "二"))

    await sent(loop)

    assert loop.channel.texts(CHAT) == ["一", "二"]
    assert await loop.do(states) == [("failed", "other"), ("sent", None)]


@pytest.mark.parametrize("act", [SetReaction(MessageId(5), "👌"), EditText(Slot.CARD, "札")])
async def test_a_mark_that_is_refused_is_let_go(loop: Loop, act: EditText | SetReaction) -> None:
    await loop.do(with_topic)
    loop.channel.will(type(act), Refused(Reason.MESSAGE_GONE))
    await loop.do(lambda tx: put(tx, lanes.of_status(VISITOR, WARD), Outgoing(Side.TOPIC, act)))

    await sent(loop)

    assert await loop.do(states) == [("failed", "message_gone")]
    assert len(loop.channel.sent) == 1


async def test_what_may_go_is_sent_before_the_end(database: Database) -> None:
    await database.write(lambda tx: say(tx, "一", "二", "三"))
    loop = build(database)

    loop.sender.close()
    async with asyncio.timeout(5):
        await loop.sender.run()

    assert loop.channel.texts(CHAT) == ["一", "二", "三"]


async def test_what_comes_free_during_the_last_look_is_sent_before_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, look, recorded = build(database), database.write, asyncio.Event()
    await look(lambda tx: say(tx, "一", "二"))
    loop.channel.held.clear()
    loop.sender.wake_inbox = recorded.set

    async def look_slowly(work: Callable[[Tx], object], **more: Callable[[], None]) -> object:
        """Answer what was true before the send under way was recorded."""
        seen = await look(work, **more)
        if loop.channel.sent and not recorded.is_set() and seen == ([], math.inf):
            loop.channel.held.set()
            await recorded.wait()
        return seen

    monkeypatch.setattr(database, "write", look_slowly)
    loop.sender.close()
    async with asyncio.timeout(5):
        await loop.sender.run()

    assert loop.channel.texts(CHAT) == ["一", "二"]


async def test_what_must_wait_is_kept_for_the_next_start(database: Database) -> None:
    loop = build(database)
    loop.channel.will(SendText, TryLater(after=600))
    await database.write(lambda tx: say(tx, "一"))

    loop.sender.close()
    async with asyncio.timeout(5):
        await loop.sender.run()

    assert await database.read(outbox.pending) == 1


def _tried(tx: Tx, times: int) -> None:
    tx.connection.execute(update(table).values(attempts=times))


async def test_every_try_is_told_with_what_came_of_it(loop: Loop) -> None:
    told = list[Outcome]()
    loop.sender.tried = told.append
    loop.channel.will(SendText, TryLater(after=30))
    await loop.do(lambda tx: say(tx, "はい"))

    await sent(loop)
    await loop.later(31)

    assert [type(outcome) for outcome in told] == [TryLater, Delivered]
