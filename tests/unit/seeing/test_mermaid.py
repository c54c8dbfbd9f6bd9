"""A chart as Mermaid."""

import re

from bot.conversation.state import Place
from bot.model.ids import FlowId, StepId
from bot.seeing.chart import Box, Chart, Kind, Port, flow_chart
from bot.seeing.mermaid import mermaid
from tests.unit.conversation.small import small


def test_every_button_is_a_line_with_its_words() -> None:
    written = mermaid(flow_chart(small(), small().flows[FlowId("menu")]))

    assert written.startswith("flowchart LR\n")
    assert '-->|"だれが使える？"|' in written
    names = set(re.findall(r"^  (n\d+)[\[(]", written, re.MULTILINE))
    assert set(re.findall(r" (n\d+)$", written, re.MULTILINE)) <= names


def test_signs_of_mermaids_own_are_written_as_words() -> None:
    place = Place(FlowId("a"), StepId("say"))
    end = Box(Kind.SIGN, place, "終わり")
    chart = Chart("", (Box(Kind.SCREEN, place, 'a"#<b>`', ports=[Port('"', end)]),))

    written = mermaid(chart)

    assert "a#quot;#35;#lt;b#gt;#96;" in written
    assert '|"#quot;"|' in written
