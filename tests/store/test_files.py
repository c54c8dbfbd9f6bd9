"""Files and folders that only their owner may read."""

from pathlib import Path

import pytest

from bot.store import files


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_folder_is_made_with_its_parents_for_the_owner_alone(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "a" / "b")

    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o755)

    files.make_folder(tmp_path / "a")

    assert mode(tmp_path / "a") == 0o755


def test_a_file_is_made_for_the_owner_alone_and_never_emptied(tmp_path: Path) -> None:
    path = tmp_path / "state" / "engawa.sqlite"
    files.make_file(path)
    path.write_text("x")

    files.make_file(path)

    assert mode(path) == 0o600
    assert path.read_text() == "x"


def test_a_new_file_is_written_once_and_no_other_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    files.write_new(path, b"first")

    with pytest.raises(FileExistsError):
        files.write_new(path, b"second")

    assert path.read_bytes() == b"first"
    assert mode(path) == 0o600


@pytest.mark.parametrize(("bits", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_may_touch_is_known(tmp_path: Path, bits: int, is_open: bool) -> None:
    path = tmp_path / "master.key"
    path.touch()
    path.chmod(bits)

    assert files.is_open_to_others(path) is is_open
