"""Where boxes stand."""

from itertools import combinations

import pytest

from bot.seeing.chart import Chart, Kind, flow_chart, whole_chart
from bot.seeing.layout import Placed, Wire, lay_out
from bot.seeing.wrap import width_of
from tests.unit.loader.shipped import shipped

CHARTS = [whole_chart(shipped()), *(flow_chart(shipped(), f) for f in shipped().flows.values())]


def overlap(one: Placed, other: Placed) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    below = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or below)


def cross(one: Wire, other: Wire) -> bool:
    return one.x1 == other.x1 and (one.y1 - other.y1) * (one.y2 - other.y2) < 0


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_no_box_lies_on_another_and_all_are_on_the_sheet(chart: Chart) -> None:
    layout = lay_out(chart)

    assert [pair for pair in combinations(layout.placed, 2) if overlap(*pair)] == []
    assert all(each.x + each.width <= layout.width for each in layout.placed)
    assert all(each.y + each.height <= layout.height for each in layout.placed)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_no_line_crosses_another(chart: Chart) -> None:
    wires = lay_out(chart).wires

    assert [pair for pair in combinations(wires, 2) if cross(*pair)] == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_every_text_fits_its_box(chart: Chart) -> None:
    for placed in lay_out(chart).placed:
        for line in (placed.title, *placed.lines, *(row.label for row in placed.rows)):
            hanging = line.rstrip("。、）」？")
            assert width_of(hanging, 13) <= placed.width - 24, line


def test_the_whole_is_readable_on_a3() -> None:
    layout = lay_out(whole_chart(shipped()))

    millimetres = min(297 / layout.width, 420 / layout.height)  # of one pixel, on A3 upright
    assert 13 * millimetres > 2.4  # some seven points


def test_a_sign_stands_beside_its_button() -> None:
    layout = lay_out(flow_chart(shipped(), next(iter(shipped().flows.values()))))
    signs = [each for each in layout.placed if each.box.kind is Kind.SIGN]

    assert signs
    assert all(each.height < 30 for each in signs)
