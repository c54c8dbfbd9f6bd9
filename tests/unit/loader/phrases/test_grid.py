"""Sheets of cells, as spreadsheet programs give them back."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.loader.phrases.grid import Spoilt, Unreadable, looks_spoilt, read_grid, write_grid

HEADINGS = ("日本語", "訳")
ROWS = [
    ("はい。\n二行目", "Vâng."),
    ("10代", "10–19"),
    ("式のような文", "=1+1"),
    ("かっこ", '"a", b; c'),
    ("空", ""),
    ("-ハイフン", "'=guarded"),
]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_written_is_read_back_as_it_was(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sheet.{ending}"

    write_grid(path, HEADINGS, ROWS[:5])
    headings, rows = read_grid(path)

    assert headings == HEADINGS
    assert [(row.text("日本語"), row.text("訳")) for row in rows] == ROWS[:5]
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]


def test_no_text_is_a_formula_to_the_program_that_opens_it(tmp_path: Path) -> None:
    write_grid(tmp_path / "a.xlsx", HEADINGS, ROWS)
    write_grid(tmp_path / "a.csv", HEADINGS, ROWS)

    cells = [cell for row in load_workbook(tmp_path / "a.xlsx").worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    assert {cell.number_format for cell in cells} == {"@"}
    assert ",'=1+1" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_what_a_program_made_of_a_text_is_seen(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEADINGS, ("a", 10), ("b", date(2026, 10, 12)), ("c", "=A1"), ("d", True)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    _, rows = read_grid(tmp_path / "a.xlsx")

    seen = [row.cells["訳"] for row in rows]
    assert seen == [Spoilt.NUMBER, Spoilt.DATE, Spoilt.FORMULA, Spoilt.NUMBER]
    assert rows[0].text("訳") == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_common_separator_is_read(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"\ufeff日本語{separator}訳\r\n\r\nあ{separator}い\r\n".encode())

    headings, rows = read_grid(path)

    assert headings == HEADINGS
    assert [(row.number, row.text("訳")) for row in rows] == [(3, "い")]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", "日本語,訳\n".encode("cp932"), "sheet_encoding"),
        ("a.xlsx", b"PK nothing", "sheet_broken"),
        ("a.csv", b'a,b\n"' + b"x" * 200_000 + b'",y\n', "sheet_broken"),
        ("a.ods", b"", "sheet_ending"),
    ],
)
def test_what_is_no_such_sheet_is_named(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(Unreadable, match=problem):
        read_grid(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "instead_of", "spoilt"),
    [
        ("12-Oct", "10代", True),
        ("2026/10/12", "10月から", True),
        ("10月12日", "10-12歳", True),
        ("1.2E+09", "電話番号", True),
        ("1205", "一二〇五", True),
        ("#NAME?", "はい", True),
        ("24時間", "24時間", False),
        ("10–19", "10代", False),
        ("58%", "58%", False),
        ("Oct 12 is fine", "10月12日", False),
    ],
)
def test_a_text_that_became_a_date_or_a_number_is_seen(
    text: str, instead_of: str, spoilt: bool
) -> None:
    assert looks_spoilt(text, instead_of) is spoilt
