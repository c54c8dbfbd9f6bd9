"""A version in one piece says what its files said."""

import os
from pathlib import Path

import pytest

from bot.loader.archive import pack
from bot.loader.load import load
from bot.loader.reading import load_packed
from bot.model.errors import ContentError
from tests.unit.conversation.small import write


def packed(folder: Path) -> bytes:
    return pack(folder / "flows", folder / "locales")


def test_what_was_packed_is_the_same_version(tmp_path: Path) -> None:
    write(tmp_path)
    read = load(tmp_path / "flows", tmp_path / "locales")

    again = load_packed(packed(tmp_path))

    assert again.content.version == read.content.version
    assert again.desks == read.desks


def test_the_same_files_give_the_same_bytes_whenever_they_were_saved(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    os.utime(tmp_path / "b" / "flows" / "cost.yaml", (0, 0))

    assert packed(tmp_path / "a") == packed(tmp_path / "b")


@pytest.mark.parametrize("name", [".cost.yaml.swp", "cost.yaml~", ".hidden.yaml", "..2026/x.yaml"])
def test_what_a_program_leaves_beside_the_files_is_left_out(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    before = packed(tmp_path)

    left = tmp_path / "flows" / name
    left.parent.mkdir(exist_ok=True)
    left.write_text("left", encoding="utf-8")

    assert packed(tmp_path) == before


def test_a_huge_file_is_packed_to_where_it_is_too_big(tmp_path: Path) -> None:
    write(tmp_path, {"cost": "#" * 30_000_000})

    with pytest.raises(ContentError) as raised:
        load_packed(packed(tmp_path))

    assert [each.problem for each in raised.value.mistakes if "cost" in each.file] == ["file_big"]


def test_a_link_that_leads_nowhere_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    before = packed(tmp_path)

    (tmp_path / "flows" / "gone.yaml").symlink_to("nowhere")

    assert packed(tmp_path) == before
