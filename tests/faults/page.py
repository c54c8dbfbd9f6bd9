"""The table of docs/FAULTS.md, written from the rows: `python -m tests.faults.page`."""

import inspect
from collections.abc import Iterator

from bot.settings import HOME
from tests.faults.rows import ROWS, Row, Trial

PAGE = HOME / "docs" / "FAULTS.md"
BEGIN, END = "<!-- written by python -m tests.faults.page -->\n", "<!-- end -->\n"


def table() -> str:
    """Say of every fault what is promised, how it is tried, and what would be missed."""
    return "".join(line + "\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield "| | fault | promised | tried so | missed at once, if it were not so: |"
    yield "|---|---|---|---|---|"
    for row in ROWS:
        tried = " ".join(_said(trial) for trial in row.trials)
        yield f"| {row.number} | {row.fault} | {row.promise} | {tried} | {_missed(row)} |"


def _said(trial: Trial) -> str:
    return inspect.cleandoc(trial.__doc__ or "").splitlines()[0]


def _missed(row: Row) -> str:
    return "; ".join(dict.fromkeys(control.without for control in row.controls))


def written(page: str) -> str:
    """Give the page with its table as the rows have it now."""
    head, _, rest = page.partition(BEGIN)
    return head + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
