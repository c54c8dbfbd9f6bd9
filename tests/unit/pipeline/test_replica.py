"""One program among several: it polls or leaves it, lives or is given up for dead."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.model.delivery import Outgoing, SendText, Side
from bot.pipeline import lanes
from bot.pipeline import replica as module
from bot.pipeline.replica import LEASE, Replica
from bot.store import custody, leases, outbox
from bot.store.connect import Database, Tx
from bot.store.schema import leases as table
from tests.postgresql import is_waited_for, out_of_reach
from tests.unit.pipeline.parts import CHAT, NOW, VISITOR, build, put, running

SOON = 10.0  # seconds
OURS = lanes.of_visitor(VISITOR)


def say(tx: Tx, text: str) -> int:
    return put(tx, OURS, Outgoing(Side.VISITOR, SendText(text)))


def silenced(tx: Tx) -> None:
    """Let everybody's time be over, as if they had fallen silent."""
    tx.connection.execute(update(table).values(until=NOW - timedelta(days=999)))


def left_behind(tx: Tx) -> None:
    """Leave something in the middle of being sent, by a program that is no more."""
    custody.sending(tx, [say(tx, "一")], "one that is gone", NOW)


async def test_alone_it_polls_and_takes_up_what_the_last_run_left(database: Database) -> None:
    await database.write(left_behind)
    loop = build(database)

    async with running(loop):
        await loop.quiet()

    assert loop.replica.polling.held.is_set()
    assert loop.channel.texts(CHAT) == ["一"]


async def test_one_of_several_polls_and_the_next_one_when_it_leaves(shared: Database) -> None:
    first, second = build(shared).replica, build(shared).replica
    await first.enter()
    await second.enter()
    alone = (first.polling.held.is_set(), second.polling.held.is_set())

    await first.stop_polling()
    await second.enter()

    assert alone == (True, False)
    assert first.polling.lost.is_set()
    assert second.polling.held.is_set()


async def test_who_works_while_another_polls_says_so(shared: Database) -> None:
    first, second, late = build(shared).replica, build(shared).replica, build(shared).replica
    await first.enter()
    await second.enter()

    assert [each.leaves_polling for each in (first, second, late)] == [False, True, False]


async def test_one_that_is_about_to_stop_takes_the_polling_no_more(shared: Database) -> None:
    only = build(shared).replica
    await only.enter()
    await only.stop_polling()
    await only.enter()

    assert only.polling.lost.is_set()


async def test_the_polling_of_one_that_fell_silent_is_anothers(shared: Database) -> None:
    first, second = build(shared).replica, build(shared).replica
    await first.enter()
    await shared.write(silenced)
    await second.enter()
    await first.enter()

    assert first.polling.lost.is_set()
    assert second.polling.held.is_set()


async def test_one_that_polls_and_meets_another_goes_on_while_its_lease_holds(
    shared: Database,
) -> None:
    replica = build(shared).replica
    await replica.enter()

    replica.met_another()

    assert replica.polling.held.is_set()


async def test_one_that_cannot_renew_its_lease_polls_until_it_meets_another(
    shared: Database, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEASE", timedelta(0))
    replica = build(shared).replica
    await replica.enter()

    async with out_of_reach(postgresql), asyncio.timeout(SOON):
        beating = asyncio.ensure_future(replica.enter())
        await is_waited_for(monkeypatch)
        waited = not beating.done() and replica.polling.held.is_set()
        replica.met_another()
        left = replica.polling.lost.is_set()
    await beating

    assert waited
    assert left


async def test_what_one_was_sending_that_fell_silent_is_sent_once_more(shared: Database) -> None:
    await shared.write(left_behind)

    async with running(build(shared)) as loop:
        await loop.quiet()
        row = await loop.do(lambda tx: outbox.pending(tx))

    assert loop.channel.texts(CHAT) == ["一"]
    assert row == 0


async def test_what_a_living_one_is_sending_is_left_to_it(shared: Database) -> None:
    other = build(shared)
    await shared.write(lambda tx: say(tx, "一"))
    other.channel.held.clear()

    async with running(other):
        await other.begun(1)
        await shared.write(lambda tx: say(tx, "二"))
        async with running(build(shared)) as loop:
            await loop.quiet()
        meanwhile = loop.channel.texts(CHAT)
        other.channel.held.set()
        await other.quiet()

    assert meanwhile == []
    assert other.channel.texts(CHAT)[0] == "一"


async def test_what_came_of_a_row_that_another_took_over_is_the_others_to_say(
    shared: Database,
) -> None:
    slow, quick = build(shared), build(shared)
    await shared.write(lambda tx: say(tx, "一"))
    slow.channel.held.clear()

    async with running(slow):
        await slow.begun(1)
        await shared.write(silenced)
        async with running(quick):
            await quick.quiet()
            slow.channel.held.set()
            await slow.quiet()

    assert quick.channel.texts(CHAT) == ["一"]
    assert await shared.read(outbox.pending) == 0


async def test_one_that_was_held_up_for_too_long_sends_when_it_is_heard_again(
    shared: Database,
) -> None:
    loop = build(shared)
    await loop.replica.enter()
    await shared.write(lambda tx: say(tx, "一"))
    loop.clock.advance(LEASE.total_seconds())

    async with asyncio.TaskGroup() as tasks:
        sending = tasks.create_task(loop.sender.run())
        await loop.sender.idle.wait()
        meanwhile = list(loop.channel.sent)
        loop.clock.advance(60)
        await loop.replica.enter()
        loop.sender.wake()
        await loop.begun(1)
        sending.cancel()

    assert meanwhile == []
    assert loop.channel.texts(CHAT) == ["一"]


async def test_what_is_let_go_at_the_end_is_taken_over_at_once(shared: Database) -> None:
    loop = build(shared)
    await loop.replica.enter()
    name = loop.replica.name
    await shared.write(lambda tx: custody.sending(tx, [say(tx, "一")], name, NOW))

    await loop.replica.leave()
    async with running(build(shared)) as other:
        await other.quiet()

    assert other.channel.texts(CHAT) == ["一"]


async def test_it_polls_on_until_its_time_is_over_when_its_beats_fail(
    shared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, tried = build(shared), asyncio.Event()
    await loop.replica.enter()

    def fail(*_: object) -> None:
        tried.set()
        raise RuntimeError

    monkeypatch.setattr(leases, "hold", fail)
    monkeypatch.setattr("bot.pipeline.replica.BEAT", 0)
    polls = await _after_a_beat(loop.replica, tried)
    loop.clock.advance(LEASE.total_seconds())
    polls_later = await _after_a_beat(loop.replica, tried)

    assert (polls, polls_later) == (True, False)


async def _after_a_beat(replica: Replica, tried: asyncio.Event) -> bool:
    """Let it beat twice at least, so that what came of the first is seen."""
    beating = asyncio.ensure_future(replica.run())
    for _ in range(2):
        tried.clear()
        await tried.wait()
    beating.cancel()
    return replica.polling.held.is_set()
