"""The database: group commit, rollback, settings of the connection, addresses."""

import asyncio
import sqlite3
import stat
from asyncio import Future
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.model.errors import Damaged, SettingsError
from bot.store import offsets
from bot.store.connect import Database, Tx
from bot.store.keys import Vault

PATIENCE = 5  # seconds after which a test that would hang fails instead


@pytest.fixture
async def on_file(tmp_path: Path, vault: Vault) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)
    yield database
    await database.close()


def put(source: str) -> Callable[[Tx], str]:
    def work(tx: Tx) -> str:
        offsets.set(tx, source, 1)
        return source

    return work


def put_and_raise(source: str) -> Callable[[Tx], str]:
    def work(tx: Tx) -> str:
        offsets.set(tx, source, 1)
        raise LookupError(source)

    return work


async def stored(database: Database) -> set[str]:
    statement = text("SELECT source FROM offsets")
    return await database.read(lambda tx: set(tx.connection.execute(statement).scalars()))


@contextmanager
def counted_commits() -> Iterator[list[Connection]]:
    commits: list[Connection] = []

    def committed(connection: Connection) -> None:
        commits.append(connection)

    event.listen(Engine, "commit", committed)
    try:
        yield commits
    finally:
        event.remove(Engine, "commit", committed)


async def at_once(
    database: Database, works: list[Callable[[Tx], str]]
) -> list[str | BaseException]:
    """Let the works gather behind one that holds the writer, so that they form one batch."""
    holding, gate = await hold_writer(database)
    waiting = [asyncio.ensure_future(database.write(work)) for work in works]
    await asyncio.sleep(0)  # each has put its work into the queue
    gate.set()
    await holding
    return await asyncio.gather(*waiting, return_exceptions=True)


async def hold_writer(database: Database, source: str = "") -> tuple[Future[bool], Event]:
    """Keep the writer busy, alone in its batch, until the event is set."""
    entered, gate = Event(), Event()

    def hold(tx: Tx) -> bool:
        if source:
            offsets.set(tx, source, 1)
        entered.set()
        return gate.wait(PATIENCE)

    holding = asyncio.ensure_future(database.write(hold))
    assert await asyncio.to_thread(entered.wait, PATIENCE)
    return holding, gate


async def test_a_work_is_committed_and_its_result_given_back(database: Database) -> None:
    assert await database.write(put("a")) == "a"
    assert await stored(database) == {"a"}


async def test_a_work_that_raises_is_undone(database: Database) -> None:
    with pytest.raises(LookupError, match="a"):
        await database.write(put_and_raise("a"))

    assert await stored(database) == set()


async def test_a_statement_that_fails_undoes_its_work_alone(database: Database) -> None:
    def twice(tx: Tx) -> None:
        statement = text("INSERT INTO offsets (source, next) VALUES ('twin', 1)")
        tx.connection.execute(statement)
        tx.connection.execute(statement)

    first, second, third = await asyncio.gather(
        database.write(put("a")),
        database.write(twice),
        database.write(put("b")),
        return_exceptions=True,
    )

    assert (first, third) == ("a", "b")
    assert isinstance(second, IntegrityError)
    assert await stored(database) == {"a", "b"}


async def test_works_that_wait_are_committed_together(on_file: Database) -> None:
    with counted_commits() as commits:
        results = await at_once(on_file, [put(f"s{number}") for number in range(32)])

    assert results == [f"s{number}" for number in range(32)]
    assert len(commits) == 2  # the one they waited behind, and theirs
    assert len(await stored(on_file)) == 32


async def test_a_batch_has_an_end(on_file: Database) -> None:
    with counted_commits() as commits:
        await at_once(on_file, [put(f"s{number}") for number in range(33)])

    assert len(commits) == 3


async def test_a_failing_work_in_the_middle_of_a_batch_harms_no_other(on_file: Database) -> None:
    with counted_commits() as commits:
        results = await at_once(on_file, [put("a"), put_and_raise("b"), put("c")])

    assert results[0::2] == ["a", "c"]
    assert isinstance(results[1], LookupError)
    assert len(commits) == 2
    assert await stored(on_file) == {"a", "c"}


async def test_when_the_commit_fails_nobody_is_told_of_a_success(on_file: Database) -> None:
    # a foreign key that is looked at only when the transaction ends
    def break_the_commit(tx: Tx) -> str:
        tx.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        tx.connection.execute(
            text("INSERT INTO topics (conversation_id, desk) VALUES ('nobody', 'ward')")
        )
        return "unseen"

    results = await at_once(on_file, [put("a"), break_the_commit, put("c")])

    assert [type(result) for result in results] == [IntegrityError] * 3
    assert await stored(on_file) == set()
    assert await on_file.write(put("later")) == "later"


