"""A copy of what is in force: put in place whole, and read back where it can be."""

import os
from pathlib import Path

from bot.app.spare import FILE, keep, kept
from bot.loader.archive import pack
from tests.unit.conversation.small import small, write


def packed(folder: Path) -> bytes:
    write(folder, {})
    return pack(folder / "flows", folder / "locales")


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    keep(tmp_path, packed(tmp_path))

    found = kept(tmp_path)

    assert found is not None
    assert found.content.version == small().version


def test_a_newer_copy_takes_the_place_of_the_older_one_and_leaves_nothing_beside(
    tmp_path: Path,
) -> None:
    keep(tmp_path, b"older")
    keep(tmp_path, b"newer")

    assert (tmp_path / FILE).read_bytes() == b"newer"
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_where_nothing_can_be_written_the_older_copy_stays(tmp_path: Path) -> None:
    keep(tmp_path, b"older")
    (tmp_path / f".{FILE}.{os.getpid()}").mkdir()  # in the way

    keep(tmp_path, b"newer")

    assert (tmp_path / FILE).read_bytes() == b"older"


def test_without_a_copy_or_with_one_that_is_torn_there_is_none(tmp_path: Path) -> None:
    assert kept(tmp_path) is None

    whole = packed(tmp_path)
    keep(tmp_path, whole[: len(whole) // 2])

    assert kept(tmp_path) is None
