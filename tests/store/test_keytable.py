"""The table of wrapped keys in a SQLite file."""

from contextlib import closing
from pathlib import Path

from bot.store.keytable import SqliteKeys


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
