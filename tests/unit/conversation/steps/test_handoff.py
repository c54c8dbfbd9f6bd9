"""Handing over to a person."""

from bot.model.effects import Button, OpenCase, Say, Settle, Toast
from tests.unit.conversation.small import MESSAGE
from tests.unit.conversation.visitor import Visitor


def ready() -> Visitor:
    """Lead a visitor to the summary."""
    visitor = Visitor()
    visitor.sends("go:who")
    visitor.sends("go:person")
    for label in ("にする", "家族のこと", "20代"):
        visitor.presses(label)
    return visitor


def test_the_summary_shows_what_staff_will_read() -> None:
    visitor = ready()

    assert visitor.text == "呼び名：緑のカエデ\nだれのこと：家族のこと\n年代：20代"
    assert visitor.labels == ["つなぐ", "人と話す", "メニュー"]


def test_the_summary_of_a_visitor_who_gave_nothing_is_whole() -> None:
    visitor = Visitor()
    visitor.sends("go:person")

    for label in ("名前なし", "答えない", "いいたくない"):
        visitor.presses(label)

    assert visitor.text == "呼び名：名前なし\nだれのこと：答えない\n年代：答えない"


def test_confirming_opens_the_case_and_then_says_so() -> None:
    visitor = ready()

    visitor.presses("つなぐ")

    settle, opened, said = visitor.effects
    assert settle == Settle(MESSAGE)
    assert isinstance(opened, OpenCase)
    assert opened.request.nickname == "緑のカエデ"
    assert opened.request.path == ("題 who",)
    assert opened.request.answers == (
        ("どなたのことですか。", "家族のこと"),
        ("おいくつくらいですか。", "20代"),
    )
    assert said == Say("つなぎました。", (Button("相談を終わる", "stop:"),))


def test_confirming_twice_opens_one_case() -> None:
    visitor = ready()
    press = visitor.said[-1].buttons[0].press
    visitor.sends(press)

    visitor.sends(press)

    assert visitor.effects == (Toast("人とつながっています。"),)


def test_nothing_is_handed_over_before_the_word_is_given() -> None:
    visitor = ready()

    visitor.writes("つなぐ")

    assert not any(isinstance(effect, OpenCase) for effect in visitor.effects)