async def test_a_work_whose_caller_left_before_its_turn_is_not_run(on_file: Database) -> None:
    holding, gate = await hold_writer(on_file)
    leaving = asyncio.ensure_future(on_file.write(put("left")))
    await asyncio.sleep(0)  # it waits in the queue
    leaving.cancel()
    await asyncio.sleep(0)  # the cancellation has reached its future
    gate.set()
    await holding

    assert await on_file.write(put("stayed")) == "stayed"
    assert await stored(on_file) == {"stayed"}


async def test_a_work_that_raises_stop_iteration_hangs_nobody(on_file: Database) -> None:
    nothing: Iterator[str] = iter(())

    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(on_file.write(lambda tx: next(nothing)), PATIENCE)


async def test_works_that_wait_are_finished_before_the_database_closes(
    tmp_path: Path, vault: Vault
) -> None:
    url = f"sqlite:///{tmp_path}/engawa.sqlite"
    database = await Database.open(url, vault)
    waiting = [asyncio.ensure_future(database.write(put(f"s{n}"))) for n in range(40)]
    await asyncio.sleep(0)  # all wait in the queue

    await database.close()

    assert len(await asyncio.gather(*waiting)) == 40
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(put("late"))
    again = await Database.open(url, vault)
    assert len(await stored(again)) == 40
    await again.close()


def test_a_loop_that_is_gone_does_not_stop_the_writer(tmp_path: Path, vault: Vault) -> None:
    url = f"sqlite:///{tmp_path}/engawa.sqlite"
    gate = Event()
    database = asyncio.run(Database.open(url, vault))

    async def leave() -> None:
        waiting = asyncio.ensure_future(database.write(lambda tx: gate.wait(PATIENCE)))
        await asyncio.sleep(0)  # it waits in the queue
        waiting.cancel()

    asyncio.run(leave())
    gate.set()

    assert asyncio.run(database.write(put("a"))) == "a"
    asyncio.run(database.close())


async def test_a_read_changes_nothing(on_file: Database) -> None:
    with pytest.raises((OperationalError, sqlite3.OperationalError), match="readonly"):
        await on_file.read(put("a"))


async def test_reads_go_on_while_a_write_is_under_way(on_file: Database) -> None:
    await on_file.write(put("before"))
    holding, gate = await hold_writer(on_file, "during")
    seen = await asyncio.wait_for(stored(on_file), PATIENCE)
    gate.set()
    await holding

    assert seen == {"before"}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("auto_vacuum", 1),
        ("trusted_schema", 0),
        ("foreign_keys", 1),
    ],
)
async def test_both_ends_are_set_to_be_durable_and_tidy(
    on_file: Database, pragma: str, value: object
) -> None:
    def ask(tx: Tx) -> object:
        return tx.connection.execute(text(f"PRAGMA {pragma}")).scalar()

    assert await on_file.write(ask) == value
    assert await on_file.read(ask) == value


async def test_the_files_are_their_owners_alone(tmp_path: Path, vault: Vault) -> None:
    folder = tmp_path / "state"
    database = await Database.open(f"sqlite+aiosqlite:///{folder}/engawa.sqlite", vault)
    await database.write(put("a"))

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes) >= {"engawa.sqlite", "engawa.sqlite-wal"}
    assert set(modes.values()) == {0o600}
    await database.close()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://ward:secret@host/db", "postgresql+psycopg://secret@host/db"]
)
async def test_an_address_of_another_kind_is_refused_without_quoting_it(
    vault: Vault, url: str
) -> None:
    with pytest.raises(SettingsError, match="sqlite:///") as caught:
        await Database.open(url, vault)

    assert "secret" not in str(caught.value)


async def test_a_file_that_is_gone_while_there_are_keys_to_it_is_not_made_anew(
    tmp_path: Path, vault: Vault
) -> None:
    vault.key("somebody")

    with pytest.raises(Damaged, match="gone"):
        await Database.open(f"sqlite:///{tmp_path / 'lost.sqlite'}", vault)

    assert not (tmp_path / "lost.sqlite").exists()


async def test_at_the_first_start_the_file_is_made(tmp_path: Path, vault: Vault) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'new.sqlite'}", vault)
    await database.close()

    assert (tmp_path / "new.sqlite").exists()


async def test_who_looks_at_what_a_work_leaves_is_woken_in_time_to_find_it(
    database: Database,
) -> None:
    woken = asyncio.Event()

    async def look() -> int | None:
        await woken.wait()
        return await database.write(lambda tx: offsets.get(tx, "telegram"))

    looking = asyncio.ensure_future(look())
    await database.write(lambda tx: offsets.set(tx, "telegram", 7), wakes=woken.set)

    assert await looking == 7


async def test_on_sqlite_the_look_is_in_the_line_before_the_work_is_done(
    on_file: Database,
) -> None:
    order = list[str]()

    def work(tx: Tx) -> None:
        offsets.set(tx, "telegram", 7)
        order.append("done")

    await on_file.write(work, wakes=lambda: order.append("woken"))

    assert order == ["woken", "done"]
