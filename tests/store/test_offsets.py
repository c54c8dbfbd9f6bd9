"""Offsets: how far a source was read."""

from bot.store import offsets
from tests.store.conftest import Run


async def test_a_source_never_read_has_no_offset(run: Run) -> None:
    assert await run(offsets.get, "telegram") is None


async def test_an_offset_moves_also_backwards(run: Run) -> None:
    await run(offsets.set, "telegram", 900_000_000_001)
    await run(offsets.set, "console", 1)
    assert await run(offsets.get, "telegram") == 900_000_000_001

    await run(offsets.set, "telegram", 5)  # the numbers start anew after an idle week

    assert await run(offsets.get, "telegram") == 5


async def test_offsets_are_found_by_how_they_are_named(run: Run) -> None:
    await run(offsets.set, "pause:g:ward", 7)
    await run(offsets.set, "pauses", 8)

    assert await run(offsets.beginning, "pause:") == {"g:ward": 7}


async def test_a_source_may_be_forgotten(run: Run) -> None:
    await run(offsets.set, "group:ward", 7)
    await run(offsets.set, "group:ward#2", 8)

    await run(offsets.forget, "group:ward")

    assert await run(offsets.beginning, "group:") == {"ward#2": 8}


async def test_a_number_is_begun_once_until_it_is_forgotten(run: Run) -> None:
    begun = [await run(offsets.begin, "told", number) for number in (7, 8)]
    kept = await run(offsets.get, "told")
    await run(offsets.forget, "told")

    assert begun == [True, False]
    assert kept == 7
    assert await run(offsets.begin, "told", 9)
