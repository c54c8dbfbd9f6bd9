"""What a restart must know of the chats' limits."""

from datetime import timedelta

from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import DeskId
from bot.store import limits, outbox
from tests.store.conftest import NOW, Run

WARD = DeskId("ward")


async def sent(run: Run, lane: str, seconds_ago: int) -> None:
    row = await run(
        outbox.put,
        lane=lane,
        conversation_id=None,
        desk=WARD,
        holder="a",
        outgoing=Outgoing(Side.TOPIC, SendText("はい")),
        at=NOW,
    )
    await run(outbox.sent, row, 1, NOW - timedelta(seconds=seconds_ago))


async def test_what_was_sent_of_late_is_given_oldest_first(run: Run) -> None:
    await sent(run, "t:a", 5)
    await sent(run, "t:b", 50)
    await sent(run, "t:c", 70)

    found = await run(limits.sent_since, NOW - timedelta(seconds=60))

    assert found == [
        ("t:b", "ward", NOW - timedelta(seconds=50)),
        ("t:a", "ward", NOW - timedelta(seconds=5)),
    ]


async def test_what_failed_or_waits_was_not_sent(run: Run) -> None:
    await sent(run, "t:a", 5)
    row = await run(
        outbox.put,
        lane="t:b",
        conversation_id=None,
        desk=None,
        holder="b",
        outgoing=Outgoing(Side.TOPIC, SendText("はい")),
        at=NOW,
    )
    await run(outbox.failed, row, "other", NOW)

    assert len(await run(limits.sent_since, NOW - timedelta(seconds=60))) == 1


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


async def test_a_pause_is_remembered_and_never_ends_early(run: Run) -> None:
    assert await run(limits.pauses) == {}

    await run(limits.pause, "g:ward", NOW + timedelta(seconds=29.4))

    assert await run(limits.pauses) == {"g:ward": NOW + timedelta(seconds=30)}
