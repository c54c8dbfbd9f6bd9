"""A screen as it is printed."""

from bot.conversation.content import MENU
from bot.conversation.state import Place
from bot.model.ids import BASE_LANGUAGE, FlowId, StepId
from bot.seeing.printed import AGAIN, HANDED, SPOKEN, Printed, printed
from tests.unit.conversation.small import small


def shown(flow: str, step: str) -> Printed:
    return printed(small(), Place(FlowId(flow), StepId(step)), BASE_LANGUAGE)


def comes(of: Printed) -> dict[str, str]:
    return {each.label: each.target.step if each.target else each.comes for each in of.buttons}


def test_a_screen_has_every_button_that_the_visitor_sees() -> None:
    screen = shown("anonymity", "say")

    assert [each.label for each in screen.buttons][-2:] == ["人と話す", "メニュー"]
    assert all(each.target for each in screen.buttons)
    assert screen.buttons[-1].target == small().first(MENU)


def test_what_comes_of_a_button_that_leads_to_no_place_is_said() -> None:
    assert comes(shown("person", "name"))["ほかの名前を見る"] == AGAIN
    assert comes(shown("person", "name"))["名前なし"] == "about"
    assert comes(shown("person", "handoff"))["つなぐ"] == HANDED
    languages = [each.comes for each in shown("language", "language").buttons]
    assert SPOKEN in languages


def test_what_is_said_after_the_button_was_pressed_is_printed_too() -> None:
    assert shown("person", "handoff").after == "つなぎました。"
    assert shown("anonymity", "say").after == ""


def test_a_notice_of_the_desk_stands_alone() -> None:
    assert shown("case", "claimed") == Printed(BASE_LANGUAGE, "［職員の呼び名］が読みます。")
