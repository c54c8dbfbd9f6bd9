"""Sheets out of a folder and back into it."""

from pathlib import Path

import pytest

from bot.loader.phrases.catalogues import book_of, path_of, update
from bot.loader.phrases.grid import read_grid, write_grid
from bot.loader.phrases.sheets import bring_back, export
from bot.model.errors import ContentError
from bot.model.ids import Language
from tests.unit.conversation.small import write

EN = Language("en")
Folders = tuple[Path, Path]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    write(tmp_path)
    update(tmp_path / "flows", tmp_path / "locales")
    return tmp_path / "flows", tmp_path / "locales"


def everything(folders: Folders) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill(file: Path, new: dict[str, str]) -> None:
    """Write into the last column of the rows that hold a certain text."""
    headings, rows = read_grid(file)
    filled = []
    for row in rows:
        cells = [row.text(heading) for heading in headings]
        filled.append([*cells[:-1], next((new[cell] for cell in cells if cell in new), "")])
    write_grid(file, headings, filled)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", [EN, None])
def test_a_sheet_that_comes_back_as_it_went_changes_no_byte(
    folders: Folders, tmp_path: Path, ending: str, language: Language | None
) -> None:
    before, file = everything(folders), tmp_path / f"sheet.{ending}"

    export(file, *folders, language)
    returned = bring_back(file, *folders)

    assert (returned.taken, returned.mistakes) == (0, [])
    assert everything(folders) == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_translation_goes_into_the_catalogue(
    folders: Folders, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"sheet.{ending}"
    export(file, *folders, EN)
    fill(file, {"相談を終わる": "End this conversation"})

    returned = bring_back(file, *folders)

    said = {entry.text: entry.translation for entry in book_of(folders[1], EN).entries}
    assert returned.taken == 1
    assert said["相談を終わる"] == "End this conversation"
    assert said["人と話す"] == "Talk to a person"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_answer_goes_into_its_file(folders: Folders, tmp_path: Path, ending: str) -> None:
    before, file = everything(folders), tmp_path / f"sheet.{ending}"
    export(file, *folders, None)
    fill(file, {"本名じゃないとだめ？": "本名はいる？"})

    bring_back(file, *folders)

    name = str(folders[0] / "anonymity.yaml")
    changed = before[name].decode().replace("title: 本名じゃないとだめ？", "title: 本名はいる？")
    assert everything(folders) == {**before, name: changed.encode()}


def test_what_would_be_seriously_wrong_is_not_written(folders: Folders, tmp_path: Path) -> None:
    before, file = everything(folders), tmp_path / "sheet.csv"
    export(file, *folders, None)
    fill(file, {"文 cost": "絶対に誰にも知られません。", "題 cost": "別の題"})

    with pytest.raises(ContentError) as raised:
        bring_back(file, *folders)

    assert "promise" in [mistake.problem for mistake in raised.value.mistakes]
    assert everything(folders) == before


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        (("場所", "新しい訳（en）"), "sheet_columns"),
        (("ファイル", "場所"), "sheet_columns"),
    ],
)
def test_a_sheet_with_other_columns_is_refused(
    folders: Folders, tmp_path: Path, headings: tuple[str, ...], problem: str
) -> None:
    write_grid(tmp_path / "a.csv", headings, [])

    assert [each.problem for each in bring_back(tmp_path / "a.csv", *folders).mistakes] == [
        problem
    ]


def test_a_language_without_a_catalogue_and_an_unknown_ending_are_named(
    folders: Folders, tmp_path: Path
) -> None:
    for file, language, problem in (
        (tmp_path / "a.csv", Language("fr"), "sheet_language"),
        (tmp_path / "a.ods", None, "sheet_ending"),
    ):
        with pytest.raises(ContentError) as raised:
            export(file, *folders, language)
        assert raised.value.mistakes[0].problem == problem
        assert not file.exists()


def test_a_file_that_is_no_sheet_is_named(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("日本語".encode("cp932"))

    returned = bring_back(tmp_path / "a.csv", *folders)

    assert [each.problem for each in returned.mistakes] == ["sheet_encoding"]
    assert path_of(folders[1], EN).exists()
