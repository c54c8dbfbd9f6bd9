"""The outbox: in lanes, by priority, coalesced, recovered."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Row

from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import ConversationId, DeskId
from bot.store import custody, outbox
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as table
from tests.store.conftest import NOW, Run

SOON = NOW + timedelta(minutes=1)
A = ConversationId("a")


async def put(  # noqa: PLR0913 - what a test may vary, by keyword
    run: Run,
    text: str,
    *,
    lane: str = "v:a",
    priority: Priority = Priority.STAFF,
    coalesce: str = "",
    not_before: datetime | None = None,
    side: Side = Side.VISITOR,
    desk: str | None = "ward",
) -> int:
    outgoing = Outgoing(side, SendText(text), priority, coalesce=coalesce)
    return await run(
        outbox.put,
        lane=lane,
        conversation_id=A,
        desk=DeskId(desk) if desk else None,
        holder="a",
        outgoing=outgoing,
        at=NOW,
        not_before=not_before,
    )


async def due(run: Run, *, now: datetime = NOW, limit: int = 10) -> list[outbox.OutboxRow]:
    return await run(outbox.due, now, limit, ())


def words(rows: list[outbox.OutboxRow]) -> list[str]:
    return [row.outgoing.act.text for row in rows if isinstance(row.outgoing.act, SendText)]


async def test_a_row_comes_back_as_it_was_put(run: Run) -> None:
    row_id = await put(run, "こんにちは", priority=Priority.ALERT)

    [row] = await due(run)

    assert (row.id, row.lane, row.conversation_id, row.desk) == (row_id, "v:a", "a", "ward")
    assert (row.holder, row.attempts, row.repeated) == ("a", 0, False)
    assert row.outgoing == Outgoing(Side.VISITOR, SendText("こんにちは"), Priority.ALERT)


async def test_each_lane_offers_its_first_row_and_the_urgent_lane_goes_first(run: Run) -> None:
    await put(run, "a1", lane="v:a", priority=Priority.STATUS)
    await put(run, "a2", lane="v:a", priority=Priority.ALERT)
    await put(run, "b1", lane="v:b", priority=Priority.VISITOR)
    await put(run, "c1", lane="q:ward", priority=Priority.VISITOR)

    assert words(await due(run)) == ["b1", "c1", "a1"]
    assert words(await due(run, limit=1)) == ["b1"]
    assert words(await run(outbox.due, NOW, 10, {"v:b"})) == ["c1", "a1"]


async def test_what_opens_a_topic_goes_before_the_words_that_wait_for_it(run: Run) -> None:
    await put(run, "words 1", priority=Priority.ALERT)
    await put(run, "words 2")
    await put(run, "open", priority=Priority.OPENING)

    assert await sent_in_order(run) == ["open", "words 1", "words 2"]


async def test_a_lane_waits_for_its_topic_as_long_as_that_may_not_be_opened(run: Run) -> None:
    await put(run, "words")
    opening = await put(run, "open", priority=Priority.OPENING)

    await run(outbox.later, opening, SOON, count=False)

    assert await due(run) == []
    assert words(await due(run, now=SOON)) == ["open"]


async def test_the_room_itself_goes_before_all_that_opens_it(run: Run) -> None:
    await put(run, "words")
    await put(run, "card", priority=Priority.OPENING, coalesce="card")
    await put(run, "room", priority=Priority.OPENING, coalesce=outbox.ROOM)

    assert await sent_in_order(run) == ["room", "card", "words"]


async def test_nothing_overtakes_what_is_being_sent(run: Run) -> None:
    first = await put(run, "words")
    await run(custody.sending, [first], "us", NOW)

    await put(run, "open", priority=Priority.OPENING)

    assert await due(run) == []


async def test_a_lane_waits_while_its_first_row_is_being_sent(run: Run) -> None:
    first = await put(run, "a1")
    await put(run, "a2")

    await run(custody.sending, [first], "us", NOW)

    assert await due(run) == []
    await run(outbox.sent, first, 99, NOW)
    assert words(await due(run)) == ["a2"]


async def test_a_row_is_taken_by_one_sender_alone(run: Run) -> None:
    first = await put(run, "a1")
    second = await put(run, "b1", lane="v:b")

    assert await run(custody.sending, [first], "us", NOW) == [first]
    assert await run(custody.sending, [first, second], "us", NOW) == [second]


async def test_a_lane_waits_behind_a_row_that_may_not_go_yet(run: Run) -> None:
    await put(run, "a1", not_before=SOON)
    await put(run, "a2")

    assert await due(run) == []
    assert words(await due(run, now=SOON)) == ["a1"]


@pytest.mark.parametrize("finish", ["sent", "failed"])
async def test_a_finished_row_keeps_no_content(run: Run, database: Database, finish: str) -> None:
    row_id = await put(run, "a1")
    await run(custody.sending, [row_id], "us", NOW)

    if finish == "sent":
        await run(outbox.sent, row_id, 99, SOON)
    else:
        await run(outbox.failed, row_id, "blocked", SOON)

    row = await database.read(lambda tx: _row(tx, row_id))
    kept = (99, None) if finish == "sent" else (None, "blocked")
    assert (row.state, row.sealed, row.done_at) == (finish, None, SOON)
    assert (row.result, row.error) == kept
    assert await run(outbox.pending) == 0


async def test_a_row_put_off_counts_an_attempt_only_when_told_so(run: Run) -> None:
    row_id = await put(run, "a1")

    await run(outbox.later, row_id, SOON, count=False, error="429")
    await run(outbox.later, row_id, SOON, count=True, error="502")

    assert await due(run) == []
    [row] = await due(run, now=SOON)
    assert (row.attempts, row.repeated) == (1, False)


async def test_a_row_that_may_have_been_sent_says_so_from_then_on(run: Run) -> None:
    row_id = await put(run, "a1")

    await run(outbox.later, row_id, NOW, count=True, error="timeout", repeated=True)
    await run(outbox.later, row_id, NOW, count=True, error="502")

    [row] = await due(run)
    assert (row.attempts, row.repeated) == (2, True)


async def test_what_was_being_sent_in_a_crash_is_sent_once_more_and_marked(run: Run) -> None:
    first = await put(run, "a1")
    await put(run, "b1", lane="v:b")
    await run(custody.sending, [first], "us", NOW)

    assert await run(custody.recover) == 1

    assert [(row.id == first, row.repeated) for row in await due(run)] == [
        (True, True),
        (False, False),
    ]


async def test_a_waiting_twin_takes_the_new_content_in_its_own_place(run: Run) -> None:
    await put(run, "a1")
    old = await put(run, "title 1", coalesce="title", priority=Priority.RENAME)
    await put(run, "a2")

    new = await put(run, "title 2", coalesce="title", priority=Priority.STATUS)

    assert new == old
    assert await run(outbox.pending) == 3
    assert await sent_in_order(run) == ["a1", "title 2", "a2"]


async def test_a_twin_being_sent_is_left_alone(run: Run) -> None:
    old = await put(run, "title 1", coalesce="title")
    await run(custody.sending, [old], "us", NOW)

    new = await put(run, "title 2", coalesce="title")

    assert new != old
    await run(outbox.sent, old, None, NOW)
    assert await sent_in_order(run) == ["title 2"]


async def test_only_the_same_key_on_the_same_lane_is_a_twin(run: Run) -> None:
    await put(run, "a", coalesce="title")
    await put(run, "b", coalesce="card")
    await put(run, "c", coalesce="title", lane="v:b")
    await put(run, "d")
    await put(run, "e")

    assert await run(outbox.pending) == 5


async def test_a_twin_keeps_the_later_time_to_wait_for(run: Run) -> None:
    await put(run, "title 1", coalesce="title", not_before=SOON)
    await put(run, "title 2", coalesce="title")

    assert await due(run) == []
    assert words(await due(run, now=SOON)) == ["title 2"]

    await put(run, "title 3", coalesce="title", not_before=SOON + timedelta(minutes=1))
    assert await due(run, now=SOON) == []


# ── what still waits ─────────────────────────────────────────────────────────


async def test_what_waits_under_a_key_can_be_looked_at(run: Run) -> None:
    await put(run, "a1")
    await put(run, "album 1", coalesce="album 9")
    await put(run, "album 2", coalesce="album 9")

    found = await run(outbox.waiting, "v:a", "album 9")

    assert found is not None
    assert found.act == SendText("album 2")
    assert await run(outbox.waiting, "v:a", "album 8") is None
    assert await run(outbox.waiting, "v:b", "album 9") is None
    assert await run(outbox.waiting, "v:a", "") is None


async def test_to_look_at_what_waits_leaves_its_time_alone(run: Run) -> None:
    await put(run, "a1", coalesce="album 9", not_before=SOON)

    await run(outbox.waiting, "v:a", "album 9")

    assert await due(run) == []
    assert words(await due(run, now=SOON)) == ["a1"]


async def test_what_is_being_sent_waits_no_more_but_is_not_there_yet(run: Run) -> None:
    row_id = await put(run, "a1", coalesce="reply 5:0")
    assert await run(outbox.waits, "v:a", "reply 5:0")
    await run(custody.sending, [row_id], "us", NOW)

    assert await run(outbox.waiting, "v:a", "reply 5:0") is None
    assert await run(outbox.waits, "v:a", "reply 5:0")
    await run(outbox.sent, row_id, 99, NOW)
    assert not await run(outbox.waits, "v:a", "reply 5:0")


async def test_what_waits_is_taken_out_by_the_beginning_of_its_key(run: Run) -> None:
    await put(run, "part 1", coalesce="reply 5:0")
    await put(run, "part 2", coalesce="reply 5:1")
    await put(run, "another", coalesce="reply 50:0")
    await put(run, "elsewhere", coalesce="reply 5:0", lane="v:b")
    await put(run, "without")

    assert await run(outbox.drop, "v:a", "reply 5:") == 2

    assert await sent_in_order(run) == ["another", "elsewhere", "without"]
    assert await run(outbox.drop, "v:a", "reply 5:") == 0


@pytest.mark.parametrize("key", ["reply %", "reply _:", "%"])
async def test_a_key_is_no_pattern(run: Run, key: str) -> None:
    await put(run, "part 1", coalesce="reply 5:0")

    assert await run(outbox.drop, "v:a", key) == 0


async def test_what_is_being_sent_is_not_taken_out(run: Run) -> None:
    first = await put(run, "part 1", coalesce="reply 5:0")
    await put(run, "part 2", coalesce="reply 5:1")
    await run(custody.sending, [first], "us", NOW)

    assert await run(outbox.drop, "v:a", "reply 5:") == 1

    assert await run(outbox.pending) == 1


# ── a group that takes no more, and one in order again ───────────────────────


async def test_what_is_for_a_full_group_is_passed_over_and_visitors_are_not(run: Run) -> None:
    await put(run, "to staff", lane="t:a:ward", side=Side.TOPIC)
    await put(run, "to queue", lane="q:ward", side=Side.QUEUE)
    await put(run, "to the visitor")
    await put(run, "elsewhere", lane="t:b:other", side=Side.TOPIC, desk="other")

    rows = await run(outbox.due, NOW, 10, (), {DeskId("ward")})

    assert words(rows) == ["to the visitor", "elsewhere"]
    assert len(await due(run)) == 4


async def test_a_reaction_waits_for_no_full_group(run: Run) -> None:
    await put(run, "mark", lane=f"{outbox.REACTIONS}a:ward", side=Side.TOPIC)

    rows = await run(outbox.due, NOW, 10, (), {DeskId("ward")})

    assert words(rows) == ["mark"]


async def test_what_belongs_to_no_desk_goes_while_no_group_is_full(run: Run) -> None:
    await put(run, "to a stranger", lane="x:-5", side=Side.QUEUE, desk=None)

    assert words(await due(run)) == ["to a stranger"]


async def test_what_waits_for_a_group_may_go_at_once_when_it_is_in_order(run: Run) -> None:
    await put(run, "to staff", lane="t:a:ward", side=Side.TOPIC, not_before=SOON)
    await put(run, "to the visitor", not_before=SOON)
    await put(run, "elsewhere", lane="t:b:other", side=Side.TOPIC, desk="other", not_before=SOON)

    await run(outbox.release, DeskId("ward"))

    assert words(await due(run)) == ["to staff"]


async def test_only_finished_rows_that_are_old_are_purged(run: Run) -> None:
    first = await put(run, "a1")
    second = await put(run, "b1", lane="v:b")
    await put(run, "c1", lane="v:c")
    await run(outbox.sent, first, 99, NOW)
    await run(outbox.failed, second, "blocked", SOON)

    assert await run(outbox.purge, SOON) == 1
    assert await run(outbox.purge, SOON + timedelta(seconds=1)) == 1
    assert words(await due(run)) == ["c1"]


async def sent_in_order(run: Run) -> list[str]:
    order: list[str] = []
    while rows := await due(run):
        order += words(rows)
        for row in rows:
            await run(outbox.sent, row.id, None, NOW)
    return order


def _row(tx: Tx, row_id: int) -> Row[*tuple[object, ...]]:
    return tx.connection.execute(table.select().where(table.c.id == row_id)).one()


# ── several programs ─────────────────────────────────────────────────────────


async def test_what_a_living_program_is_sending_is_left_to_it(run: Run) -> None:
    ours, theirs = await put(run, "a1"), await put(run, "b1", lane="v:b")
    await run(custody.sending, [ours], "us", NOW)
    await run(custody.sending, [theirs], "them", NOW)

    assert await run(custody.recover, ["us"]) == 1

    assert [row.id for row in await due(run)] == [theirs]
    assert await run(custody.is_held, ours, "us")
    assert not await run(custody.is_held, theirs, "them")


async def test_what_another_took_over_is_held_no_more(run: Run) -> None:
    row = await put(run, "a1")
    await run(custody.sending, [row], "them", NOW)
    await run(custody.recover, [])
    await run(custody.sending, [row], "us", NOW)

    assert not await run(custody.is_held, row, "them")
    assert await run(custody.is_held, row, "us")
