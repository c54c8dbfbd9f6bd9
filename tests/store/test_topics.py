"""Topics: where a visitor's topic lies on each desk."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.delivery import Slot
from bot.model.ids import ChatId, ConversationId, DeskId, MessageId, ThreadId
from bot.store import conversations, topics
from bot.store.topics import Topic
from tests.store.conftest import NOW, VISITOR, Run

WARD, OTHER_DESK = DeskId("ward"), DeskId("other")
GROUP = ChatId(-1_001_234_567_890)
THREAD = ThreadId(17)
NOWHERE = Topic(VISITOR, WARD, None, None, None, None, None)


async def test_a_visitor_without_a_case_has_no_topic(run: Run, visitor: ConversationId) -> None:
    assert await run(topics.of, visitor, WARD) is None


async def test_a_topic_is_placed_and_found_by_its_thread(
    run: Run, visitor: ConversationId
) -> None:
    await run(topics.make, visitor, WARD)
    assert await run(topics.of, visitor, WARD) == NOWHERE

    await run(topics.place, visitor, WARD, GROUP, THREAD)

    assert await run(topics.of, visitor, WARD) == replace(NOWHERE, chat=GROUP, thread=THREAD)
    assert await run(topics.by_thread, GROUP, THREAD) == visitor
    assert await run(topics.by_thread, GROUP, ThreadId(18)) is None
    assert await run(topics.by_thread, ChatId(-1), THREAD) is None


async def test_a_topic_made_twice_stays_where_it_is(run: Run, visitor: ConversationId) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, WARD, GROUP, THREAD)

    await run(topics.make, visitor, WARD)

    assert await run(topics.by_thread, GROUP, THREAD) == visitor


async def test_a_lost_topic_takes_its_card_and_its_offer_and_leaves_the_line_in_the_queue(
    run: Run, visitor: ConversationId
) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, WARD, GROUP, THREAD)
    await run(topics.set_slot, visitor, WARD, Slot.CARD, MessageId(1))
    await run(topics.set_slot, visitor, WARD, Slot.QUEUE_LINE, MessageId(2))
    await run(topics.set_slot, visitor, WARD, Slot.OFFER, MessageId(3))

    await run(topics.lose, visitor, WARD)

    expected = replace(NOWHERE, chat=GROUP, queue_line=MessageId(2))
    assert await run(topics.of, visitor, WARD) == expected
    assert await run(topics.by_thread, GROUP, THREAD) is None


@pytest.mark.parametrize("slot", [Slot.CARD, Slot.QUEUE_LINE, Slot.OFFER])
async def test_a_slot_is_filled_and_emptied(run: Run, visitor: ConversationId, slot: Slot) -> None:
    await run(topics.make, visitor, WARD)

    await run(topics.set_slot, visitor, WARD, slot, MessageId(1))
    filled = await run(topics.of, visitor, WARD)
    await run(topics.set_slot, visitor, WARD, slot, None)

    assert filled is not None
    assert [filled.card, filled.queue_line, filled.offer].count(MessageId(1)) == 1
    assert getattr(filled, slot) == MessageId(1)
    assert await run(topics.of, visitor, WARD) == NOWHERE


async def test_a_visitor_has_a_topic_on_each_desk_that_served_them(
    run: Run, visitor: ConversationId
) -> None:
    elsewhere = ChatId(-5)
    for desk, chat in ((WARD, GROUP), (OTHER_DESK, elsewhere)):
        await run(topics.make, visitor, desk)
        await run(topics.place, visitor, desk, chat, THREAD)
        await run(topics.set_slot, visitor, desk, Slot.CARD, MessageId(1))

    await run(topics.lose, visitor, WARD)

    assert await run(topics.of, visitor, WARD) == replace(NOWHERE, chat=GROUP)
    assert await run(topics.of, visitor, OTHER_DESK) == Topic(
        visitor, OTHER_DESK, elsewhere, THREAD, MessageId(1), None, None
    )
    assert await run(topics.by_thread, elsewhere, THREAD) == visitor


async def test_one_thread_never_belongs_to_two_visitors(run: Run, visitor: ConversationId) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    await run(topics.make, visitor, WARD)
    await run(topics.make, other, WARD)
    await run(topics.place, visitor, WARD, GROUP, THREAD)

    with pytest.raises(IntegrityError):
        await run(topics.place, other, WARD, GROUP, THREAD)


async def test_in_a_group_that_moved_old_numbers_lead_to_nobody(
    run: Run, visitor: ConversationId
) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, WARD, GROUP, THREAD)

    await run(topics.set_slot, visitor, WARD, Slot.CARD, MessageId(7))

    moved = await run(topics.move_group, GROUP, ChatId(-5))

    assert moved == [visitor]
    assert await run(topics.by_thread, ChatId(-5), THREAD) is None
    topic = await run(topics.of, visitor, WARD)
    assert topic is not None
    assert (topic.chat, topic.thread, topic.card) == (ChatId(-5), None, None)
