"""Statements run without SQLAlchemy in between give and take what they would with it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update

from bot.store.connect import Database, Tx
from bot.store.inserting import insert_into
from bot.store.schema import desks, staff
from bot.store.statement import Statement
from tests.store.conftest import NOW, Run

ADD = Statement(insert(desks))
READ = Statement(select(desks).where(desks.c.desk == bindparam("at_desk")))
SHUT = Statement(update(desks).where(desks.c.desk == bindparam("at_desk")))
HIRE = Statement(
    insert_into(staff, lambda add: add.on_conflict_do_nothing().returning(staff.c.work_name))
)
HINTED = Statement(
    select(staff.c.hinted).where(staff.c.ref == bindparam("by_ref"), staff.c.desk == "bunkyo")
)
IN_TOKYO = NOW.astimezone(timezone(timedelta(hours=9)))


async def test_a_row_has_its_columns_by_name_with_their_defaults(run: Run) -> None:
    await run(ADD.run, desk="bunkyo", chat=-7)

    row = await run(READ.first, at_desk="bunkyo")

    assert (row.desk, row.chat, row.board, row.last_number) == ("bunkyo", -7, None, 0)


async def test_what_is_not_there_is_no_row(run: Run) -> None:
    assert await run(READ.first, at_desk="bunkyo") is None
    assert await run(READ.run, at_desk="bunkyo") == []


async def test_a_time_is_kept_in_utc_and_comes_back_with_its_zone(run: Run) -> None:
    await run(ADD.run, desk="bunkyo", closed_until=IN_TOKYO)

    found = (await run(READ.first, at_desk="bunkyo")).closed_until

    assert (found, found.tzinfo) == (NOW, UTC)


async def test_a_time_without_a_zone_is_a_bug_here_too(run: Run) -> None:
    with pytest.raises(Exception, match="a stored time needs a zone"):
        await run(ADD.run, desk="bunkyo", closed_until=datetime(2026, 5, 11, 1, 30))  # noqa: DTZ001


async def test_each_call_sets_the_columns_that_it_names_and_no_others(run: Run) -> None:
    await run(ADD.run, desk="bunkyo", chat=-7, board=3)

    await run(SHUT.run, at_desk="bunkyo", board=4)
    await run(SHUT.run, at_desk="bunkyo", chat=None, queue_thread=5)

    row = await run(READ.first, at_desk="bunkyo")
    assert (row.chat, row.board, row.queue_thread) == (None, 4, 5)


async def test_what_a_statement_returns_is_given_and_nothing_on_a_conflict(run: Run) -> None:
    hired = {"desk": "bunkyo", "ref": "a", "work_name": "つばめ"}

    assert [row.work_name for row in await run(HIRE.run, **hired)] == ["つばめ"]
    assert await run(HIRE.run, **hired) == []


async def test_truth_comes_back_as_truth_and_fixed_values_stand_in_the_statement(run: Run) -> None:
    await run(HIRE.run, desk="bunkyo", ref="a", work_name="つばめ", hinted=True)
    await run(HIRE.run, desk="sumida", ref="a", work_name="すずめ", hinted=False)

    assert [row.hinted is True for row in await run(HINTED.run, by_ref="a")] == [True]


async def test_a_reader_sees_one_state_through_several_statements(database: Database) -> None:
    def begun(tx: Tx) -> bool:
        READ.run(tx, at_desk="bunkyo")
        return tx.connection.in_transaction()

    assert await database.read(begun)


async def test_what_is_undone_is_undone_for_them_too(database: Database, run: Run) -> None:
    def half(tx: Tx) -> None:
        ADD.run(tx, desk="bunkyo")
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        await database.write(half)

    assert await run(READ.run, at_desk="bunkyo") == []
