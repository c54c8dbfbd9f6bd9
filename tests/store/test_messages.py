"""Messages: which is which on the other side, on each desk."""

from datetime import timedelta

from sqlalchemy import text

from bot.model.ids import ChatId, ConversationId, DeskId, MessageId
from bot.store import conversations, messages
from bot.store.connect import Database, Tx
from bot.store.messages import Linked
from tests.store.conftest import NOW, Run

WARD, OTHER_DESK = DeskId("ward"), DeskId("other")
LATER = NOW + timedelta(minutes=5)


async def link(  # noqa: PLR0913 - what a test may vary, by keyword
    run: Run,
    visitor: ConversationId,
    here: int,
    there: int,
    *,
    part: int = 0,
    desk: DeskId = WARD,
    from_visitor: bool = True,
    digest: str | None = None,
) -> None:
    await run(
        messages.link,
        visitor,
        desk,
        visitor_message=MessageId(here),
        staff_message=MessageId(there),
        from_visitor=from_visitor,
        part=part,
        digest=digest,
        at=NOW + timedelta(minutes=5 * part),
    )


async def test_a_long_text_is_found_in_all_its_parts(run: Run, visitor: ConversationId) -> None:
    await link(run, visitor, 10, 501)
    await link(run, visitor, 10, 500, part=1)

    assert await run(messages.staff_of, visitor, WARD, MessageId(10)) == [501, 500]
    assert await run(messages.staff_of, visitor, WARD, MessageId(11)) == []
    found = await run(messages.visitor_of, visitor, WARD, MessageId(500))
    assert found == Linked(MessageId(10), True, LATER)


async def test_staff_words_in_several_parts_are_known_by_the_first_and_found_in_all(
    run: Run, visitor: ConversationId
) -> None:
    await link(run, visitor, 21, 600, part=1, from_visitor=False)
    await link(run, visitor, 20, 600, from_visitor=False)

    first, second = Linked(MessageId(20), False, NOW), Linked(MessageId(21), False, LATER)
    assert await run(messages.visitor_of, visitor, WARD, MessageId(600)) == first
    assert await run(messages.all_visitor_of, visitor, WARD, MessageId(600)) == [first, second]


async def test_of_a_message_sent_again_the_newest_copy_counts(
    run: Run, visitor: ConversationId
) -> None:
    await link(run, visitor, 20, 600)
    await link(run, visitor, 25, 600)

    found = await run(messages.visitor_of, visitor, WARD, MessageId(600))
    assert found == Linked(MessageId(25), True, NOW)


async def test_an_unknown_message_has_no_twin(run: Run, visitor: ConversationId) -> None:
    await link(run, visitor, 10, 500)

    assert await run(messages.visitor_of, visitor, WARD, MessageId(10)) is None
    assert await run(messages.visitor_of, ConversationId("other"), WARD, MessageId(500)) is None
    assert await run(messages.all_visitor_of, visitor, WARD, MessageId(10)) == []


async def test_a_number_counts_on_its_own_desk_alone(run: Run, visitor: ConversationId) -> None:
    await link(run, visitor, 10, 500)
    await link(run, visitor, 12, 500, desk=OTHER_DESK)

    here = await run(messages.visitor_of, visitor, WARD, MessageId(500))
    there = await run(messages.visitor_of, visitor, OTHER_DESK, MessageId(500))
    assert here == Linked(MessageId(10), True, NOW)
    assert there == Linked(MessageId(12), True, NOW)
    assert await run(messages.staff_of, visitor, OTHER_DESK, MessageId(10)) == []


async def test_what_was_taken_back_is_there_no_more_and_all_else_is(
    run: Run, visitor: ConversationId
) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    for part in range(2):
        await link(run, visitor, 20 + part, 600, part=part, from_visitor=False)
    await link(run, visitor, 20, 601, from_visitor=False)
    await link(run, visitor, 20, 600, desk=OTHER_DESK)
    await link(run, other, 20, 600)

    await run(messages.unlink, visitor, WARD, MessageId(20))

    left = await run(messages.all_visitor_of, visitor, WARD, MessageId(600))
    assert [each.visitor_message for each in left] == [21]
    assert await run(messages.all_visitor_of, visitor, WARD, MessageId(601)) == []
    assert await run(messages.staff_of, visitor, OTHER_DESK, MessageId(20)) == [600]
    assert await run(messages.staff_of, other, WARD, MessageId(20)) == [600]


async def test_where_numbers_begin_anew_every_pair_of_that_desk_is_forgotten(
    run: Run, visitor: ConversationId
) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    await link(run, visitor, 20, 600)
    await link(run, visitor, 21, 601, from_visitor=False)
    await link(run, visitor, 20, 600, desk=OTHER_DESK)
    await link(run, other, 20, 600)

    await run(messages.forget, visitor, WARD)

    assert await run(messages.staff_of, visitor, WARD, MessageId(20)) == []
    assert await run(messages.staff_of, visitor, WARD, MessageId(21)) == []
    assert await run(messages.staff_of, visitor, OTHER_DESK, MessageId(20)) == [600]
    assert await run(messages.staff_of, other, WARD, MessageId(20)) == [600]


# ── whose message it is ──────────────────────────────────────────────────────


async def test_a_message_of_the_group_leads_to_its_visitor(
    run: Run, visitor: ConversationId
) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    await link(run, visitor, 10, 500)
    await link(run, other, 10, 501, from_visitor=False)

    assert await run(messages.conversation_of, WARD, MessageId(500)) == visitor
    assert await run(messages.conversation_of, WARD, MessageId(501)) == other
    assert await run(messages.conversation_of, WARD, MessageId(10)) is None
    assert await run(messages.conversation_of, OTHER_DESK, MessageId(500)) is None


async def test_of_a_number_that_a_desk_has_twice_the_latest_counts(
    run: Run, visitor: ConversationId
) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    await link(run, other, 10, 500)
    await link(run, visitor, 10, 500)

    assert await run(messages.conversation_of, WARD, MessageId(500)) == visitor


async def test_a_message_is_looked_up_by_an_index_and_not_by_reading_all(
    database: Database,
) -> None:
    def plan(tx: Tx) -> str:
        is_sqlite = tx.connection.dialect.name == "sqlite"
        if not is_sqlite:  # a small table is read through unless that is forbidden
            tx.connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        asked = str(messages.CONVERSATION_OF).replace(":param_1", "1")
        named = {"at_desk": "ward", "message": 500}
        rows = tx.connection.execute(text(f"{explain} {asked}"), named)
        return str(rows.all())

    assert "ix_messages_staff" in await database.write(plan)


# ── whether words changed ────────────────────────────────────────────────────


async def test_a_digest_tells_whether_a_text_changed(run: Run, visitor: ConversationId) -> None:
    old = await run(messages.digest, "old words")
    new = await run(messages.digest, "new words")
    await link(run, visitor, 10, 500)
    assert await run(messages.digest_of, visitor, MessageId(10)) is None

    await link(run, visitor, 10, 501, digest=old)
    assert await run(messages.digest_of, visitor, MessageId(10)) == old
    await link(run, visitor, 10, 502, desk=OTHER_DESK, digest=new)
    await link(run, visitor, 10, 503)

    assert await run(messages.digest_of, visitor, MessageId(10)) == new
    assert await run(messages.digest_of, visitor, MessageId(11)) is None
    assert old != new == await run(messages.digest, "new words")
