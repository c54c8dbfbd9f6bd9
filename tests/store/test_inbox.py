"""The inbox: seen once, in lanes, parked in view."""

from datetime import timedelta

import pytest

from bot.model.ids import Lane, MessageId
from bot.model.inputs import Said
from bot.store import inbox
from bot.store.connect import Database, Tx
from bot.store.schema import inbox as table
from bot.store.sealing import SealingError
from tests.store.conftest import NOW, Run

SOON = NOW + timedelta(minutes=1)


async def add(run: Run, text: str, *, lane: str = "v:a", key: str | None = None) -> bool:
    said = Said(MessageId(1), text)
    return await run(inbox.add, update_key=key, lane=Lane(lane), holder="a", input=said, at=NOW)


async def due(run: Run, limit: int = 10) -> list[inbox.InboxRow]:
    return await run(inbox.due, NOW, limit)


def words(rows: list[inbox.InboxRow]) -> list[str]:
    return [row.input.text for row in rows if isinstance(row.input, Said)]


async def test_an_update_delivered_twice_is_stored_once(run: Run) -> None:
    first = await add(run, "hello", key="u1")
    second = await add(run, "hello", key="u1")
    other = await add(run, "hello", key="u0")

    assert (first, second, other) == (True, False, True)
    assert await run(inbox.pending) == 2


async def test_an_update_is_recognised_after_it_was_handled(run: Run) -> None:
    await add(run, "hello", key="u1")
    [row] = await due(run)
    await run(inbox.done, row.id)

    assert not await add(run, "hello", key="u1")


async def test_inputs_without_a_key_are_all_stored(run: Run) -> None:
    assert await add(run, "one")
    assert await add(run, "two")


async def test_a_row_comes_back_as_it_was_put(run: Run) -> None:
    await add(run, "こんにちは", key="u1")

    [row] = await due(run)

    assert (row.lane, row.holder, row.attempts, row.at) == ("v:a", "a", 0, NOW)
    assert row.input == Said(MessageId(1), "こんにちは")


async def test_each_lane_offers_its_earliest_row(run: Run) -> None:
    for lane, text in [("v:a", "a1"), ("v:b", "b1"), ("v:a", "a2"), ("v:c", "c1")]:
        await add(run, text, lane=lane)

    assert words(await due(run)) == ["a1", "b1", "c1"]
    assert words(await due(run, limit=2)) == ["a1", "b1"]


async def test_a_lane_waits_behind_a_row_that_is_to_be_tried_again(run: Run) -> None:
    await add(run, "a1")
    await add(run, "a2")
    [row] = await due(run)

    await run(inbox.again, row.id, SOON, "ValueError at turn.py:7")

    assert await due(run) == []
    [later] = await run(inbox.due, SOON, 10)
    assert (words([later]), later.attempts, later.error) == (["a1"], 1, "ValueError at turn.py:7")


async def test_a_handled_row_lets_the_next_go_and_keeps_no_content(
    run: Run, database: Database
) -> None:
    await add(run, "a1")
    await add(run, "a2")
    [row] = await due(run)

    await run(inbox.done, row.id)

    assert words(await due(run)) == ["a2"]
    assert await database.read(lambda tx: _sealed(tx, row.id)) is None


async def test_a_parked_row_lets_its_lane_go_on_and_keeps_its_content(run: Run) -> None:
    await add(run, "a1")
    await add(run, "a2")
    [row] = await due(run)

    await run(inbox.park, row.id, "KeyError at engine.py:12")

    assert words(await due(run)) == ["a2"]
    [parked] = await run(inbox.parked)
    assert (words([parked]), parked.error) == (["a1"], "KeyError at engine.py:12")
    assert await run(inbox.pending) == 1


async def test_only_handled_rows_that_are_old_are_purged(run: Run) -> None:
    await add(run, "handled", lane="v:a", key="u1")
    await add(run, "waits", lane="v:b", key="u2")
    [handled, _] = await due(run)
    await run(inbox.done, handled.id)

    assert await run(inbox.purge, NOW) == 0
    assert await run(inbox.purge, SOON) == 1
    assert words(await due(run)) == ["waits"]


async def test_a_row_that_does_not_open_stops_no_other(run: Run, database: Database) -> None:
    await add(run, "kept", lane="v:b")
    said = Said(MessageId(2), "forgotten")
    await run(inbox.add, update_key=None, lane=Lane("v:x"), holder="x", input=said, at=NOW)
    await database.write(lambda tx: tx.vault.forget("x"))

    [readable, unreadable] = await due(run)

    assert words([readable]) == ["kept"]
    with pytest.raises(SealingError):
        _ = unreadable.input


async def test_what_cannot_be_read_is_parked_once_and_holds_up_nobody(run: Run) -> None:
    lane = Lane("v:a")

    first = await run(inbox.add_unreadable, update_key="u1", lane=lane, at=NOW)
    second = await run(inbox.add_unreadable, update_key="u1", lane=lane, at=NOW)
    await add(run, "readable", key="u2")

    assert (first, second) == (True, False)
    assert words(await due(run)) == ["readable"]
    assert len(await run(inbox.parked)) == 1


def _sealed(tx: Tx, row_id: int) -> bytes | None:
    statement = table.select().where(table.c.id == row_id)
    sealed: bytes | None = tx.connection.execute(statement).one().sealed
    return sealed
