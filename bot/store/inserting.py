"""An INSERT that minds what is there already, in the words of either database."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, UpdateBase
from sqlalchemy.dialects import postgresql, sqlite

Conflicting = sqlite.Insert | postgresql.Insert


@dataclass(frozen=True, slots=True)
class Insert:
    """An INSERT with ON CONFLICT, which each database spells in its own dialect."""

    sqlite: UpdateBase
    postgresql: UpdateBase

    def on(self, connection: Connection) -> UpdateBase:
        """Give the statement for the database of this connection."""
        return self.sqlite if connection.dialect.name == "sqlite" else self.postgresql


def insert_into(table: Table, finish: Callable[[Conflicting], UpdateBase]) -> Insert:
    """Build an INSERT for both databases; `finish` adds what to do on a conflict."""
    return Insert(finish(sqlite.insert(table)), finish(postgresql.insert(table)))
