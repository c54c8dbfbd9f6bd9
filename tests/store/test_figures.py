"""How things stand, as numbers."""

from datetime import timedelta

from bot.desk.state import Stage
from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import ConversationId, Lane
from bot.model.inputs import Started
from bot.store import cases, custody, figures, inbox, outbox
from tests.store.conftest import NOW, Run
from tests.store.test_cases import another

LATER = NOW + timedelta(seconds=90)


async def arrive(run: Run, key: str, after: int) -> None:
    at = NOW + timedelta(seconds=after)
    await run(inbox.add, update_key=key, lane=Lane("v:a"), holder="a", input=Started(), at=at)


async def put(run: Run, priority: Priority) -> int:
    return await run(
        outbox.put,
        lane="v:a",
        conversation_id=None,
        desk=None,
        holder="a",
        outgoing=Outgoing(Side.VISITOR, SendText("?"), priority),
        at=NOW,
    )


async def test_where_nothing_waits_everything_is_nought(run: Run) -> None:
    stands = await run(figures.read, LATER)

    assert (stands.inputs, stands.oldest_input, stands.parked, stands.oldest_case) == (0, 0, 0, 0)
    assert stands.outgoings == dict.fromkeys(Priority, 0)


async def test_inputs_that_wait_are_counted_with_their_age_and_parked_ones_apart(run: Run) -> None:
    for key, after in (("1", 0), ("2", 30), ("3", 60)):
        await arrive(run, key, after)
    (first,) = await run(inbox.due, NOW, 1)
    await run(inbox.park, first.id, "a reason")

    stands = await run(figures.read, LATER)

    assert (stands.inputs, stands.oldest_input, stands.parked) == (2, 60, 1)


async def test_what_is_to_be_sent_is_counted_by_its_priority(run: Run) -> None:
    rows = [await put(run, each) for each in (Priority.VISITOR, Priority.VISITOR, Priority.ALERT)]
    await run(custody.sending, rows[1:], "us", NOW)
    await run(outbox.sent, rows[2], None, NOW)

    stands = await run(figures.read, LATER)

    assert {which: many for which, many in stands.outgoings.items() if many} == {
        Priority.VISITOR: 2
    }


async def test_the_case_that_nobody_has_taken_for_longest_is_told_by_its_age(
    run: Run, visitor: ConversationId
) -> None:
    for number, after in ((1, 60), (2, 30)):
        since = NOW + timedelta(seconds=after)
        await run(cases.save, visitor, another(number, waiting_since=since))
    held = another(3, stage=Stage.HELD, waiting_since=NOW)
    closed = another(4, stage=Stage.CLOSED, waiting_since=NOW)
    await run(cases.save, visitor, held)
    await run(cases.save, visitor, closed)

    stands = await run(figures.read, LATER)

    assert stands.oldest_case == 60
