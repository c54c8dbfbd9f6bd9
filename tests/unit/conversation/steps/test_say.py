"""Saying something."""

from tests.unit.conversation.small import loaded
from tests.unit.conversation.visitor import Visitor


def test_consecutive_texts_become_one_message_without_loose_ends() -> None:
    flow = "flow: cost\ntitle: お金\nsteps:\n  - say: |\n      一。\n\n  - say: 二。\n"
    visitor = Visitor(loaded({"cost": flow}).content)

    visitor.sends("go:cost")

    assert visitor.text == "一。\n\n二。"
    assert visitor.labels == ["人と話す", "メニュー"]
    assert visitor.place == ("cost", "say-2")


def test_a_text_is_said_in_the_visitors_language() -> None:
    visitor = Visitor()

    visitor.starts("anonymity", "en-US")

    assert visitor.text == "No real name is needed."
    assert visitor.labels[-2:] == ["Talk to a person", "Menu"]
