"""Leases: one holder at a time, and the next when the time is over."""

from datetime import timedelta

from sqlalchemy import select

from bot.store import leases
from bot.store.connect import Tx
from bot.store.schema import leases as table
from tests.store.conftest import NOW, Run

LONG = timedelta(seconds=8)


async def test_a_lease_has_one_holder_who_may_keep_it(run: Run) -> None:
    assert await run(leases.hold, "poll", "a", NOW, NOW + LONG)
    assert not await run(leases.hold, "poll", "b", NOW, NOW + LONG)
    assert await run(leases.hold, "poll", "a", NOW + LONG / 2, NOW + 2 * LONG)
    assert not await run(leases.hold, "poll", "b", NOW + LONG, NOW + 2 * LONG)


async def test_a_holder_that_fell_silent_loses_it(run: Run) -> None:
    await run(leases.hold, "poll", "a", NOW, NOW + LONG)

    assert await run(leases.hold, "poll", "b", NOW + LONG, NOW + 2 * LONG)
    assert not await run(leases.hold, "poll", "a", NOW + LONG, NOW + 2 * LONG)


async def test_what_is_let_go_is_free_at_once(run: Run) -> None:
    await run(leases.hold, "poll", "a", NOW, NOW + LONG)
    await run(leases.hold, leases.REPLICA + "a", "a", NOW, NOW + LONG)

    await run(leases.release, "a", "poll")

    assert await run(leases.hold, "poll", "b", NOW, NOW + LONG)
    assert await run(leases.living, NOW) == ["a"]


async def test_the_names_of_the_dead_are_forgotten_and_nothing_else(run: Run) -> None:
    for name in (leases.REPLICA + "a", "poll"):
        await run(leases.hold, name, "a", NOW, NOW + LONG)
    await run(leases.hold, leases.REPLICA + "b", "b", NOW, NOW + 2 * LONG)

    await run(leases.purge, NOW + LONG)

    def names(tx: Tx) -> list[str]:
        return sorted(tx.connection.execute(select(table.c.name)).scalars())

    assert await run(names) == ["poll", leases.REPLICA + "b"]


async def test_who_lives_is_who_said_so_of_late(run: Run) -> None:
    for name, seconds in (("a", 8), ("b", 3), ("c", 8)):
        until = NOW + timedelta(seconds=seconds)
        await run(leases.hold, leases.REPLICA + name, name, NOW, until)
    await run(leases.hold, "poll", "d", NOW, NOW + LONG)
    await run(leases.release, "c")

    assert await run(leases.living, NOW + timedelta(seconds=3)) == ["a"]
