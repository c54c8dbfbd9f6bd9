"""The questions and answers as a sheet for the ward's editors, and back into the flow files.

Only the last column is written in. The system's own flows are left out: a slip in what is said
in a crisis, or while a person is there, is not to be made in a sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.check.finding import InFlow
from bot.conversation.content import SYSTEM_FLOWS
from bot.conversation.flow import Flow
from bot.loader.flows import read_flow
from bot.loader.phrases.grid import Row
from bot.loader.phrases.returned import Returned
from bot.loader.phrases.rewrite import add_below, put
from bot.loader.report import Report, Spot
from bot.loader.tree import read_tree

FILE, PLACE, NOW, NEW = "ファイル", "場所", "いまの文", "新しい文"
HEADINGS = (FILE, PLACE, NOW, NEW)
ASKED = "asked as"


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a flow file."""

    place: str
    text: str
    spot: Spot
    label: bool
    """It stands before a colon, or on a line of its own: a break cannot."""


def rows_of(flows: Path) -> Iterator[tuple[str, ...]]:
    """Lay out the title, the ways to ask and the texts of every answer."""
    for path in sorted(flows.glob("*.yaml")):
        for each in _texts(path.read_text(encoding="utf-8-sig"), path.stem):
            yield path.stem, each.place, each.text, ""


def take(flows: Path, rows: list[Row], returned: Returned) -> dict[Path, str]:
    """Give the new texts of the files that change; nothing is written."""
    changed = dict[Path, str]()
    known = {path.stem: path for path in flows.glob("*.yaml")}
    seen = set[tuple[str, str, str]]()
    for row in returned.written(rows, NEW):
        path = known.get(row.text(FILE))
        key = row.text(FILE), row.text(PLACE), row.text(NOW)
        if path is None:
            returned.refuse(row.number, "row_unknown", place=row.text(FILE))
        elif key[2] and key in seen:
            returned.refuse(row.number, "row_twice")
        else:
            seen.add(key)
            text = changed.get(path) or _read(path)
            fresh = _with(text, path.stem, row, returned)
            if fresh is not None and fresh != text:
                changed[path] = fresh
                returned.taken += 1
    return changed


def _with(text: str, stem: str, row: Row, returned: Returned) -> str | None:
    """Put one row into a file; None when it was refused."""
    place, now, new = row.text(PLACE), row.text(NOW), row.text(NEW)
    found = [each for each in _texts(text.removeprefix("\ufeff"), stem) if each.place == place]
    adding = place == ASKED and not now
    if adding and not found:
        returned.refuse(row.number, "row_no_list", file=f"{stem}.yaml")
        return None
    there = found[-1:] if adding else [each for each in found if each.text == now]
    if not there:
        returned.refuse(row.number, "row_unknown", place=f"{stem} {place}")
        return None
    if there[0].label and "\n" in new:
        returned.refuse(row.number, "row_lines")
        return None
    if not returned.may_stand(row, new, now):
        return None
    fresh = (add_below if adding else put)(text, there[0].spot, new)
    if fresh is None:
        returned.refuse(row.number, "row_not_written", file=f"{stem}.yaml")
    return fresh


def _texts(text: str, stem: str) -> Iterator[_Text]:
    report = Report("flows", "locales")
    node = read_tree(text, f"{stem}.yaml", report)
    if stem in SYSTEM_FLOWS or node is None:
        return
    flow = read_flow(node, f"{stem}.yaml", report)
    if flow is not None and InFlow(flow.id, key="title") in report.spots:
        yield from _of_flow(flow, report)


def _of_flow(flow: Flow, report: Report) -> Iterator[_Text]:
    yield _Text("title", flow.title, report.spots[InFlow(flow.id, key="title")], label=True)
    for phrase in flow.asked_as:
        spot = report.spots[InFlow(flow.id, key=f"{ASKED}/{phrase}")]
        yield _Text(ASKED, phrase, spot, label=True)
    for step in flow.steps:
        for words in step.texts():
            spot = report.spots[InFlow(flow.id, step.id, words.key)]
            key, slash, _ = words.key.partition("/")
            yield _Text(f"{step.id} {key}", words.text, spot, label=bool(slash))


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
