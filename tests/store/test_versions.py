"""Versions are kept as they were stored, and one publication alone follows another."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store import versions
from bot.store.connect import Tx
from bot.store.versions import FIRST, Publication
from tests.store.conftest import NOW, Run

OLD, NEW = "0" * 64, "1" * 64


async def published(run: Run, hash: str, follows: int = FIRST, days: int = 0) -> int | None:
    await run(versions.keep, hash, b"files of " + hash.encode())
    at = NOW + timedelta(days=days)
    return await run(versions.publish, follows, hash=hash, at=at, changed=f"→ {hash[:1]}")


async def test_before_the_first_publication_nothing_is_in_force(run: Run) -> None:
    assert await run(versions.in_force) is None


async def test_the_last_publication_is_in_force_and_the_log_begins_with_it(run: Run) -> None:
    first = await published(run, OLD)
    assert first is not None
    second = await published(run, NEW, first)
    assert second is not None

    log = await run(versions.log, 10)

    assert [(each.id, each.hash) for each in log] == [(second, NEW), (first, OLD)]
    assert await run(versions.in_force) == Publication(second, NEW, NOW, "→ 1", None)


async def test_of_two_that_follow_the_same_one_the_second_is_refused(run: Run) -> None:
    first = await published(run, OLD)
    assert first is not None

    won = await published(run, NEW, first)
    lost = await published(run, OLD, first)

    assert won is not None
    assert lost is None
    in_force = await run(versions.in_force)
    assert in_force is not None
    assert in_force.hash == NEW


async def test_a_version_that_is_there_is_never_changed(run: Run) -> None:
    await run(versions.keep, OLD, b"as it was")

    await run(versions.keep, OLD, b"something else")

    assert await run(versions.files, OLD) == b"as it was"
    assert await run(versions.files, NEW) is None


async def test_a_version_that_is_not_kept_cannot_be_published(run: Run) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await run(versions.publish, FIRST, hash=OLD, at=NOW, changed="")


async def test_old_ones_are_purged_but_for_the_last(run: Run) -> None:
    last = FIRST
    for day in range(5):
        last = await published(run, str(day) * 64, last, day) or FIRST

    await run(versions.purge, NOW + timedelta(days=9), 2)

    assert [each.hash[0] for each in await run(versions.log, 10)] == ["4", "3"]
    kept = await run(_hashes)
    assert sorted(hash[0] for hash in kept) == ["3", "4"]


async def test_what_is_young_is_kept_however_much_it_is(run: Run) -> None:
    last = FIRST
    for day in range(4):
        last = await published(run, str(day) * 64, last, day) or FIRST

    await run(versions.purge, NOW + timedelta(days=1), 1)

    assert [each.hash[0] for each in await run(versions.log, 10)] == ["3", "2", "1"]


async def test_a_version_that_came_back_is_kept_for_its_newest_publication(run: Run) -> None:
    first = await published(run, OLD) or FIRST
    second = await published(run, NEW, first, 1) or FIRST
    await published(run, OLD, second, 2)

    await run(versions.purge, NOW + timedelta(days=9), 1)

    assert await run(versions.files, OLD) is not None
    assert await run(versions.files, NEW) is None


def _hashes(tx: Tx) -> list[str]:
    return list(tx.connection.execute(text("SELECT hash FROM versions")).scalars())
