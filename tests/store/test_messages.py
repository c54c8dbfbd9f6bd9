"""Messages: which is which on the other side."""

from bot.model.ids import ConversationId, MessageId
from bot.store import messages
from bot.store.messages import Linked
from tests.store.conftest import NOW, Run


async def link(run: Run, visitor: ConversationId, here: int, there: int, *, part: int = 0) -> None:
    await run(
        messages.link,
        visitor,
        visitor_message=MessageId(here),
        staff_message=MessageId(there),
        from_visitor=True,
        part=part,
        at=NOW,
    )


async def test_a_long_text_is_found_in_all_its_parts(run: Run, visitor: ConversationId) -> None:
    await link(run, visitor, 10, 501)
    await link(run, visitor, 10, 500, part=1)

    assert await run(messages.staff_of, visitor, MessageId(10)) == [501, 500]
    assert await run(messages.staff_of, visitor, MessageId(11)) == []
    assert await run(messages.visitor_of, visitor, MessageId(500)) == Linked(MessageId(10), True)


async def test_staff_words_in_several_parts_are_known_by_the_first(
    run: Run, visitor: ConversationId
) -> None:
    await link(run, visitor, 20, 600)
    await link(run, visitor, 21, 600, part=1)

    assert await run(messages.visitor_of, visitor, MessageId(600)) == Linked(MessageId(20), True)


async def test_of_a_message_sent_again_the_newest_copy_counts(
    run: Run, visitor: ConversationId
) -> None:
    await link(run, visitor, 20, 600)
    await link(run, visitor, 25, 600)

    assert await run(messages.visitor_of, visitor, MessageId(600)) == Linked(MessageId(25), True)


async def test_an_unknown_message_has_no_twin(run: Run, visitor: ConversationId) -> None:
    await link(run, visitor, 10, 500)

    assert await run(messages.visitor_of, visitor, MessageId(10)) is None
    assert await run(messages.visitor_of, ConversationId("other"), MessageId(500)) is None


async def test_a_digest_tells_whether_a_text_changed(run: Run, visitor: ConversationId) -> None:
    old = await run(messages.digest, "old words")
    new = await run(messages.digest, "new words")
    await link(run, visitor, 10, 500)
    assert await run(messages.digest_of, visitor, MessageId(10)) is None

    await run(messages.set_digest, visitor, MessageId(10), old)
    assert await run(messages.digest_of, visitor, MessageId(10)) == old
    await run(messages.set_digest, visitor, MessageId(10), new)

    assert await run(messages.digest_of, visitor, MessageId(10)) == new
    assert old != new == await run(messages.digest, "new words")
