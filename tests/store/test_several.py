"""Two at one row of PostgreSQL: what one has, the other leaves, and none waits for ever."""

import asyncio
from collections.abc import AsyncIterator
from threading import Event

import pytest
from sqlalchemy import Executable, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.util import await_only

from bot.model.delivery import Outgoing, SendText, Side
from bot.model.ids import Lane
from bot.model.inputs import Started
from bot.store import custody, inbox, limits, outbox
from bot.store import postgresql as postgresql_store
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import inbox as inbox_table
from bot.store.schema import outbox as outbox_table
from tests.postgresql import is_waited_for, out_of_reach
from tests.store.conftest import NOW

SOON = 10.0  # seconds
DEADLOCK, DIVISION = "40P01", "22012"


@pytest.fixture
async def other(shared: Database, postgresql: str) -> AsyncIterator[AsyncConnection]:
    """Give the open transaction of somebody else."""
    engine = create_async_engine(postgresql.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


def arrive(tx: Tx) -> None:
    lane = Lane("v:a")
    inbox.add(tx, update_key=None, lane=lane, holder="a", input=Started(), at=NOW)


def put(tx: Tx) -> int:
    outgoing = Outgoing(Side.VISITOR, SendText("はい"))
    return outbox.put(
        tx, lane="v:a", conversation_id=None, desk=None, holder="a", outgoing=outgoing, at=NOW
    )


async def rows(connection: AsyncConnection, statement: Executable) -> int:
    return len((await connection.execute(statement)).all())


async def test_an_input_that_another_has_is_left_to_it(
    shared: Database, other: AsyncConnection
) -> None:
    await shared.write(arrive)
    [row] = await shared.read(lambda tx: inbox.due(tx, NOW, 9))
    assert await rows(other, select(inbox_table).with_for_update()) == 1
    meanwhile = await shared.write(lambda tx: inbox.claim(tx, row.id))
    await other.rollback()

    assert (meanwhile, await shared.write(lambda tx: inbox.claim(tx, row.id))) == (False, True)


async def test_an_input_that_was_handled_since_it_was_seen_is_not_taken_again(
    shared: Database,
) -> None:
    await shared.write(arrive)
    [row] = await shared.read(lambda tx: inbox.due(tx, NOW, 9))
    await shared.write(lambda tx: inbox.done(tx, row.id))

    assert not await shared.write(lambda tx: inbox.claim(tx, row.id))


async def test_what_a_turn_is_changing_is_not_sent_until_it_has(
    shared: Database, other: AsyncConnection
) -> None:
    row = await shared.write(put)
    assert await rows(other, select(outbox_table).with_for_update()) == 1
    meanwhile = await shared.write(lambda tx: outbox.due(tx, NOW, 9))
    await other.rollback()
    [afterwards] = await shared.write(lambda tx: outbox.due(tx, NOW, 9))

    assert (meanwhile, afterwards.id) == ([], row)


async def test_a_work_that_stood_in_anothers_way_is_run_again(shared: Database) -> None:
    runs = await _failing_once(shared, DEADLOCK)

    assert runs == 2
    assert len(await shared.read(lambda tx: inbox.due(tx, NOW, 9))) == 1


async def test_a_work_that_failed_for_a_reason_of_its_own_is_not(shared: Database) -> None:
    with pytest.raises(DBAPIError):
        await _failing_once(shared, DIVISION)


async def test_works_wait_for_a_server_that_is_out_of_reach(
    shared: Database, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with out_of_reach(postgresql), asyncio.timeout(SOON):
        writing = asyncio.ensure_future(shared.write(arrive))
        reading = asyncio.ensure_future(shared.read(inbox.pending))
        await is_waited_for(monkeypatch)
        waited = shared.is_away and not writing.done() and not reading.done()
    async with asyncio.timeout(SOON):
        await writing
        await reading

    assert waited
    assert not shared.is_away
    assert await shared.read(inbox.pending) == 1


async def test_an_address_without_a_database_is_an_error_and_not_waited_for(
    vault: Vault, postgresql: str
) -> None:
    nowhere = make_url(postgresql).set(database="nowhere").render_as_string(hide_password=False)

    async with asyncio.timeout(SOON):
        with pytest.raises(DBAPIError):
            await Database.open(nowhere, vault)


async def _failing_once(shared: Database, state: str) -> int:
    """Run a work that the server ends with an error the first time; give how often it ran."""
    runs: list[int] = []

    def work(tx: Tx) -> int:
        runs.append(len(runs))
        arrive(tx)
        if len(runs) == 1:
            raised = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
            tx.connection.execute(text(raised))
        return len(runs)

    return await shared.write(work)


async def test_a_row_is_taken_once(shared: Database) -> None:
    row = await shared.write(put)

    first = await shared.write(lambda tx: custody.sending(tx, [row], "us", NOW))
    second = await shared.write(lambda tx: custody.sending(tx, [row], "them", NOW))

    assert (first, second) == ([row], [])


async def test_a_work_that_is_held_up_keeps_nobody_waiting_and_is_run_again(
    hasty: Database, shared: Database
) -> None:
    is_held, may_go_on, runs = asyncio.Event(), asyncio.Event(), list[int]()

    def work(tx: Tx) -> None:
        runs.append(len(runs))
        limits.lock(tx)
        is_held.set()
        await_only(may_go_on.wait())
        arrive(tx)

    working = asyncio.ensure_future(hasty.write(work))
    await is_held.wait()
    async with asyncio.timeout(5):
        await shared.write(limits.lock)
    may_go_on.set()
    await working

    assert len(runs) == 2
    assert await shared.read(inbox.pending) == 1


async def test_a_program_that_stood_still_runs_its_work_again(
    hasty: Database, shared: Database
) -> None:
    runs: list[int] = []

    def work(tx: Tx) -> None:
        runs.append(len(runs))
        arrive(tx)
        if len(runs) == 1:
            stand_still()
        arrive(tx)

    await hasty.write(work)

    assert len(runs) == 2
    assert await shared.read(inbox.pending) == 2


async def test_of_a_program_that_stood_still_before_it_committed_nothing_is_kept(
    hasty: Database, shared: Database
) -> None:
    def work(tx: Tx) -> None:
        arrive(tx)
        stand_still()

    with pytest.raises(DBAPIError):
        await hasty.write(work)

    assert await shared.read(inbox.pending) == 0


@pytest.fixture
async def hasty(
    vault: Vault, postgresql: str, shared: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Database]:
    """Open the database as a program that may be held up for a moment only."""
    del shared  # it is migrated, and empty
    monkeypatch.setattr(postgresql_store, "HELD_UP", "100ms")
    database = await Database.open(postgresql, vault)
    yield database
    await database.close()


def stand_still() -> None:
    """Do nothing at all for a while, as a process that is stopped."""
    Event().wait(0.5)
