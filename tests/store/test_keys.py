"""The vault: durable before use, private, forgetful."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.model.errors import SettingsError
from bot.store.keys import INDEX_HOLDER, KEY_BYTES, Vault


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_holder_keeps_a_key_of_their_own(vault: Vault) -> None:
    first = vault.key("a")

    assert len(first) == KEY_BYTES
    assert vault.key("a") == first
    assert vault.key("b") != first


def test_many_threads_that_ask_at_once_get_one_key(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)

    with ThreadPoolExecutor(16) as threads:
        keys = set(threads.map(vault.key, ["a"] * 64))

    assert len(keys) == 1
    vault.close()


def test_two_processes_that_ask_at_once_get_one_key(tmp_path: Path) -> None:
    one, other = Vault.open(tmp_path), Vault.open(tmp_path)

    assert one.key("a") == other.key("a")

    one.close()
    other.close()


def test_a_key_that_one_of_several_programs_forgets_is_gone_from_all(tmp_path: Path) -> None:
    one, other = (Vault.open(tmp_path, is_shared=True) for _ in range(2))
    kept, forgotten = other.key("a"), other.key("b")

    one.forget("b")

    assert (other.existing("a"), other.existing("b")) == (kept, None)
    assert one.key("b") != forgotten
    one.close()
    other.close()


def test_a_key_outlives_its_vault_and_is_durable_when_given(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    key, index = vault.key("a"), vault.index("chat", "1")

    beside = sqlite3.connect(tmp_path / "keys.sqlite")
    committed = beside.execute("SELECT holder FROM keys ORDER BY holder").fetchall()
    beside.close()
    vault.close()

    assert committed == [("a",), (INDEX_HOLDER,)]
    again = Vault.open(tmp_path)
    assert (again.key("a"), again.index("chat", "1")) == (key, index)
    again.close()


def test_no_key_lies_open_in_the_state_folder(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    key = vault.key("a")

    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"a" in everything
    assert key not in everything
    vault.close()


def test_a_forgotten_key_never_comes_back(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    key = vault.key("a")

    vault.forget("a")

    assert vault.existing("a") is None
    assert vault.key("a") != key
    vault.close()


def test_a_forgotten_key_leaves_no_trace_on_the_disk(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    vault.key("holder-to-be-forgotten")
    assert b"holder-to-be-forgotten" in content(tmp_path)  # the search finds what is there

    vault.forget("holder-to-be-forgotten")

    assert b"holder-to-be-forgotten" not in content(tmp_path)
    vault.close()


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "deep"

    Vault.open(folder).close()

    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        "keys.sqlite": 0o600,
        "master.key": 0o600,
    }


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o602])
def test_a_master_key_that_others_may_touch_is_refused(tmp_path: Path, bits: int) -> None:
    Vault.open(tmp_path).close()
    (tmp_path / "master.key").chmod(bits)

    with pytest.raises(SettingsError, match="chmod 600"):
        Vault.open(tmp_path)


def test_a_lost_master_key_is_not_made_anew(tmp_path: Path) -> None:
    Vault.open(tmp_path).close()
    (tmp_path / "master.key").unlink()

    with pytest.raises(SettingsError, match="missing"):
        Vault.open(tmp_path)
    assert not (tmp_path / "master.key").exists()


def test_the_master_key_of_another_house_is_refused(tmp_path: Path) -> None:
    Vault.open(tmp_path / "here").close()
    Vault.open(tmp_path / "there").close()

    with pytest.raises(SettingsError, match="does not open"):
        Vault.open(tmp_path / "here", master=tmp_path / "there" / "master.key")


def test_a_master_key_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    Vault.open(tmp_path).close()
    (tmp_path / "master.key").write_bytes(b"short")

    with pytest.raises(SettingsError, match="32 bytes"):
        Vault.open(tmp_path)


def test_an_index_depends_on_kind_value_and_house(vault: Vault) -> None:
    other = Vault.in_memory()

    digests = {
        vault.index("chat", "1"),
        vault.index("chat", "2"),
        vault.index("staff", "1"),
        vault.index("chat1", ""),
        other.index("chat", "1"),
    }

    assert len(digests) == 5
    assert vault.index("chat", "1") in digests
    other.close()


def content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
