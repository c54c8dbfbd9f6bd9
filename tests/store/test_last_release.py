"""The code of the last release works on the newest schema: migrations only add.

What older code does is made from the migrations themselves: at every revision a row is put into
every table with all columns that there were, read and changed, on the newest schema.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Connection,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from bot.store import migrations
from bot.store.connect import Database
from tests.store.conftest import NOW

ALEMBICS_OWN = "alembic_version"
SCRIPTS = Path(migrations.__file__).parent
SAMPLES: dict[type, object] = {
    Boolean: True,
    DateTime: NOW,
    Float: 1.5,
    Integer: 7,
    LargeBinary: b"sealed",
    String: "word",
}
"""What older code may write, by the type that a column has."""
OLDER = [step.revision for step in ScriptDirectory(str(SCRIPTS)).walk_revisions()][:0:-1]
"""Every revision but the newest, oldest first."""


@pytest.fixture
async def bare(database: Database) -> AsyncIterator[Database]:
    """Give a database without any table, and leave it whole."""
    await database.write(lambda tx: tables_of(tx.connection).drop_all(tx.connection))
    yield database
    await database.write(lambda tx: tables_of(tx.connection).drop_all(tx.connection))
    await database.write(lambda tx: migrations.upgrade(tx.connection))


@pytest.mark.parametrize("revision", OLDER)
async def test_what_older_code_does_works_on_the_newest_schema(
    bare: Database, revision: str
) -> None:
    old = await bare.write(lambda tx: lead_to(tx.connection, revision))
    await bare.write(lambda tx: migrations.upgrade(tx.connection))

    assert await bare.write(lambda tx: list(hindered(tx.connection, old))) == []


ADDS = [
    "ALTER TABLE offsets ADD COLUMN extra TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE offsets ADD COLUMN extra TEXT",
    "CREATE INDEX ix_more ON messages (at)",
]
TAKES_AWAY = {
    "ALTER TABLE offsets RENAME COLUMN next TO following": "offsets.next is gone",
    "ALTER TABLE staff DROP COLUMN hinted": "staff.hinted is gone",
    "ALTER TABLE groups RENAME TO rooms": "groups is gone",
    "CREATE UNIQUE INDEX ux_more ON messages (at)": "messages has only one for each at",
}
NARROWS = {  # SQLite cannot
    "ALTER TABLE messages ALTER digest SET NOT NULL": "messages.digest must be given",
    "ALTER TABLE messages ALTER part TYPE SMALLINT": "messages.part has another type",
    "ALTER TABLE offsets ADD extra TEXT NOT NULL": "offsets: IntegrityError",
}


@pytest.mark.parametrize("change", ADDS)
async def test_what_only_adds_hinders_nobody(bare: Database, change: str) -> None:
    assert await hindered_by(bare, change) == []


@pytest.mark.parametrize("change", TAKES_AWAY)
async def test_what_takes_away_is_seen(bare: Database, change: str) -> None:
    assert TAKES_AWAY[change] in await hindered_by(bare, change)


@pytest.mark.parametrize("change", NARROWS)
async def test_what_asks_for_more_is_seen(bare: Database, change: str) -> None:
    if not bare.is_shared:
        pytest.skip("SQLite cannot change a column")

    assert NARROWS[change] in await hindered_by(bare, change)


async def hindered_by(bare: Database, change: str) -> list[str]:
    """Change the newest schema, and name what hinders the code of today."""
    old = await bare.write(lambda tx: lead_to(tx.connection, migrations.HEAD))
    await bare.write(lambda tx: tx.connection.execute(text(change)))
    return await bare.write(lambda tx: list(hindered(tx.connection, old)))


def lead_to(connection: Connection, revision: str) -> MetaData:
    """Bring an empty database to a revision, and give the tables that it has then."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    return tables_of(connection)


def tables_of(connection: Connection) -> MetaData:
    tables = MetaData()
    tables.reflect(connection)
    return tables


def hindered(connection: Connection, old: MetaData) -> Iterator[str]:
    """Name all that hinders code which knows the old tables alone."""
    new = tables_of(connection)
    for table in old.sorted_tables:
        if table.name == ALEMBICS_OWN:
            continue
        if table.name not in new.tables:
            yield f"{table.name} is gone"
            continue
        yield from _stricter(table, new.tables[table.name])
        yield from _fails(connection, table)


def _stricter(old: Table, new: Table) -> Iterator[str]:
    for column in old.columns:
        if column.name not in new.columns:
            yield f"{old.name}.{column.name} is gone"
        elif repr(column.type) != repr(new.columns[column.name].type):
            yield f"{old.name}.{column.name} has another type"
        elif column.nullable and not new.columns[column.name].nullable:
            yield f"{old.name}.{column.name} must be given"
    for names in _unique(new) - _unique(old):
        if names <= set(old.columns.keys()):
            yield f"{old.name} has only one for each {', '.join(sorted(names))}"


def _unique(table: Table) -> set[frozenset[str]]:
    """Give the columns of which every row must have its own values."""
    constraints = (each for each in table.constraints if isinstance(each, UniqueConstraint))
    named = [each.columns.keys() for each in constraints]
    named += [each.columns.keys() for each in table.indexes if each.unique]
    return {frozenset(names) for names in named}


def _fails(connection: Connection, table: Table) -> Iterator[str]:
    """Put a row into a table, read it and change it; name the error."""
    row = _row_of(table)
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(row))
            assert connection.execute(select(table)).first() is not None
            connection.execute(update(table).values(row))
    except DBAPIError as error:
        yield f"{table.name}: {type(error).__name__}"


def _row_of(table: Table) -> dict[str, Any]:
    return {column.name: _sample(column.type) for column in table.columns}


def _sample(kind: object) -> object:
    return next(sample for known, sample in SAMPLES.items() if isinstance(kind, known))
