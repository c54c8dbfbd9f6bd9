"""What each effect becomes: rows of the outbox, or an input for the other engine."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from bot.desk import words
from bot.model.danger import Danger, Level, Type
from bot.model.delivery import (
    Act,
    Copy,
    DeleteMessage,
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
    Agree,
    Button,
    CallOff,
    CallOut,
    CloseTopic,
    CountAlert,
    EditPost,
    EditReply,
    Effect,
    Invite,
    LeaveCase,
    MarkReachable,
    MarkUnreachable,
    Notify,
    OfferUndo,
    OpenCase,
    OpenTopic,
    PassOn,
    PassReaction,
    PinPost,
    Popup,
    PostAlert,
    PostAside,
    PostCard,
    PostQueueLine,
    PostToQueue,
    PostToTopic,
    RaiseAlarm,
    Rate,
    React,
    ReactToStaff,
    ReactToVisitor,
    RelayToStaff,
    RelayToVisitor,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    Say,
    Settle,
    TakeAlong,
    TakeOver,
    Toast,
    UpdateAlert,
    UpdateCard,
    UpdateQueueLine,
    WithdrawReply,
)
from bot.model.ids import AlertNumber, DeskId, Language, MessageId
from bot.model.inputs import (
    About,
    CaseEnded,
    CaseResumed,
    DangerSeen,
    Edited,
    Entity,
    Invited,
    MediaKind,
    Moment,
    Notified,
    Said,
    Showed,
    TakenOver,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)
from bot.pipeline import lanes
from bot.pipeline.offer import OFFER_SECONDS
from bot.pipeline.perform import Follow, perform
from bot.pipeline.stage import Stage
from bot.store import conversations, custody, desks, messages, outbox, topics
from bot.store.connect import Database, Tx
from bot.store.sealing import SealingError
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, SAKURA, SISTER, request
from tests.unit.pipeline.parts import (
    CARD,
    NOW,
    OTHER,
    OTHER_CHAT,
    THREAD,
    VISITOR,
    WARD,
    acts,
    waiting,
    with_topic,
    with_two_topics,
)

HERE, THERE = MessageId(41), MessageId(52)
SAID = Said(HERE, "つらいです")
BUTTONS = (Button("終了", "close:12"),)
OURS, TOPIC = lanes.of_visitor(VISITOR), lanes.of_topic(VISITOR, WARD)
STATUS, QUEUE = lanes.of_status(VISITOR, WARD), lanes.of_queue(WARD)
OFFER, ASIDE = lanes.of_offer(VISITOR, WARD), lanes.of_aside(WARD)
SISTERS = lanes.of_topic(VISITOR, SISTER.id)
MARKS = lanes.of_reactions(VISITOR, WARD)
SISTERS_STATUS = lanes.of_status(VISITOR, SISTER.id)
BOLD = (Entity("bold", 0, 5),)
Row = tuple[str, Outgoing]

SEVEN = AlertNumber(7)
DANGER = Danger(Level.RED, Type.SUICIDE, ("首を吊る",))
FOLLOWED: list[tuple[Effect, Follow]] = [
    (OpenCase(request()), request()),
    (PassOn(SAID), VisitorWrote(SAID)),
    (RaiseAlarm(DANGER), DangerSeen(DANGER)),
    (PassReaction(HERE, "❤"), VisitorReacted(HERE, "❤")),
    (Agree(agreed=True), VisitorAgreed(agreed=True)),
    (Rate(helped=False), VisitorRated(helped=False)),
    (LeaveCase(), VisitorLeft()),
    (MarkUnreachable(), VisitorUnreachable()),
    (MarkReachable(), VisitorReachable()),
    (Notify("claimed", {"name": "さくら"}), Notified("claimed", {"name": "さくら"})),
    (ReleaseVisitor(told=False), CaseEnded(told=False)),
    (ResumeVisitor(), CaseResumed()),
    (Invite(SAKURA, WARD), Invited(SAKURA, WARD)),
    (TakeOver(SAKURA, WARD), TakenOver(SAKURA, WARD)),
]


def status(act: Act, coalesce: str, side: Side = Side.TOPIC, lane: str = STATUS) -> Row:
    return lane, Outgoing(side, act, Priority.STATUS, coalesce=coalesce)


def renamed(act: Act, coalesce: str, lane: str = STATUS) -> Row:
    return lane, Outgoing(Side.TOPIC, act, Priority.RENAME, coalesce=coalesce)


def alert(side: Side, act: Act, about: About, coalesce: str) -> Row:
    outgoing = Outgoing(side, act, Priority.ALERT, about, coalesce=coalesce, alert=SEVEN)
    return lanes.of_alert(VISITOR, WARD, side), outgoing


def opening(side: Side, act: Act, about: About, coalesce: str) -> Outgoing:
    return Outgoing(side, act, Priority.OPENING, about, coalesce=coalesce)


POSTED = SendText("知らせ", buttons=BUTTONS, slot=Slot.ALERT)
STORED: list[tuple[Effect, list[Row]]] = [
    (
        PostAlert(SEVEN, "知らせ", BUTTONS, WARD),
        [alert(Side.QUEUE, POSTED, About.ALERT, "post 7")],
    ),
    (
        PostAlert(SEVEN, "知らせ", BUTTONS, WARD, in_topic=True),
        [alert(Side.TOPIC, POSTED, About.NOTICE, "post 7")],
    ),
    (
        UpdateAlert(SEVEN, "知らせ", BUTTONS, WARD),
        [alert(Side.QUEUE, EditText(Slot.ALERT, "知らせ", BUTTONS), About.NOTICE, "edit 7.")],
    ),
    (
        CallOut(SEVEN, "知らせ", "受付を開いてください"),
        [
            (
                lanes.of_call(SEVEN),
                Outgoing(
                    Side.OUTSIDE,
                    SendText("知らせ\n\n受付を開いてください"),
                    Priority.ALERT,
                    coalesce="call",
                ),
            )
        ],
    ),
    (CallOff(SEVEN), []),
    (CountAlert(WARD, NOW.date(), Level.RED, Type.SUICIDE, raised=1), []),
    (
        Say("はい", BUTTONS, silent=True),
        [(OURS, Outgoing(Side.VISITOR, SendText("はい", buttons=BUTTONS, silent=True)))],
    ),
    (Settle(HERE), [(OURS, Outgoing(Side.VISITOR, StripButtons(HERE), Priority.STATUS))]),
    (
        OpenTopic("みどり"),
        [(TOPIC, opening(Side.TOPIC, MakeTopic("みどり"), About.TOPIC, "room"))],
    ),
    (RenameTopic("みどり"), [renamed(EditTopic("みどり"), "title")]),
    (CloseTopic(), [status(ShutTopic(), "shut")]),
    (ReopenTopic(), [status(UnshutTopic(), "shut")]),
    (
        PostCard("札", BUTTONS),
        [
            (
                TOPIC,
                opening(
                    Side.TOPIC,
                    SendText("札", buttons=BUTTONS, slot=Slot.CARD),
                    About.CARD,
                    "card",
                ),
            ),
            renamed(PinMessage(Slot.CARD), "pin"),
        ],
    ),
    (UpdateCard("札", BUTTONS), [status(EditText(Slot.CARD, "札", BUTTONS), "card")]),
    (
        PostQueueLine("行", BUTTONS),
        [
            (
                QUEUE,
                opening(
                    Side.QUEUE,
                    SendText("行", buttons=BUTTONS, slot=Slot.QUEUE_LINE),
                    About.QUEUE,
                    f"line {VISITOR}",
                ),
            )
        ],
    ),
    (
        UpdateQueueLine("行", BUTTONS),
        [status(EditText(Slot.QUEUE_LINE, "行", BUTTONS), "line", Side.QUEUE)],
    ),
    (PostToQueue("📣"), [(QUEUE, Outgoing(Side.QUEUE, SendText("📣")))]),
    (
        PostAside("行", BUTTONS),
        [
            (ASIDE, opening(Side.ASIDE, MakeTopic(words.ASIDE_TOPIC), About.TOPIC, "room")),
            (
                ASIDE,
                Outgoing(Side.ASIDE, SendText("行", buttons=BUTTONS), Priority.STATUS),
            ),
        ],
    ),
    (
        PostToTopic("はい", reply_to=THERE, silent=True, buttons=BUTTONS),
        [
            (
                TOPIC,
                Outgoing(
                    Side.TOPIC, SendText("はい", buttons=BUTTONS, reply_to=THERE, silent=True)
                ),
            )
        ],
    ),
    (EditPost(THERE, "済み"), [status(EditText(THERE, "済み"), "post 52")]),
    (PinPost(THERE), [status(PinMessage(THERE), "pin 52")]),
    (React(THERE, "👌"), [status(SetReaction(THERE, "👌"), "react 52", lane=MARKS)]),
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
    (
        EditReply(THERE, "さくら", "いいえ"),
        [
            (
                OURS,
                Outgoing(
                    Side.VISITOR,
                    EditText(
                        Slot.TWIN,
                        "相談員（さくら）\nいいえ",
                        entities=(Entity("bold", 0, 8),),
                    ),
                    about=About.EDIT,
                    origin=THERE,
                    coalesce="edit ward 52",
                ),
            )
        ],
    ),
    (
        WithdrawReply(THERE),
        [
            (
                OURS,
                Outgoing(
                    Side.VISITOR,
                    DeleteMessage(Slot.TWIN),
                    about=About.WITHDRAWAL,
                    origin=THERE,
                    coalesce="gone ward 52",
                ),
            )
        ],
    ),
    (
        OfferUndo(THERE, "送りました", BUTTONS),
        [
            (
                OFFER,
                Outgoing(
                    Side.TOPIC,
                    SendText(
                        "送りました",
                        buttons=BUTTONS,
                        reply_to=THERE,
                        silent=True,
                        slot=Slot.OFFER,
                    ),
                    Priority.STATUS,
                    coalesce="offer",
                    expires=NOW + timedelta(seconds=OFFER_SECONDS),
                ),
            )
        ],
    ),
]
LINKED: list[tuple[Effect, Row]] = [
    (
        ReactToVisitor(THERE, "❤"),
        (
            lanes.of_reactions(VISITOR),
            Outgoing(Side.VISITOR, SetReaction(HERE, "❤"), Priority.STATUS, coalesce="react 41"),
        ),
    ),
    (ReactToStaff(HERE, "❤"), status(SetReaction(THERE, "❤"), "react 52", lane=MARKS)),
]
"""What goes to the message that stands for another on the other side."""
ELSEWHERE: list[tuple[Effect, Row]] = [
    (
        PostToTopic("はい", desk=SISTER.id),
        (SISTERS, Outgoing(Side.TOPIC, SendText("はい"))),
    ),
    (RenameTopic("題", desk=SISTER.id), renamed(EditTopic("題"), "title", SISTERS_STATUS)),
    (CloseTopic(desk=SISTER.id), status(ShutTopic(), "shut", lane=SISTERS_STATUS)),
    (
        UpdateCard("札", (), desk=SISTER.id),
        status(EditText(Slot.CARD, "札"), "card", lane=SISTERS_STATUS),
    ),
    (
        UpdateQueueLine("行", desk=SISTER.id),
        status(EditText(Slot.QUEUE_LINE, "行"), "line", Side.QUEUE, SISTERS_STATUS),
    ),
]
"""What is done at another desk than the case's."""


