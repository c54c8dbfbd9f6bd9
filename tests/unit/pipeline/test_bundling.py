"""A full group: what waits goes together, in order and to the right topic, and nothing is lost."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import select

from bot.desk import words
from bot.model.delivery import (
    MakeTopic,
    Outgoing,
    Priority,
    Reason,
    Refused,
    SendText,
    Side,
    TryLater,
)
from bot.model.ids import ChatId, ConversationId, MessageId, ThreadId
from bot.model.inputs import About
from bot.pipeline import lanes
from bot.pipeline.pace import Pace
from bot.pipeline.split import headed
from bot.store import conversations, custody, messages, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as table
from tests.unit.pipeline.parts import (
    GROUP,
    NOW,
    QUEUE,
    VISITOR,
    WARD,
    Loop,
    build,
    put,
    running,
    with_topic,
)

TOPIC = lanes.of_topic(VISITOR, WARD)
LONG_AGO = NOW - timedelta(minutes=1)
"""So long that what came then had to wait."""
FULL = 18


def relay(tx: Tx, text: str, number: int, visitor: ConversationId = VISITOR) -> None:
    whole = headed(f"みどり {number}", text, ())
    act = SendText(whole.text, whole.entities)
    outgoing = Outgoing(
        Side.TOPIC, act, Priority.VISITOR, About.RELAY, origin=MessageId(100 + number)
    )
    outbox.put(
        tx,
        lane=lanes.of_topic(visitor, WARD),
        conversation_id=visitor,
        desk=WARD,
        holder=visitor,
        outgoing=outgoing,
        at=LONG_AGO,
    )


def three(tx: Tx) -> None:
    with_topic(tx)
    for number, text in enumerate(["あの", "すみません", "いいですか"], 1):
        relay(tx, text, number)


def errors(tx: Tx) -> list[tuple[str, str | None]]:
    rows = tx.connection.execute(select(table.c.state, table.c.error).order_by(table.c.id))
    return [(row.state, row.error) for row in rows]


TOGETHER = "みどり 1（9:59）\nあの\n\nみどり 2（9:59）\nすみません\n\nみどり 3（9:59）\nいいですか"


async def test_what_had_to_wait_goes_together(database: Database) -> None:
    await database.write(three)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.quiet()

        assert loop.channel.texts(GROUP) == [TOGETHER]
        assert await loop.do(errors) == [("sent", None)] * 3


async def test_each_is_known_by_the_one_message_and_a_reply_answers_the_last(
    database: Database,
) -> None:
    await database.write(three)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.quiet()
        [bundle] = await loop.stands_for(MessageId(101))

        assert await loop.stands_for(MessageId(102)) == [bundle]
        assert await loop.stands_for(MessageId(103)) == [bundle]
        answered = await loop.do(lambda tx: messages.visitor_of(tx, VISITOR, WARD, bundle))
        assert answered is not None
        assert answered.visitor_message == 103
        assert answered.from_visitor


async def test_without_limits_each_goes_alone(loop: Loop) -> None:
    await loop.do(three)
    loop.sender.wake()
    await loop.quiet()

    assert len(loop.channel.texts(GROUP)) == 3


async def test_what_did_not_wait_goes_alone(database: Database) -> None:
    def now(tx: Tx) -> None:
        three(tx)
        tx.connection.execute(table.update().values(created_at=NOW))

    await database.write(now)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.begun(3)

        assert len(loop.channel.texts(GROUP)) == 3


async def test_what_is_no_words_of_the_visitor_parts_a_bundle(database: Database) -> None:
    def parted(tx: Tx) -> None:
        with_topic(tx)
        relay(tx, "あの", 1)
        put(tx, TOPIC, Outgoing(Side.TOPIC, SendText("お知らせ")))
        relay(tx, "すみません", 2)

    await database.write(parted)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.begun(3)

        assert loop.channel.texts(GROUP) == ["みどり 1\nあの", "お知らせ", "みどり 2\nすみません"]


async def test_what_does_not_open_parts_a_bundle_and_stops_nothing(database: Database) -> None:
    def spoilt(tx: Tx) -> None:
        three(tx)
        second = outbox.unsent(tx, TOPIC)[1].id
        tx.connection.execute(table.update().where(table.c.id == second).values(sealed=b"x"))

    await database.write(spoilt)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.begun(2)
        await loop.quiet()

        assert loop.channel.texts(GROUP) == ["みどり 1\nあの", "みどり 3\nいいですか"]
        assert [state for state, _ in await loop.do(errors)] == ["sent", "failed", "sent"]


async def test_what_opens_a_topic_is_never_swapped_for_older_words(database: Database) -> None:
    def lost(tx: Tx) -> None:
        three(tx)
        topics.lose(tx, VISITOR, WARD)
        opening = Outgoing(Side.TOPIC, MakeTopic("題"), Priority.OPENING, About.TOPIC)
        put(tx, TOPIC, opening)
        tx.connection.execute(table.update().values(created_at=LONG_AGO))

    await database.write(lost)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.quiet()

        first, second = loop.channel.sent
        assert isinstance(first.act, MakeTopic)
        assert isinstance(second.act, SendText)
        assert (second.act.text, second.thread is None) == (TOGETHER, False)


async def test_a_bundle_that_must_wait_goes_later_and_once(database: Database) -> None:
    await database.write(three)
    loop = build(database, Pace(FULL))
    loop.channel.will(SendText, TryLater(after=30))
    async with running(loop):
        await loop.quiet()
        await loop.later(31)

        assert loop.channel.texts(GROUP) == [TOGETHER] * 2
        assert await loop.do(errors) == [("sent", None)] * 3


async def test_a_bundle_whose_answer_was_lost_comes_again_piece_by_piece_and_marked(
    database: Database,
) -> None:
    await database.write(three)
    loop = build(database, Pace(FULL))
    loop.channel.will(SendText, TryLater(maybe_sent=True))
    async with running(loop):
        await loop.quiet()
        await loop.later(11)

        first, *again = loop.channel.texts(GROUP)
        assert first == TOGETHER
        assert [text.splitlines()[1] for text in again] == ["あの", "すみません", "いいですか"]
        assert all("再送かもしれません" in text for text in again)


async def test_a_bundle_that_is_refused_costs_no_word(database: Database) -> None:
    await database.write(three)
    loop = build(database, Pace(FULL))
    loop.channel.will(SendText, Refused(Reason.OTHER))
    async with running(loop):
        await loop.begun(3)
        await loop.quiet()

        _, alone, rest = loop.channel.texts(GROUP)
        assert alone == "みどり 1\nあの"
        assert rest == TOGETHER.partition("\n\n")[2]
        assert await loop.do(errors) == [("sent", None)] * 3


async def test_a_bundle_that_met_a_lost_topic_waits_whole_for_the_new_one(
    database: Database,
) -> None:
    await database.write(three)
    loop = build(database, Pace(FULL))
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))
    async with running(loop):
        await loop.quiet()

        assert await loop.do(errors) == [("new", None)] * 3


async def test_a_crash_amid_a_bundle_loses_nothing(database: Database) -> None:
    def crash(tx: Tx) -> None:
        three(tx)
        custody.sending(tx, [row.id for row in outbox.unsent(tx, TOPIC)], "us", NOW)

    await database.write(crash)
    async with running(build(database, Pace(FULL))) as loop:
        await loop.quiet()

        said = loop.channel.texts(GROUP)
        assert [text.splitlines()[1] for text in said] == ["あの", "すみません", "いいですか"]
        assert all("再送かもしれません" in text for text in said)


# ── a restart ────────────────────────────────────────────────────────────────


async def test_a_restart_does_not_spend_a_group_twice(database: Database) -> None:
    await database.write(three)
    async with running(build(database, Pace(FULL))) as before:
        await before.quiet()

    await database.write(lambda tx: relay(tx, "まだです", 4))
    async with running(build(database, Pace(1))) as after:
        await after.quiet()
        early = len(after.channel.sent)
        await after.later(61)

        assert (early, len(after.channel.sent)) == (0, 1)


async def test_a_group_that_asked_for_patience_has_it_across_a_restart(
    database: Database,
) -> None:
    await database.write(three)
    loop = build(database, Pace(FULL))
    loop.channel.will(SendText, TryLater(after=30))
    async with running(loop):
        await loop.quiet()

    other = Outgoing(Side.QUEUE, SendText("行"))
    await database.write(lambda tx: put(tx, lanes.of_queue(WARD), other, None))
    async with running(build(database, Pace(FULL))) as after:
        await after.quiet()

        assert after.channel.sent == []


# ── twenty visitors ──────────────────────────────────────────────────────────


async def test_ten_messages_of_twenty_visitors_each_reach_one_full_group(
    database: Database,
) -> None:
    names = [ConversationId(f"{number:032x}") for number in range(20)]

    def everybody(tx: Tx) -> None:
        for number, name in enumerate(names):
            conversations.enter(tx, ChatId(6000 + number), name, NOW)
            topics.make(tx, name, WARD)
            topics.place(tx, name, WARD, GROUP, ThreadId(500 + number))
        for turn in range(10):
            for name in names:
                relay(tx, f"{name}の{turn}", turn, name)
        tx.connection.execute(table.update().values(created_at=NOW))

    await database.write(everybody)
    async with running(build(database, Pace(FULL))) as loop:
        for begun in (9, 18, 27, 30):  # half of the limit at once, and a minute later again
            await loop.begun(begun)
            loop.clock.advance(60)
            loop.sender.wake()

        seen: defaultdict[ThreadId | None, str] = defaultdict(str)
        for parcel in loop.channel.sent:
            assert isinstance(parcel.act, SendText)
            seen[parcel.thread] += parcel.act.text + "\n"
        times = [(at - NOW).total_seconds() for at in loop.channel.times]

    for number, name in enumerate(names):
        said = [each for each in seen[ThreadId(500 + number)].splitlines() if "の" in each]
        assert said == [f"{name}の{turn}" for turn in range(10)]
    assert max(times) <= 4 * 60
    assert [times.count(second) for second in (0, 60, 120, 180)] == [9, 9, 9, 3]
    assert seen[QUEUE] == words.BACKLOG.format(count=60) + "\n"
