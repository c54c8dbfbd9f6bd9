"""What each effect becomes: rows of the outbox, or an input for the other engine."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.model.delivery import (
    Copy,
    EditText,
    EditTopic,
    MakeTopic,
    Outgoing,
    PinMessage,
    Priority,
    SendText,
    SetReaction,
    ShutTopic,
    Side,
    Slot,
    StripButtons,
    UnshutTopic,
)
from bot.model.effects import (
    Button,
    CloseTopic,
    Effect,
    LeaveCase,
    MarkReachable,
    MarkUnreachable,
    Notify,
    OpenCase,
    OpenTopic,
    PassOn,
    Popup,
    PostCard,
    PostQueueLine,
    PostToTopic,
    React,
    RelayToStaff,
    RelayToVisitor,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    Say,
    Settle,
    Toast,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.ids import Language, MessageId
from bot.model.inputs import (
    About,
    CaseEnded,
    CaseResumed,
    Edited,
    Entity,
    MediaKind,
    Moment,
    Notified,
    Said,
    Showed,
    VisitorLeft,
    VisitorReachable,
    VisitorUnreachable,
    VisitorWrote,
)
from bot.pipeline import lanes
from bot.pipeline.perform import Follow, Stage, perform
from bot.store import messages, topics
from bot.store.connect import Database, Tx
from bot.store.sealing import SealingError
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, request
from tests.unit.pipeline.parts import NOW, VISITOR, WARD, waiting, with_topic

HERE, THERE = MessageId(41), MessageId(52)
SAID = Said(HERE, "つらいです")
BUTTONS = (Button("終了", "close:12"),)
OURS, TOPIC = lanes.of_visitor(VISITOR), lanes.of_topic(VISITOR)
STATUS, QUEUE = lanes.of_status(VISITOR), lanes.of_queue(WARD)
BOLD = (Entity("bold", 0, 5),)

FOLLOWED: list[tuple[Effect, Follow]] = [
    (OpenCase(request()), request()),
    (PassOn(SAID), VisitorWrote(SAID)),
    (LeaveCase(), VisitorLeft()),
    (MarkUnreachable(), VisitorUnreachable()),
    (MarkReachable(), VisitorReachable()),
    (Notify("claimed", {"name": "さくら"}), Notified("claimed", {"name": "さくら"})),
    (ReleaseVisitor(told=False), CaseEnded(told=False)),
    (ResumeVisitor(), CaseResumed()),
]
STORED: list[tuple[Effect, list[tuple[str, Outgoing]]]] = [
    (
        Say("はい", BUTTONS, silent=True),
        [(OURS, Outgoing(Side.VISITOR, SendText("はい", buttons=BUTTONS, silent=True)))],
    ),
    (Settle(HERE), [(OURS, Outgoing(Side.VISITOR, StripButtons(HERE), Priority.STATUS))]),
    (
        OpenTopic("みどり"),
        [
            (
                TOPIC,
                Outgoing(
                    Side.TOPIC,
                    MakeTopic("みどり"),
                    Priority.OPENING,
                    About.TOPIC,
                    coalesce="room",
                ),
            )
        ],
    ),
    (
        RenameTopic("みどり"),
        [(STATUS, Outgoing(Side.TOPIC, EditTopic("みどり"), Priority.RENAME, coalesce="title"))],
    ),
    (
        CloseTopic(),
        [(STATUS, Outgoing(Side.TOPIC, ShutTopic(), Priority.STATUS, coalesce="shut"))],
    ),
    (
        ReopenTopic(),
        [(STATUS, Outgoing(Side.TOPIC, UnshutTopic(), Priority.STATUS, coalesce="shut"))],
    ),
    (
        PostCard("札", BUTTONS),
        [
            (
                TOPIC,
                Outgoing(
                    Side.TOPIC,
                    SendText("札", buttons=BUTTONS, slot=Slot.CARD),
                    Priority.OPENING,
                    About.CARD,
                    coalesce="card",
                ),
            ),
            (
                STATUS,
                Outgoing(Side.TOPIC, PinMessage(Slot.CARD), Priority.RENAME, coalesce="pin"),
            ),
        ],
    ),
    (
        UpdateCard("札", BUTTONS),
        [
            (
                STATUS,
                Outgoing(
                    Side.TOPIC,
                    EditText(Slot.CARD, "札", BUTTONS),
                    Priority.STATUS,
                    coalesce="card",
                ),
            )
        ],
    ),
    (
        PostQueueLine("行"),
        [
            (
                QUEUE,
                Outgoing(
                    Side.QUEUE,
                    SendText("行", slot=Slot.QUEUE_LINE),
                    Priority.OPENING,
                    About.QUEUE,
                ),
            )
        ],
    ),
    (
        UpdateQueueLine("行"),
        [
            (
                STATUS,
                Outgoing(
                    Side.QUEUE, EditText(Slot.QUEUE_LINE, "行"), Priority.STATUS, coalesce="line"
                ),
            )
        ],
    ),
    (
        PostToTopic("はい", reply_to=THERE, silent=True),
        [(TOPIC, Outgoing(Side.TOPIC, SendText("はい", reply_to=THERE, silent=True)))],
    ),
    (
        React(THERE, "👌"),
        [
            (
                STATUS,
                Outgoing(
                    Side.TOPIC, SetReaction(THERE, "👌"), Priority.STATUS, coalesce="react 52"
                ),
            )
        ],
    ),
    (
        RelayToVisitor(THERE, "さくら", "はい"),
        [
            (
                OURS,
                Outgoing(
                    Side.VISITOR,
                    SendText("相談員（さくら）\nはい", (Entity("bold", 0, 8),)),
                    Priority.STAFF,
                    About.REPLY,
                    origin=THERE,
                ),
            )
        ],
    ),
]


def stage(tx: Tx, language: str = "ja") -> Stage:
    return Stage(
        tx, VISITOR, DESK, small(), Moment(NOW, 0), Language(language), holder=str(VISITOR)
    )


async def done(database: Database, *effects: Effect) -> list[tuple[str, Outgoing]]:
    """Do effects and list the rows that came of them."""

    def work(tx: Tx) -> list[tuple[str, Outgoing]]:
        for effect in effects:
            assert perform(effect, stage(tx)) is None
        return [(str(lane), outgoing) for lane, outgoing in waiting(tx)]

    return await database.write(work)


@pytest.mark.parametrize(("effect", "follow"), FOLLOWED, ids=lambda each: type(each).__name__)
async def test_what_concerns_the_other_side_becomes_its_input(
    database: Database, effect: Effect, follow: Follow
) -> None:
    def work(tx: Tx) -> tuple[Follow | None, int]:
        return perform(effect, stage(tx)), len(waiting(tx))

    assert await database.write(work) == (follow, 0)


@pytest.mark.parametrize(("effect", "rows"), STORED, ids=lambda each: type(each).__name__)
async def test_what_is_to_be_sent_becomes_rows(
    database: Database, effect: Effect, rows: list[tuple[str, Outgoing]]
) -> None:
    assert await done(database, effect) == rows


@pytest.mark.parametrize("effect", [Toast("古い", alert=True), Popup("古い", alert=True)])
async def test_an_answer_to_a_press_is_no_row(database: Database, effect: Effect) -> None:
    def work(tx: Tx) -> tuple[str, bool] | None:
        here = stage(tx)
        perform(effect, here)
        assert waiting(tx) == []
        return here.answer

    assert await database.write(work) == ("古い", True)


def test_every_effect_is_tried_here() -> None:
    tried = {type(effect) for effect, _ in (*FOLLOWED, *STORED)} | {Toast, Popup, RelayToStaff}

    assert tried == set(get_args(Effect))


async def test_the_visitors_words_bear_where_they_came_from_and_a_digest(
    database: Database,
) -> None:
    digest = await database.read(lambda tx: messages.digest(tx, "つらいです"))

    rows = await done(database, RelayToStaff("みどり 1", SAID))

    text = SendText("みどり 1\nつらいです", (Entity("bold", 0, 5),))
    relayed = Outgoing(Side.TOPIC, text, Priority.VISITOR, About.RELAY, origin=HERE, digest=digest)
    assert rows == [(TOPIC, relayed)]


async def test_a_change_hangs_on_the_words_it_changes(database: Database) -> None:
    await database.write(
        lambda tx: messages.link(
            tx, VISITOR, visitor_message=HERE, staff_message=THERE, from_visitor=True, at=NOW
        )
    )

    ((_, row),) = await done(database, RelayToStaff("みどり 2", Edited(HERE, "x")))

    assert isinstance(row.act, SendText)
    assert row.act.reply_to == THERE


async def test_a_picture_of_the_visitor_is_copied(database: Database) -> None:
    shown = Showed(HERE, MediaKind.PHOTO, "部屋")

    ((_, row),) = await done(database, RelayToStaff("みどり 1", shown))

    assert row.act == Copy(HERE, Side.VISITOR, "みどり 1\n部屋", BOLD)


async def test_a_reply_hangs_on_the_visitors_own_message(database: Database) -> None:
    await database.write(
        lambda tx: messages.link(
            tx, VISITOR, visitor_message=HERE, staff_message=THERE, from_visitor=True, at=NOW
        )
    )
    reply = RelayToVisitor(MessageId(60), "さくら", "はい", reply_to=THERE)

    ((_, row),) = await done(database, reply)

    assert isinstance(row.act, SendText)
    assert row.act.reply_to == HERE


async def test_a_reply_in_another_language_is_headed_in_it_or_else_in_japanese(
    database: Database,
) -> None:
    def work(tx: Tx) -> str:
        perform(RelayToVisitor(THERE, "さくら", "Yes"), stage(tx, "en"))
        ((_, row),) = waiting(tx)
        assert isinstance(row.act, SendText)
        return row.act.text

    assert await database.write(work) == "相談員（さくら）\nYes"


async def test_the_last_of_what_only_shows_the_state_counts(database: Database) -> None:
    rows = await done(
        database,
        UpdateCard("一", ()),
        RenameTopic("一"),
        CloseTopic(),
        UpdateCard("二", BUTTONS),
        RenameTopic("二"),
        ReopenTopic(),
    )

    assert [row.act for _, row in rows] == [
        EditText(Slot.CARD, "二", BUTTONS),
        EditTopic("二"),
        UnshutTopic(),
    ]


async def test_marks_on_two_messages_do_not_replace_each_other(database: Database) -> None:
    rows = await done(database, React(HERE, "👌"), React(THERE, "👌"), React(HERE, "😢"))

    assert [row.act for _, row in rows] == [SetReaction(HERE, "😢"), SetReaction(THERE, "👌")]


async def test_a_new_topic_takes_the_place_of_the_one_that_was(database: Database) -> None:
    await database.write(with_topic)

    await done(database, OpenTopic("みどり"))

    topic = await database.read(lambda tx: topics.of(tx, VISITOR))
    assert topic is not None
    assert (topic.thread, topic.card) == (None, None)


async def test_what_is_sent_is_sealed_for_its_holder(database: Database) -> None:
    def work(tx: Tx) -> int:
        perform(Say("はい"), replace(stage(tx), holder="case-1"))
        tx.vault.forget("case-1")
        return len(waiting(tx))

    with pytest.raises(SealingError):
        await database.write(work)
