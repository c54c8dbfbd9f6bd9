"""What a restart, or another program, must know of the chats' limits."""

from datetime import timedelta

from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import DeskId
from bot.store import custody, limits, outbox
from bot.store.limits import Refusal, Taken
from tests.store.conftest import NOW, Run

WARD = DeskId("ward")


async def taken(run: Run, lane: str, seconds_ago: int, weight: int = 1, by: str = "a") -> int:
    row = await run(
        outbox.put,
        lane=lane,
        conversation_id=None,
        desk=WARD,
        holder="a",
        outgoing=Outgoing(Side.TOPIC, SendText("はい")),
        at=NOW,
    )
    await run(custody.sending, [row], by, NOW - timedelta(seconds=seconds_ago), weight)
    return row


async def test_what_was_taken_of_late_is_given_oldest_first_with_its_weight(run: Run) -> None:
    await taken(run, "t:a", 5, weight=4)
    await taken(run, "t:b", 50)
    await taken(run, "t:c", 70)

    found = await run(limits.taken_since, NOW - timedelta(seconds=60), "b")

    assert found == [
        Taken("t:b", WARD, 1, NOW - timedelta(seconds=50)),
        Taken("t:a", WARD, 4, NOW - timedelta(seconds=5)),
    ]


async def test_what_came_of_it_changes_nothing_in_what_was_spent(run: Run) -> None:
    await run(outbox.sent, await taken(run, "t:a", 3), 1, NOW)
    await run(outbox.failed, await taken(run, "t:b", 2), "other", NOW)
    await run(outbox.later, await taken(run, "t:c", 1), NOW, count=True)

    found = await run(limits.taken_since, NOW - timedelta(seconds=60), "b")

    assert [each.lane for each in found] == ["t:a", "t:b", "t:c"]


async def test_our_own_and_what_weighs_nothing_are_left_out(run: Run) -> None:
    await taken(run, "t:a", 3, by="b")
    await taken(run, "t:b", 2, weight=0)

    assert await run(limits.taken_since, NOW - timedelta(seconds=60), "b") == []


async def test_a_refusal_is_remembered_for_the_others(run: Run) -> None:
    met = Refusal("g:ward", NOW, 29.5)
    await run(limits.refuse, met, "a")

    assert await run(limits.refused_since, NOW - timedelta(seconds=1), "b") == [met]
    assert await run(limits.refused_since, NOW - timedelta(seconds=1), "a") == []
    assert await run(limits.refused_since, NOW, "b") == []


async def test_old_refusals_are_forgotten(run: Run) -> None:
    await run(limits.refuse, Refusal("g:ward", NOW, 29.5), "a")

    await run(limits.purge, NOW + timedelta(seconds=1))

    assert await run(limits.refused_since, NOW - timedelta(days=1), "b") == []


async def waits(
    run: Run, minutes: int, priority: Priority = Priority.VISITOR, *, later: bool = False
) -> None:
    await run(
        outbox.put,
        lane=f"t:{minutes}",
        conversation_id=None,
        desk=WARD,
        holder="a",
        outgoing=Outgoing(Side.TOPIC, SendText("はい"), priority),
        at=NOW - timedelta(minutes=minutes),
        not_before=NOW if later else None,
    )


async def test_the_oldest_of_the_words_that_wait_for_a_group_says_since_when(run: Run) -> None:
    assert await run(limits.waiting_since, WARD) is None

    await waits(run, 1)
    await waits(run, 2)
    await waits(run, 3, Priority.STATUS)
    await waits(run, 4, later=True)

    assert await run(limits.waiting_since, WARD) == NOW - timedelta(minutes=2)
    assert await run(limits.waiting_since, DeskId("elsewhere")) is None
