"""Files are read as one version, however they are saved meanwhile."""

from datetime import date
from pathlib import Path

import pytest

from bot.loader import load as loading
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.loader.reading import load_packed, read_files
from tests.unit.conversation.small import write

TODAY = date(2026, 11, 24)


def test_a_version_comes_with_the_very_files_that_it_was_read_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    table = tmp_path / "flows" / "nicknames.yaml"
    saved, reads = table.read_text(encoding="utf-8") + "# 保存\n", list[str]()

    def load_while_it_is_saved(flows: Path, locales: Path, *, today: date | None) -> Loaded:
        reads.append(table.read_text(encoding="utf-8"))
        table.write_text(saved, encoding="utf-8")
        return load(flows, locales, today=today)

    monkeypatch.setattr(loading, "load", load_while_it_is_saved)
    loaded, files = read_files(tmp_path / "flows", tmp_path / "locales", TODAY)

    monkeypatch.undo()
    assert [text == saved for text in reads] == [False, True]
    assert load_packed(files).content.version == loaded.content.version


def test_where_things_stand_in_the_files_is_not_kept(tmp_path: Path) -> None:
    write(tmp_path)
    folders = tmp_path / "flows", tmp_path / "locales"

    loaded, files = read_files(*folders, TODAY)

    assert load(*folders, today=TODAY).spots
    assert not loaded.spots
    assert not load_packed(files).spots


def test_the_holidays_around_come_with_a_version(tmp_path: Path) -> None:
    write(tmp_path)

    loaded, _ = read_files(tmp_path / "flows", tmp_path / "locales", TODAY)

    assert set(loaded.holidays) == {2025, 2026, 2027, 2028}
    assert date(2026, 11, 23) in loaded.holidays[2026]
