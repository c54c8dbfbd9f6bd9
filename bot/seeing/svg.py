"""A chart as SVG: no style sheet and no script, so that it may stand anywhere.

Each box carries its steps (`data-places`) and where it begins (`data-place`), by which a page
finds them again.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bot.seeing.chart import Chart, Kind
from bot.seeing.layout import (
    LETTER,
    LINE,
    MARGIN,
    PADDING,
    PORT,
    Layout,
    Placed,
    Wire,
    height_of_title,
    lay_out,
)

FONTS = (
    "system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, "
    "sans-serif"
)
INK, MUTED, PAPER, LINE_COLOUR = "#1d2726", "#4f5c5a", "#ffffff", "#8a9a94"
HEADS = {Kind.SCREEN: "#d8ebe2", Kind.FLOW: "#d8ebe2", Kind.SIGN: "#f3f1ea"}
FRAMES = {Kind.SCREEN: "#3b7a69", Kind.FLOW: "#3b7a69", Kind.SIGN: "#b9b4a3"}
BUTTON = "#eef3f0"
NOT_DRAWN = "どの画面からも行ける「人と話す」と「メニュー」は、描いていません。"


def svg(chart: Chart) -> str:
    """Draw a chart."""
    layout = lay_out(chart)
    width, height = round(layout.width), round(layout.height)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{FONTS}" font-size="{LETTER:g}">',
            f"<title>{escape(layout.title)}</title>",
            f'<rect class="sheet" width="{width}" height="{height}" fill="{PAPER}"/>',
            *_parts(layout),
            "</svg>\n",
        )
    )


def _parts(layout: Layout) -> Iterator[str]:
    size = LETTER * 1.4
    at = f'x="{MARGIN:g}" y="{MARGIN + PADDING:g}"'
    yield (
        f'<text class="title" {at} font-size="{size:g}" font-weight="700" fill="{INK}">'
        f"{escape(layout.title)}</text>"
    )
    under = MARGIN + PADDING + LINE + 4
    yield _text(MARGIN, under, NOT_DRAWN, MUTED)
    yield from (_wire(wire) for wire in layout.wires)
    for placed in layout.placed:
        yield from _box(placed)


def _wire(wire: Wire) -> str:
    bend = (wire.x2 - wire.x1) / 2
    path = (
        f"M{wire.x1:g} {wire.y1:g} C{wire.x1 + bend:g} {wire.y1:g} "
        f"{wire.x2 - bend:g} {wire.y2:g} {wire.x2 - 6:g} {wire.y2:g}"
    )
    head = f"M{wire.x2 - 8:g} {wire.y2 - 4:g} l8 4 l-8 4 z"
    return (
        f'<path class="wire" d="{path}" fill="none" stroke="{LINE_COLOUR}" stroke-width="1.5"/>'
        f'<path class="tip" d="{head}" fill="{LINE_COLOUR}"/>'
    )


def _box(placed: Placed) -> Iterator[str]:
    box, kind = placed.box, placed.box.kind
    places = quoteattr(" ".join(place.name for place in box.places))
    frame, head = FRAMES[kind], HEADS[kind]
    yield (
        f'<g class="box {kind}" data-place={quoteattr(box.place.name)} data-places={places}>'
        f"<title>{escape(box.title)}</title>"
        f'<rect class="frame" {_at(placed)} height="{placed.height:g}" rx="9" '
        f'fill="{head if kind is Kind.SIGN else PAPER}" stroke="{frame}"/>'
    )
    top = height_of_title(box)
    if kind is not Kind.SIGN:
        yield f'<path class="head" d="{_round_top(placed, top)}" fill="{head}"/>'
    yield _text(placed.x + PADDING, placed.y + top / 2, placed.title, bold=kind is not Kind.SIGN)
    for number, line in enumerate(placed.lines):
        yield _text(placed.x + PADDING, placed.y + top + PADDING / 2 + (number + 0.5) * LINE, line)
    for row in placed.rows:
        at = f'x="{placed.x + PADDING / 2:g}" y="{row.middle - PORT / 2 + 2:g}"'
        size = f'width="{placed.width - PADDING:g}" height="{PORT - 4:g}"'
        yield f'<rect class="button" {at} {size} rx="6" fill="{BUTTON}"/>'
        yield _text(placed.x + PADDING, row.middle, row.label, colour="#1b6a5a")
    yield "</g>"


def _at(placed: Placed) -> str:
    return f'x="{placed.x:g}" y="{placed.y:g}" width="{placed.width:g}"'


def _round_top(placed: Placed, height: float) -> str:
    inner = placed.width - 18
    return (
        f"M{placed.x + 0.5:g} {placed.y + height:g} v{9 - height:g} a8.5 8.5 0 0 1 8.5 -8.5 "
        f"h{inner:g} a8.5 8.5 0 0 1 8.5 8.5 v{height - 9:g} z"
    )


def _text(x: float, middle: float, text: str, colour: str = INK, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{middle:g}" dominant-baseline="central" fill="{colour}"{weight}>'
        f"{escape(text)}</text>"
    )
