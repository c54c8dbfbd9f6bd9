"""Going on without asking."""

from tests.unit.conversation.small import loaded
from tests.unit.conversation.visitor import Visitor


def test_a_jump_joins_two_flows_into_one_screen() -> None:
    flow = "flow: cost\ntitle: お金\nsteps:\n  - say: 一。\n  - go: anonymity.details\n"
    visitor = Visitor(loaded({"cost": flow}).content)

    visitor.sends("go:cost")

    assert visitor.text == "一。\n\n電話は（準備中です）です。"
    assert visitor.place == ("anonymity", "details")
    assert visitor.standing.path == ("cost", "anonymity")
