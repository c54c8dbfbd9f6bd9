"""Charts of one flow and of all."""

from collections.abc import Iterator

from bot.model.ids import FlowId
from bot.seeing.chart import Box, Chart, Kind, flow_chart, whole_chart
from tests.unit.conversation.small import small
from tests.unit.loader.shipped import shipped


def every_box(chart: Chart) -> list[Box]:
    return [box for root in chart.roots for box in _below(root)]


def _below(box: Box) -> Iterator[Box]:
    yield box
    for port in box.ports:
        if port.box:
            yield from _below(port.box)


def steps_drawn(chart: Chart) -> list[str]:
    boxes = [box for box in every_box(chart) if box.kind is not Kind.SIGN]
    return [place.step for box in boxes for place in box.places]


def test_every_step_of_every_flow_is_drawn_once() -> None:
    for flow in shipped().flows.values():
        drawn = steps_drawn(flow_chart(shipped(), flow))

        assert sorted(drawn) == sorted(step.id for step in flow.steps)


def test_every_button_ends_at_a_box_or_at_a_sign_for_what_is_drawn_elsewhere() -> None:
    chart = flow_chart(small(), small().flows[FlowId("menu")])
    questions = next(box for box in every_box(chart) if box.place.step == "questions")

    ends = [port.box for port in questions.ports]
    assert [end.kind for end in ends if end] == [Kind.SIGN, Kind.SIGN, Kind.SCREEN]
    assert [end.place.flow for end in ends if end] == ["who", "anonymity", "menu"]


def test_the_whole_has_every_flow_and_draws_the_menu_by_its_screens() -> None:
    boxes = every_box(whole_chart(shipped()))

    assert {box.place.flow for box in boxes} == set(shipped().flows)
    assert [box.place.flow for box in boxes].count(FlowId("menu")) > 1
    assert boxes[0].place.flow == "start"


def test_the_whole_names_in_words_what_it_draws_no_line_to() -> None:
    boxes = every_box(whole_chart(shipped()))
    cost = next(box for box in boxes if box.place.flow == "cost")

    assert "cost.yaml" in cost.text
    assert "→ " in cost.text


def test_a_button_back_to_a_screen_already_drawn_ends_at_a_sign() -> None:
    chart = flow_chart(shipped(), shipped().flows[FlowId("menu")])
    signs = [box for box in every_box(chart) if box.kind is Kind.SIGN]

    assert "more" in [sign.place.step for sign in signs]
