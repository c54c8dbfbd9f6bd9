"""Topics: where a visitor's topic lies."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.delivery import Slot
from bot.model.ids import ChatId, ConversationId, DeskId, MessageId, ThreadId
from bot.store import conversations, topics
from bot.store.topics import Topic
from tests.store.conftest import NOW, Run

WARD = DeskId("ward")
GROUP = ChatId(-1_001_234_567_890)
THREAD = ThreadId(17)


async def test_a_visitor_without_a_case_has_no_topic(run: Run, visitor: ConversationId) -> None:
    assert await run(topics.of, visitor) is None


async def test_a_topic_is_placed_and_found_by_its_thread(
    run: Run, visitor: ConversationId
) -> None:
    await run(topics.make, visitor, WARD)
    assert await run(topics.of, visitor) == Topic(visitor, WARD, None, None, None, None)

    await run(topics.place, visitor, GROUP, THREAD)

    assert await run(topics.of, visitor) == Topic(visitor, WARD, GROUP, THREAD, None, None)
    assert await run(topics.by_thread, GROUP, THREAD) == visitor
    assert await run(topics.by_thread, GROUP, ThreadId(18)) is None
    assert await run(topics.by_thread, ChatId(-1), THREAD) is None


async def test_a_topic_made_twice_stays_where_it_is(run: Run, visitor: ConversationId) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, GROUP, THREAD)

    await run(topics.make, visitor, WARD)

    assert await run(topics.by_thread, GROUP, THREAD) == visitor


async def test_a_lost_topic_takes_its_card_and_leaves_the_line_in_the_queue(
    run: Run, visitor: ConversationId
) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, GROUP, THREAD)
    await run(topics.set_slot, visitor, Slot.CARD, MessageId(1))
    await run(topics.set_slot, visitor, Slot.QUEUE_LINE, MessageId(2))

    await run(topics.lose, visitor)

    expected = Topic(visitor, WARD, GROUP, None, None, MessageId(2))
    assert await run(topics.of, visitor) == expected
    assert await run(topics.by_thread, GROUP, THREAD) is None


async def test_a_slot_is_emptied(run: Run, visitor: ConversationId) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.set_slot, visitor, Slot.CARD, MessageId(1))

    await run(topics.set_slot, visitor, Slot.CARD, None)

    assert await run(topics.of, visitor) == Topic(visitor, WARD, None, None, None, None)


async def test_one_thread_never_belongs_to_two_visitors(run: Run, visitor: ConversationId) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    await run(topics.make, visitor, WARD)
    await run(topics.make, other, WARD)
    await run(topics.place, visitor, GROUP, THREAD)

    with pytest.raises(IntegrityError):
        await run(topics.place, other, GROUP, THREAD)


async def test_topics_follow_a_group_that_moves(run: Run, visitor: ConversationId) -> None:
    await run(topics.make, visitor, WARD)
    await run(topics.place, visitor, GROUP, THREAD)

    await run(topics.move_group, GROUP, ChatId(-5))

    assert await run(topics.by_thread, ChatId(-5), THREAD) == visitor
