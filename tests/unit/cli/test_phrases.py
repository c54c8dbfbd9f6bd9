"""The commands of those who translate."""

from pathlib import Path

import pytest

from tests.unit.cli.typed import engawa
from tests.unit.conversation.small import write


def places(folder: Path) -> tuple[str, ...]:
    return "--flows", str(folder / "flows"), "--locales", str(folder / "locales")


def test_every_catalogue_is_told_of_in_a_line(tmp_path: Path) -> None:
    write(tmp_path)

    result = engawa("phrases", "update", *places(tmp_path), "--lang", "vi")

    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["en", "vi"]


def test_broken_files_are_named_first(tmp_path: Path) -> None:
    write(tmp_path, {"menu": "flow: menu\ntitel: メニュー\n"})

    result = engawa("phrases", "update", *places(tmp_path))

    assert result.exit_code == 1
    assert "flows/menu.yaml:2" in result.stderr


@pytest.mark.parametrize("options", [("--lang", "en"), ()])
def test_a_sheet_goes_out_and_comes_back(tmp_path: Path, options: tuple[str, ...]) -> None:
    write(tmp_path)
    file = tmp_path / "sheet.csv"

    out = engawa("phrases", "export", str(file), *places(tmp_path), *options)
    back = engawa("phrases", "import", str(file), *places(tmp_path))

    assert (out.exit_code, back.exit_code) == (0, 0)
    assert "取り入れた行 0、取り入れなかった行 0" in back.stdout


def test_a_row_that_is_refused_is_named_and_ends_with_1(tmp_path: Path) -> None:
    write(tmp_path)
    file = tmp_path / "sheet.csv"
    file.write_text(
        "ファイル,場所,いまの文,新しい文\ncost,title,題 cost,12-Oct\n", encoding="utf-8"
    )

    result = engawa("phrases", "import", str(file), *places(tmp_path))

    assert result.exit_code == 1
    assert result.stdout.startswith("sheet.csv:2:1 重大: 文字が、数や日付や式に変わっています")
