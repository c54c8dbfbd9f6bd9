"""Statements that nearly every turn runs: compiled once, on SQLite for its driver itself.

What SQLAlchemy does around a statement takes several times what SQLite takes for it. On PostgreSQL
the way over the wire is the greater part, so they go SQLAlchemy's way there.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Dialect, Select, UpdateBase

from bot.store.connect import Tx
from bot.store.inserting import Insert

Row = Any  # its fields are the columns of its statement
Values = Mapping[str, object]
Turn = Callable[[Any], Any]  # from a value of ours to one of the driver's, or back


class Statement:
    """A statement that is run often; `values` are its parameters and the columns it sets."""

    def __init__(self, statement: Select[Any] | UpdateBase | Insert) -> None:
        """Compile nothing yet: what is compiled depends on the columns that are set."""
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def run(self, tx: Tx, /, **values: object) -> list[Row]:
        """Run it; gives the rows of a SELECT or a RETURNING, in a list that may be empty."""
        if tx.connection.dialect.name != "sqlite":
            result = tx.connection.execute(self._on(tx), values)
            return list(result) if result.returns_rows else []
        names = tuple(values)
        compiled = self._compiled.get(names)
        if compiled is None:
            compiled = _compiled(self._on(tx), tx.connection.dialect, names)
            self._compiled[names] = compiled
        return compiled.run(tx, values)

    def first(self, tx: Tx, /, **values: object) -> Row:
        """Run it; gives the first row, or None where there is none."""
        return next(iter(self.run(tx, **values)), None)

    def _on(self, tx: Tx) -> Select[Any] | UpdateBase:
        each = self._statement
        return each.on(tx.connection) if isinstance(each, Insert) else each


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: tuple[Callable[[Values], object], ...]
    """How to find each of them among the values, in the order of the statement."""
    row: Callable[..., Row]
    columns: tuple[tuple[int, Turn], ...]
    """The places in a row whose values are to be turned into ours."""

    def run(self, tx: Tx, values: Values) -> list[Row]:
        cursor = tx.connection.connection.cursor()
        cursor.execute(self.sql, [find(values) for find in self.parameters])
        rows = cursor.fetchall()
        cursor.close()
        if self.columns:
            rows = [self._turned(row) for row in rows]
        return [self.row(*row) for row in rows]

    def _turned(self, row: tuple[object, ...]) -> list[object]:
        ours = list(row)
        for place, turn in self.columns:
            ours[place] = turn(ours[place])
        return ours


def _compiled(
    statement: Select[Any] | UpdateBase, dialect: Dialect, names: tuple[str, ...]
) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))  # one for SQL
    order: list[str] = compiled.positiontup or []
    columns: list[Any] = list(statement.exported_columns)  # of whatever types
    turns = [
        column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
    ]
    return _Compiled(
        sql=str(compiled),
        parameters=tuple(_parameter(compiled.binds[name], dialect, names) for name in order),
        row=namedtuple("Row", [column.key for column in columns], rename=True),
        columns=tuple((place, turn) for place, turn in enumerate(turns) if turn),
    )


def _parameter(
    bound: BindParameter[Any], dialect: Dialect, names: tuple[str, ...]
) -> Callable[[Values], object]:
    turn = bound.type.dialect_impl(dialect).bind_processor(dialect)
    if bound.key not in names:  # it was written into the statement
        fixed = turn(bound.value) if turn else bound.value
        return lambda _: fixed
    if turn is None:
        return itemgetter(bound.key)
    return lambda values: turn(values[bound.key])
