"""A chart as SVG."""

from xml.etree import ElementTree as ET

import pytest

from bot.conversation.state import Place
from bot.model.ids import FlowId, StepId
from bot.seeing.chart import Box, Chart, Kind, flow_chart, whole_chart
from bot.seeing.svg import svg
from tests.unit.loader.shipped import shipped

NAMES = {"s": "http://www.w3.org/2000/svg"}
SOMEWHERE = Place(FlowId("a"), StepId("say"))


def places(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)
    boxes = [group for group in root.findall("s:g", NAMES) if group.get("class") != "box sign"]
    return [place for box in boxes for place in (box.get("data-places") or "").split()]


@pytest.mark.parametrize("flow", shipped().flows.values(), ids=lambda flow: flow.id)
def test_every_step_is_found_again_in_the_drawing(flow: object) -> None:
    known = next(each for each in shipped().flows.values() if each is flow)

    found = places(svg(flow_chart(shipped(), known)))

    assert sorted(found) == sorted(f"{known.id}.{step.id}" for step in known.steps)


def test_the_drawing_needs_no_style_sheet_and_no_script() -> None:
    drawn = svg(whole_chart(shipped()))

    assert "<style" not in drawn
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert "Noto Sans CJK JP" in drawn


def test_an_editors_signs_do_not_break_the_drawing() -> None:
    nasty = "<b>&\"'</b>"
    drawn = svg(Chart(nasty, (Box(Kind.SCREEN, SOMEWHERE, nasty, nasty, (SOMEWHERE,)),)))

    root = ET.fromstring(drawn)
    assert nasty in [text.text for text in root.iter(f"{{{NAMES['s']}}}text")]
