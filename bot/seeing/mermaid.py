"""A chart as Mermaid, for pages that draw it themselves."""

from collections.abc import Iterator

from bot.seeing.chart import Box, Chart, Kind

QUOTED = str.maketrans({'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "`": "#96;"})


def mermaid(chart: Chart) -> str:
    """Write a chart; a sign has round ends."""
    lines = ["flowchart LR"]
    numbers = dict[int, str]()
    for root in chart.roots:
        lines.extend(_lines(root, numbers))
    return "\n".join(lines) + "\n"


def _lines(box: Box, numbers: dict[int, str]) -> Iterator[str]:
    name = numbers.setdefault(id(box), f"n{len(numbers)}")
    yield f"  {name}{_shape(box)}"
    for port in box.ports:
        if port.box is None:
            continue
        yield from _lines(port.box, numbers)
        label = f'|"{_said(port.label)}"|' if port.label else ""
        yield f"  {name} -->{label} {numbers[id(port.box)]}"


def _shape(box: Box) -> str:
    words = [f"<b>{_said(box.title)}</b>", *(_said(line) for line in box.text.splitlines())]
    whole = "<br>".join(words)
    return f'(["{whole}"])' if box.kind is Kind.SIGN else f'["{whole}"]'


def _said(text: str) -> str:
    return text.translate(QUOTED)
