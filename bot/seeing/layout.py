"""Where the boxes of a chart stand: a column for each step away from the top, filled downwards.

All measures are pixels of the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.seeing.chart import Box, Chart, Kind
from bot.seeing.wrap import clip, wrap

BOX_WIDTH = 250.0
SIGN_WIDTH = 200.0
PADDING = 12.0
LETTER = 13.0
LINE = 20.0
PORT = 26.0
COLUMN_GAP = 44.0
ROW_GAP = 14.0
SIGN_GAP = 4.0  # signs beside buttons stand as close as these
MARGIN = 24.0
TITLE = 56.0
LOOSE_IN_ROW = 4
"""How many boxes without a line to another stand side by side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way out as it is drawn, with the middle of its height."""

    label: str
    middle: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its corner, its size and its broken text."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from a way out to the left side of a box."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is drawn, and how large the sheet is."""

    title: str
    placed: tuple[Placed, ...]
    wires: tuple[Wire, ...]
    width: float
    height: float


def lay_out(chart: Chart) -> Layout:
    """Place every box of a chart."""
    sheet = _Sheet()
    loose = [root for root in chart.roots if not root.leads_on]
    for root in chart.roots:
        if root.leads_on:
            sheet.place(root, MARGIN, MARGIN + TITLE)
    for row in _in_rows(loose):
        top = sheet.bottom + ROW_GAP
        for column, box in enumerate(row):
            sheet.place(box, MARGIN + column * (BOX_WIDTH + ROW_GAP), top)
    width = max((each.x + each.width for each in sheet.placed), default=0) + MARGIN
    return Layout(
        chart.title, tuple(sheet.placed), tuple(sheet.wires), width, sheet.bottom + MARGIN
    )


def height_of_title(box: Box) -> float:
    """Say how high the title of a box is, which is all of a sign."""
    return PORT - SIGN_GAP if box.kind is Kind.SIGN else 32.0


def _in_rows(boxes: list[Box]) -> Iterator[list[Box]]:
    for start in range(0, len(boxes), LOOSE_IN_ROW):
        yield boxes[start : start + LOOSE_IN_ROW]


class _Sheet:
    """Grows box by box, in the order of the ways: so no line crosses another."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.wires: list[Wire] = []
        self.free: dict[float, float] = {}
        """From where downwards each column is free."""

    @property
    def bottom(self) -> float:
        """Say where the lowest box ends."""
        return max((each.y + each.height for each in self.placed), default=MARGIN + TITLE)

    def place(self, box: Box, x: float, top: float) -> float:
        """Place a box, no higher than `top`, and what hangs on it; give where it came to stand."""
        top = max(top, self.free.get(x, 0))
        here = _sized(box, x, top)
        self.placed.append(here)
        self.free[x] = top + here.height + (SIGN_GAP if box.kind is Kind.SIGN else ROW_GAP)
        for port, row in zip(box.ports, here.rows, strict=True):
            if port.box:
                self._hang(port.box, here, row)
        return top

    def _hang(self, box: Box, parent: Placed, row: Row) -> None:
        right, half = parent.x + parent.width, height_of_title(box) / 2
        wanted = row.middle - half if box.kind is Kind.SIGN else parent.y
        top = self.place(box, right + COLUMN_GAP, wanted)
        self.wires.append(Wire(right, row.middle, right + COLUMN_GAP, top + half))


def _sized(box: Box, x: float, top: float) -> Placed:
    width = SIGN_WIDTH if box.kind is Kind.SIGN else BOX_WIDTH
    inner = width - 2 * PADDING
    lines = wrap(box.text, inner, LETTER)
    title = clip(box.title, inner, LETTER)
    height = height_of_title(box) + (len(lines) * LINE + PADDING if lines else 0)
    rows: list[Row] = []
    for port in box.ports:
        label = clip(port.label or "つづき", inner - PADDING, LETTER)
        rows.append(Row(label, top + height + PORT / 2))
        height += PORT
    return Placed(
        box, x, top, width, height + (PADDING / 2 if rows else 0), title, lines, tuple(rows)
    )