def stage(tx: Tx, language: str = "ja") -> Stage:
    return Stage(
        tx, VISITOR, DESK, small(), Moment(NOW, 0), Language(language), holder=str(VISITOR)
    )


async def done(database: Database, *effects: Effect) -> list[Row]:
    """Do effects and list the rows that came of them."""

    def work(tx: Tx) -> list[Row]:
        for effect in effects:
            assert perform(effect, stage(tx)) is None
        return [(str(lane), outgoing) for lane, outgoing in waiting(tx)]

    return await database.write(work)


async def test_what_is_urgent_goes_before_everything_else(database: Database) -> None:
    ((_, outgoing),) = await done(database, Say("はい", urgent=True))

    assert outgoing.priority is Priority.ALERT


@pytest.mark.parametrize(("effect", "follow"), FOLLOWED, ids=lambda each: type(each).__name__)
async def test_what_concerns_the_other_side_becomes_its_input(
    database: Database, effect: Effect, follow: Follow
) -> None:
    def work(tx: Tx) -> tuple[Follow | None, int]:
        return perform(effect, stage(tx)), len(waiting(tx))

    assert await database.write(work) == (follow, 0)


@pytest.mark.parametrize(("effect", "rows"), STORED, ids=lambda each: type(each).__name__)
async def test_what_is_to_be_sent_becomes_rows(
    database: Database, effect: Effect, rows: list[Row]
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
    tried = {type(effect) for effect, _ in (*FOLLOWED, *STORED, *LINKED)}
    tried |= {Toast, Popup, RelayToStaff, TakeAlong}

    assert tried == set(get_args(Effect))


def link(tx: Tx, *, from_visitor: bool = True, desk: DeskId = WARD) -> None:
    """Let one message on each side stand for the other."""
    messages.link(
        tx,
        VISITOR,
        desk,
        visitor_message=HERE,
        staff_message=THERE,
        from_visitor=from_visitor,
        at=NOW,
    )


@pytest.mark.parametrize(("effect", "row"), LINKED, ids=lambda each: type(each).__name__)
async def test_a_reaction_goes_to_the_message_that_stands_for_the_other(
    database: Database, effect: Effect, row: Row
) -> None:
    await database.write(link)

    assert await done(database, effect) == [row]


@pytest.mark.parametrize(("effect", "_row"), LINKED, ids=lambda each: type(each).__name__)
async def test_a_reaction_on_what_stands_for_nothing_goes_nowhere(
    database: Database, effect: Effect, _row: Row
) -> None:
    await database.write(lambda tx: link(tx, desk=SISTER.id))

    assert await done(database, effect) == []


async def test_what_staff_set_on_a_colleagues_reply_stays_among_staff(
    database: Database,
) -> None:
    await database.write(lambda tx: link(tx, from_visitor=False))

    assert await done(database, ReactToVisitor(THERE, "❤")) == []


@pytest.mark.parametrize(("effect", "row"), ELSEWHERE, ids=lambda each: type(each).__name__)
async def test_what_is_done_at_another_desk_goes_to_its_lane_and_its_group(
    database: Database, effect: Effect, row: Row
) -> None:
    await database.write(with_two_topics)

    def desk_of_row(tx: Tx) -> list[DeskId | None]:
        return [each.desk for each in outbox.unsent(tx, row[0])]

    assert await done(database, effect) == [row]
    assert await database.read(desk_of_row) == [SISTER.id]


async def test_the_visitors_words_bear_where_they_came_from_and_a_digest(
    database: Database,
) -> None:
    digest = await database.read(lambda tx: messages.digest(tx, "つらいです"))

    rows = await done(database, RelayToStaff("みどり 1", SAID))

    text = SendText("みどり 1\nつらいです", (Entity("bold", 0, 5),))
    relayed = Outgoing(Side.TOPIC, text, Priority.VISITOR, About.RELAY, origin=HERE, digest=digest)
    assert rows == [(TOPIC, relayed)]


async def test_a_change_hangs_on_the_words_it_changes(database: Database) -> None:
    await database.write(link)

    ((_, row),) = await done(database, RelayToStaff("みどり 2", Edited(HERE, "x")))

    assert isinstance(row.act, SendText)
    assert row.act.reply_to == THERE


async def test_a_picture_of_the_visitor_is_copied(database: Database) -> None:
    shown = Showed(HERE, MediaKind.PHOTO, "部屋")

    ((_, row),) = await done(database, RelayToStaff("みどり 1", shown))

    assert row.act == Copy(HERE, Side.VISITOR, "みどり 1\n部屋", BOLD)


async def test_a_reply_hangs_on_the_visitors_own_message(database: Database) -> None:
    await database.write(link)
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

    topic = await database.read(lambda tx: topics.of(tx, VISITOR, WARD))
    assert topic is not None
    assert (topic.thread, topic.card) == (None, None)


async def test_a_topic_that_is_there_is_taken_again_where_that_is_wished(
    database: Database,
) -> None:
    await database.write(with_topic)

    rows = await done(database, OpenTopic("みどり", reuse=True))

    assert rows == [status(UnshutTopic(), "shut"), renamed(EditTopic("みどり"), "title")]
    topic = await database.read(lambda tx: topics.of(tx, VISITOR, WARD))
    assert topic is not None
    assert (topic.thread, topic.card) == (THREAD, CARD)


async def test_a_topic_that_is_not_there_is_made_however_it_is_asked_for(
    database: Database,
) -> None:
    rows = await done(database, OpenTopic("みどり", reuse=True))

    assert [row.act for _, row in rows] == [MakeTopic("みどり")]


async def test_what_waits_for_a_topic_that_was_never_made_is_taken_along(
    database: Database,
) -> None:
    opened: list[Effect] = [OpenTopic("みどり"), PostCard("札", ()), PostQueueLine("行")]
    there = replace(DESK, id=DeskId("ward#2"))

    def moved(tx: Tx) -> list[Row]:
        for effect in [*opened, RenameTopic("題"), RelayToStaff("みどり 1", SAID)]:
            perform(effect, stage(tx))
        perform(PostQueueLine("よその行"), replace(stage(tx), conversation=OTHER))
        for effect in [TakeAlong(WARD), *opened]:
            perform(effect, replace(stage(tx), desk=there))
        return [*waiting(tx)]

    rows = await database.write(moved)

    said = [(lane, row.act) for lane, row in rows if row.about is About.RELAY]
    assert [(lane, getattr(act, "text", "")) for lane, act in said] == [
        (lanes.of_topic(VISITOR, there.id), "みどり 1\nつらいです")
    ]
    left = [row.act for lane, row in rows if lane in {TOPIC, STATUS, QUEUE}]
    assert left == [SendText("よその行", slot=Slot.QUEUE_LINE)]
    first = await database.read(lambda tx: outbox.due(tx, NOW, 9))
    assert MakeTopic("みどり") in [row.outgoing.act for row in first]


async def test_a_topic_that_is_being_made_is_not_made_twice(database: Database) -> None:
    def being_made(tx: Tx) -> None:
        perform(OpenTopic("みどり"), stage(tx))
        custody.sending(tx, [row.id for row in outbox.unsent(tx, TOPIC)], "us", NOW)

    await database.write(being_made)

    rows = await done(database, OpenTopic("あおい", reuse=True))

    made = [row.act for _, row in rows if isinstance(row.act, MakeTopic)]
    assert made == [MakeTopic("みどり")]
    assert renamed(EditTopic("あおい"), "title") in rows


async def test_a_new_card_is_awaited_by_whatever_changes_it(database: Database) -> None:
    def work(tx: Tx) -> MessageId | None:
        with_topic(tx)
        perform(PostCard("札", ()), stage(tx))
        topic = topics.of(tx, VISITOR, WARD)
        return topic.card if topic else CARD

    assert await database.write(work) is None


async def test_a_change_of_the_card_before_never_comes_upon_the_new_one(
    database: Database,
) -> None:
    rows = await done(
        database,
        UpdateCard("終了", ()),
        UpdateQueueLine("終了"),
        RenameTopic("題"),
        PostCard("札", ()),
        PostQueueLine("行"),
    )

    edits = [row.act for _, row in rows if isinstance(row.act, EditText)]
    assert edits == []
    assert renamed(EditTopic("題"), "title") in rows


async def test_a_visitor_has_one_line_that_waits_and_takes_nobody_elses(
    database: Database,
) -> None:
    def another(tx: Tx) -> list[Act]:
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        perform(PostQueueLine("一"), stage(tx))
        perform(PostQueueLine("よその一"), replace(stage(tx), conversation=OTHER))
        perform(PostQueueLine("二"), stage(tx))
        return acts(tx, lanes.of_queue(WARD))

    assert await database.write(another) == [
        SendText("二", slot=Slot.QUEUE_LINE),
        SendText("よその一", slot=Slot.QUEUE_LINE),
    ]


# ── the topic for those set aside ────────────────────────────────────────────


async def test_a_topic_for_those_aside_that_is_there_is_not_made_again(
    database: Database,
) -> None:
    await database.write(lambda tx: desks.set_aside_thread(tx, WARD, THREAD))

    rows = await done(database, PostAside("行"))

    assert [row.act for _, row in rows] == [SendText("行")]


async def test_a_topic_for_those_aside_that_is_being_made_is_not_made_twice(
    database: Database,
) -> None:
    def being_made(tx: Tx) -> None:
        perform(PostAside("一"), stage(tx))
        custody.sending(tx, [row.id for row in outbox.due(tx, NOW, 9)], "us", NOW)

    await database.write(being_made)

    rows = await done(database, PostAside("二"))

    assert [row.act for _, row in rows] == [
        MakeTopic(words.ASIDE_TOPIC),
        SendText("一"),
        SendText("二"),
    ]


# ── the offer to take a reply back ───────────────────────────────────────────


async def test_an_offer_takes_away_the_one_before(database: Database) -> None:
    def offered(tx: Tx) -> None:
        with_topic(tx)
        topics.set_slot(tx, VISITOR, WARD, Slot.OFFER, MessageId(900))

    await database.write(offered)

    rows = await done(database, OfferUndo(THERE, "送りました", BUTTONS))

    assert [(lane, type(row.act)) for lane, row in rows] == [
        (OFFER, DeleteMessage),
        (OFFER, SendText),
    ]
    assert rows[0][1].act == DeleteMessage(MessageId(900))
    topic = await database.read(lambda tx: topics.of(tx, VISITOR, WARD))
    assert topic is not None
    assert topic.offer is None


async def test_of_two_offers_that_wait_the_last_is_made(database: Database) -> None:
    rows = await done(
        database,
        OfferUndo(THERE, "送りました", ()),
        OfferUndo(MessageId(53), "送りました", ()),
    )

    assert [row.act for _, row in rows] == [
        SendText("送りました", reply_to=MessageId(53), silent=True, slot=Slot.OFFER)
    ]


async def test_what_is_sent_is_sealed_for_its_holder(database: Database) -> None:
    def work(tx: Tx) -> int:
        perform(Say("はい"), replace(stage(tx), holder="case-1"))
        tx.vault.forget("case-1")
        return len(waiting(tx))

    with pytest.raises(SealingError):
        await database.write(work)
