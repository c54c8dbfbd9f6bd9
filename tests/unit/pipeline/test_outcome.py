"""What the channel answers comes back: ids are linked, topics placed, and the engines told."""

import pytest

from bot.desk import words
from bot.model.delivery import (
    Copy,
    EditText,
    MakeTopic,
    Moved,
    Outgoing,
    PinMessage,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    TryLater,
)
from bot.model.ids import ChatId, MessageId, StaffRef, ThreadId
from bot.model.inputs import (
    Arrival,
    FromGroup,
    MediaKind,
    Pressed,
    Said,
    Showed,
    Staff,
    StaffCommanded,
    StaffWrote,
)
from bot.pipeline import lanes
from bot.store import desks, messages, outbox, topics
from bot.store.connect import Tx
from bot.store.messages import Linked
from bot.store.topics import Topic
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    TO_A_PERSON,
    VISITOR,
    WARD,
    Loop,
    put,
    waiting,
)

HELLO = Said(MessageId(80), "こんばんは")
NEW_GROUP = ChatId(-5)


async def opened(loop: Loop) -> Topic:
    """Bring the visitor to a person and give the topic that was made."""
    await loop.happens(*(Pressed(MessageId(7), press) for press in TO_A_PERSON))
    return await topic_of(loop)


async def topic_of(loop: Loop) -> Topic:
    topic = await loop.do(lambda tx: topics.of(tx, VISITOR))
    assert topic is not None
    return topic


async def staff(loop: Loop, happened: StaffWrote | StaffCommanded) -> None:
    """Let a member of staff do something in the topic."""
    topic = await topic_of(loop)
    origin = FromGroup(GROUP, topic.thread, 9)
    await loop.inbox.accept([Arrival(f"staff:{happened.message}", origin, happened)])
    await loop.quiet()


def writes(text: str, number: int, reply_to: MessageId | None) -> StaffWrote:
    return StaffWrote(Staff(StaffRef(""), ""), MessageId(number), text, reply_to=reply_to)


async def relayed(loop: Loop, said: Said = HELLO) -> MessageId:
    """Let the visitor write, and give the message in the topic that stands for it."""
    await loop.happens(said)
    (found,) = await loop.do(lambda tx: messages.staff_of(tx, VISITOR, said.message))
    return found


def acts(loop: Loop, kind: type[object]) -> list[object]:
    return [parcel.act for parcel in loop.channel.sent if isinstance(parcel.act, kind)]


async def test_a_topic_that_was_made_is_placed_and_its_card_remembered(loop: Loop) -> None:
    topic = await opened(loop)

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
    await opened(loop)

    theirs = await relayed(loop)

    linked = await loop.do(lambda tx: messages.visitor_of(tx, VISITOR, theirs))
    assert linked == Linked(HELLO.message, from_visitor=True)


async def test_a_reply_is_linked_marked_and_hangs_on_the_visitors_words(loop: Loop) -> None:
    await opened(loop)
    theirs = await relayed(loop)

    await staff(loop, writes("読みました", 500, theirs))

    linked = await loop.do(lambda tx: messages.visitor_of(tx, VISITOR, MessageId(500)))
    assert linked is not None
    assert not linked.from_visitor
    assert SetReaction(MessageId(500), "👌") in acts(loop, SetReaction)
    replies = [p.act for p in loop.channel.sent if p.chat == CHAT and isinstance(p.act, SendText)]
    assert replies[-1].text == "相談員（さくら）\n読みました"
    assert replies[-1].reply_to == HELLO.message


async def test_a_reply_to_a_visitor_who_blocked_us_is_called_undelivered(loop: Loop) -> None:
    await opened(loop)
    theirs = await relayed(loop)
    await staff(loop, StaffCommanded(Staff(StaffRef(""), ""), MessageId(499), "claim"))
    loop.channel.will(SendText, Refused(Reason.BLOCKED))

    await staff(loop, writes("読みました", 500, theirs))

    assert SetReaction(MessageId(500), "😢") in acts(loop, SetReaction)
    told = loop.channel.texts(GROUP)
    assert any(words.REASONS["blocked"] in text for text in told)
    assert words.WENT_SILENT in told


async def test_a_screen_that_a_visitor_cannot_get_tells_staff_that_they_are_gone(
    loop: Loop,
) -> None:
    await opened(loop)
    loop.channel.will(SendText, Refused(Reason.BLOCKED))

    await loop.do(
        lambda tx: put(tx, lanes.of_visitor(VISITOR), Outgoing(Side.VISITOR, SendText("はい")))
    )
    loop.sender.wake()
    await loop.quiet()

    assert words.WENT_SILENT in loop.channel.texts(GROUP)


async def test_words_that_cannot_be_copied_are_asked_for_again(loop: Loop) -> None:
    await opened(loop)
    loop.channel.will(Copy, Refused(Reason.MESSAGE_GONE))

    await loop.happens(Showed(MessageId(81), MediaKind.PHOTO))

    assert words.RELAY_FAILED in loop.channel.texts(GROUP)


# ── a topic that is gone ─────────────────────────────────────────────────────


async def test_words_for_a_topic_that_is_gone_come_after_a_new_one_and_in_order(
    loop: Loop,
) -> None:
    before = await opened(loop)
    first = len(loop.channel.sent)
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    await loop.happens(Said(MessageId(80), "ひとつめ"), Said(MessageId(81), "ふたつめ"))

    after = await topic_of(loop)
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
    last = loop.channel.sent[-1]
    assert [type(parcel.act) for parcel in loop.channel.sent] == [SendText, MakeTopic, SendText]
    assert (last.thread, last.act) == (place.queue_thread, SendText("行"))


async def test_a_mark_in_a_topic_that_is_gone_makes_no_new_one(loop: Loop) -> None:
    before = await opened(loop)
    loop.channel.will(EditText, *[Refused(Reason.TOPIC_GONE)] * 2)

    await staff(loop, StaffCommanded(Staff(StaffRef(""), ""), MessageId(500), "claim"))

    assert (await topic_of(loop)).thread == before.thread


# ── a group that moved, or takes nothing ─────────────────────────────────────


async def test_a_group_that_moved_while_we_wrote_is_followed_at_once(loop: Loop) -> None:
    topic = await opened(loop)
    loop.channel.will(SendText, Moved(NEW_GROUP))

    await loop.happens(HELLO)

    assert (await topic_of(loop)).chat == NEW_GROUP
    last = [
        p for p in loop.channel.sent if isinstance(p.act, SendText) and "こんばんは" in p.act.text
    ]
    assert [(p.chat, p.thread) for p in last] == [
        (GROUP, topic.thread),
        (NEW_GROUP, topic.thread),
    ]


async def test_a_group_without_rights_keeps_the_words_and_tells_the_visitor_once(
    loop: Loop,
) -> None:
    await opened(loop)
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
    await opened(loop)
    loop.channel.will(SendText, outcome)

    await loop.happens(HELLO)
    await loop.later(61)

    assert "いま届けられません。" not in loop.channel.texts(CHAT)
    assert words.RELAY_FAILED not in loop.channel.texts(GROUP)
    assert await loop.do(outbox.pending) == 0


def _made(loop: Loop) -> object:
    return next(act for act in acts(loop, MakeTopic))
