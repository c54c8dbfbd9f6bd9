"""One message, and the ways out below it."""

from dataclasses import replace

from bot.conversation.content import Content
from bot.conversation.flow import Flow
from bot.conversation.scene import Setting
from bot.conversation.screen import MAX_STEPS, walk
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Step
from bot.conversation.steps.choose import ChooseStep
from bot.conversation.steps.go import GoStep
from bot.conversation.steps.say import SayStep
from bot.i18n import units
from bot.model.ids import FlowId, StepId
from tests.unit.conversation.small import small
from tests.unit.conversation.visitor import Visitor


def with_flow(*steps: Step, flow: str = "cost") -> Content:
    """Put a flow into the content that no check would let pass."""
    made = Flow(FlowId(flow), "題", steps)
    return replace(small(), flows={**small().flows, made.id: made})


def test_a_loop_is_cut_with_the_error_screen() -> None:
    content = with_flow(SayStep(StepId("a"), "回る"), GoStep(StepId("b"), "a"))
    visitor = Visitor(content)

    visitor.sends("go:cost")

    assert visitor.text == "文 error"
    assert visitor.labels == ["人と話す", "メニュー"]


def test_a_jump_to_nowhere_is_met_with_the_error_screen() -> None:
    visitor = Visitor(with_flow(GoStep(StepId("b"), "gone")))

    visitor.sends("go:cost")

    assert visitor.text == "文 error"


def test_a_loop_in_the_error_flow_itself_still_leaves_ways_out() -> None:
    visitor = Visitor(with_flow(GoStep(StepId("a"), "a"), flow="error"))

    visitor.sends("go:error")

    assert visitor.text == "題"
    assert visitor.labels == ["人と話す", "メニュー"]


def test_as_many_steps_as_are_allowed_are_walked() -> None:
    steps = [SayStep(StepId(str(number)), "文") for number in range(MAX_STEPS)]

    fits = Visitor(with_flow(*steps))
    fits.sends("go:cost")
    too_many = Visitor(with_flow(*steps, SayStep(StepId("last"), "文")))
    too_many.sends("go:cost")

    assert fits.text.count("文") == MAX_STEPS
    assert too_many.text == "文 error"


def test_a_screen_without_words_says_its_title() -> None:
    visitor = Visitor()

    visitor.sends("go:menu.questions")

    assert visitor.text == "メニュー"


def test_a_text_that_outgrew_its_check_is_cut_and_still_sent() -> None:
    visitor = Visitor(with_flow(SayStep(StepId("a"), "👋" * 3000)))

    visitor.sends("go:cost")

    assert units(visitor.text) <= 4096
    assert visitor.text.endswith("…")


def test_the_menu_does_not_offer_itself_but_its_second_page_does() -> None:
    visitor = Visitor()

    visitor.sends("go:menu")
    first = visitor.labels
    visitor.presses("そのほか")

    assert "メニュー" not in first
    assert visitor.labels[3:] == ["人と話す", "メニュー", "いま、とてもつらい", "ことば・Language"]


def test_what_the_author_of_the_menu_offers_is_not_added_again() -> None:
    choices = (("つらいとき", "crisis"), ("人と話す", "person"), ("言語", "language"))
    visitor = Visitor(with_flow(ChooseStep(StepId("questions"), choices), flow="menu"))

    visitor.sends("go:menu")

    assert visitor.labels == ["つらいとき", "人と話す", "言語"]


def test_walking_alone_shows_nothing_and_moves_nobody() -> None:
    visitor = Conversation()

    screen = walk(visitor, Place(FlowId("anonymity"), StepId("say")), Setting(small(), 0))

    assert screen.texts == ("本名はいりません。\n好きな名前でどうぞ。", "")
    assert screen.passed == ("anonymity", "anonymity")
    assert screen.steps == ("anonymity.say", "anonymity.choose")
    assert visitor == Conversation()
