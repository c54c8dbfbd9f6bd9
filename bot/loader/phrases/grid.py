"""A sheet with a row of headings, as XLSX or CSV, as it comes back from a spreadsheet program.

Such a program turns `10-12` into a date and `0120` into a number. In XLSX a cell says so itself;
in CSV it is seen by `looks_spoilt`.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

READS_AS_FORMULA = ("=", "+", "-", "@")
GUARD = "'"  # what people type before such a text themselves
SPOILT = re.compile(
    r"[-+]?[\d,.]+(?:E[-+]?\d+)?%?"
    r"|\d{1,4}[-/年.]\d{1,2}(?:[-/月.]\d{1,4}日?)?"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?"
    r"|#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|#+)",
)
WIDTH = 48  # letters; a sentence is read in a few lines
LONGEST = 200_000  # rows; a hundred times all that the ward says


class Spoilt(Enum):
    """What a program made of a text, as editors call it."""

    NUMBER = "数"
    DATE = "日付"
    FORMULA = "式"


class Unreadable(Exception):
    """The file is no such sheet; its text names the problem."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings."""

    number: int
    """As the program counts them: the headings are row 1."""
    cells: Mapping[str, str | Spoilt]
    """By heading."""

    def text(self, heading: str) -> str:
        """Give a text; empty where there is none or something else."""
        found = self.cells.get(heading, "")
        return "" if isinstance(found, Spoilt) else found


def write_grid(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a sheet; the ending of the file says how."""
    if path.suffix.casefold() == ".xlsx":
        _write_xlsx(path, headings, rows)
    else:
        _write_csv(path, headings, rows)


def read_grid(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """Read the headings and the rows that are not empty; raises Unreadable."""
    ending = path.suffix.casefold()
    if ending not in (".xlsx", ".csv"):
        raise Unreadable("sheet_ending")
    lines = _read_xlsx(path) if ending == ".xlsx" else _read_csv(path)
    head = next(lines, [])
    headings = tuple("" if isinstance(cell, Spoilt) else cell for cell in head)
    rows = [
        Row(number, dict(zip(headings, cells, strict=False)))
        for number, cells in enumerate(lines, 2)
        if any(cells)
    ]
    return headings, rows


def looks_spoilt(text: str, instead_of: str) -> bool:
    """Say whether a text is what a program makes of another one."""
    return bool(SPOILT.fullmatch(text)) and not SPOILT.fullmatch(instead_of)


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel knows UTF-8 by its mark
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([_guarded(cell) for cell in row] for row in rows)


def _guarded(text: str) -> str:
    return GUARD + text if text.startswith(READS_AS_FORMULA) else text


def _read_csv(path: Path) -> Iterator[list[str | Spoilt]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("sheet_encoding") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_clean(_unguarded(cell)) for cell in cells]
    except csv.Error as error:
        raise Unreadable("sheet_broken") from error


def _unguarded(text: str) -> str:
    guarded = text.startswith(GUARD) and text[1:].startswith(READS_AS_FORMULA)
    return text[1:] if guarded else text


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def _write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    for number, cells in enumerate((headings, *rows), 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"  # and no formula, whatever it begins with
            cell.number_format = "@"  # text: what is typed here stays as it is
            cell.quotePrefix = text.startswith(READS_AS_FORMULA)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    sheet.freeze_panes = "A2"
    book.save(path)


def _read_xlsx(path: Path) -> Iterator[list[str | Spoilt]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path)
    except Exception as error:  # openpyxl lets whatever its parsers trip over through
        raise Unreadable("sheet_broken") from error
    sheet = book.worksheets[0]
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, LONGEST)):
        yield [_value(cell.value, cell.data_type) for cell in cells]


def _value(value: object, kind: str) -> str | Spoilt:
    if value is None:
        return ""
    if kind == "s" and isinstance(value, str):
        return _clean(value)
    if kind == "d":
        return Spoilt.DATE
    return Spoilt.NUMBER if kind in ("n", "b") else Spoilt.FORMULA
