"""The table of wrapped keys in a SQLite file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model.errors import Damaged, KeysUnreachable
from bot.store.keytable import KEYS_FILE, SqliteKeys


def test_what_is_added_is_read_also_by_another_connection(tmp_path: Path) -> None:
    with (
        closing(SqliteKeys.open(tmp_path, is_shared=True)) as one,
        closing(SqliteKeys.open(tmp_path, is_shared=True)) as other,
    ):
        one.add("a", b"wrapped")

        assert other.read("a") == b"wrapped"
        assert other.read("b") is None


def test_a_holder_keeps_the_first_key() -> None:
    with closing(SqliteKeys.in_memory()) as table:
        table.add("a", b"first")
        table.add("a", b"second")

        assert table.read("a") == b"first"


def test_another_programs_removal_is_a_change(tmp_path: Path) -> None:
    with (
        closing(SqliteKeys.open(tmp_path, is_shared=True)) as one,
        closing(SqliteKeys.open(tmp_path, is_shared=True)) as other,
    ):
        one.add("a", b"wrapped")
        before = other.changes()

        one.remove("a")

        assert other.changes() != before
        assert other.read("a") is None


def test_who_is_alone_asks_nobody_for_changes(tmp_path: Path) -> None:
    with closing(SqliteKeys.open(tmp_path, is_shared=False)) as table:
        before = table.changes()
        table.add("a", b"wrapped")
        table.remove("a")

        assert table.changes() == before


def test_others_are_all_but_the_one_that_is_named() -> None:
    with closing(SqliteKeys.in_memory()) as table:
        table.add("a", b"wrapped")

        assert table.has_others("b")
        assert not table.has_others("a")


@pytest.mark.parametrize(("is_shared", "error"), [(True, KeysUnreachable), (False, sqlite3.Error)])
def test_a_lock_is_waited_for_by_whoever_stores_the_data(
    tmp_path: Path, is_shared: bool, error: type[Exception]
) -> None:
    with (
        closing(SqliteKeys.open(tmp_path, is_shared=is_shared)) as table,
        closing(sqlite3.connect(tmp_path / KEYS_FILE, isolation_level=None)) as other,
    ):
        table._connection.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(error):
            table.add("a", b"wrapped")

        other.execute("ROLLBACK")
        table.add("a", b"wrapped")
        assert table.read("a") == b"wrapped"


def test_damage_beside_data_that_lie_elsewhere_is_told_as_such(tmp_path: Path) -> None:
    with closing(SqliteKeys.open(tmp_path, is_shared=True)) as table:
        table.add("a", b"wrapped" * 999)
        table._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        file = tmp_path / KEYS_FILE
        file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
        table._connection.execute("PRAGMA shrink_memory")

        with pytest.raises(Damaged):
            table.read("a")
