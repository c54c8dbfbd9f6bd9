"""Handing over to a person."""

from bot.model.effects import Button, OpenCase, Say, Settle, Toast
from tests.unit.conversation.small import MESSAGE, PERSON, loaded
from tests.unit.conversation.visitor import Visitor


def ready() -> Visitor:
    """Lead a visitor to the summary."""
    visitor = Visitor()
    visitor.sends("go:who")
    visitor.sends("go:person")
    for label in ("にする", "家族のこと", "20代"):
        visitor.presses(label)
    return visitor


def confirming(visitor: Visitor) -> None:
    """Lead a visitor to the summary without an answer to anything."""
    visitor.sends("go:person")
    for label in ("名前なし", "答えない", "いいたくない"):
        visitor.presses(label)


def test_the_summary_shows_what_staff_will_read() -> None:
    visitor = ready()

    assert visitor.text == "呼び名：緑のカエデ\nだれのこと：家族のこと\n年代：20代"
    assert visitor.labels == ["つなぐ", "人と話す", "メニュー"]


def test_the_summary_of_a_visitor_who_gave_nothing_is_whole() -> None:
    visitor = Visitor()

    confirming(visitor)

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


def test_the_summary_says_what_goes_along_even_where_its_author_did_not() -> None:
    visitor = Visitor()
    visitor.writes("xyzzy")

    confirming(visitor)

    last = visitor.text.splitlines()[-1]
    assert last == "先に送ってくださったもの（1件）も、いっしょに渡します。"
    assert visitor.labels == ["つなぐ", "先に送ったものは渡さない", "人と話す", "メニュー"]


def test_the_summary_says_it_where_its_author_wants_it_and_only_there() -> None:
    text = PERSON.replace("      年代：{age}\n", "      {earlier}\n      年代：{age}\n")
    visitor = Visitor(loaded({"person": text}).content)
    visitor.writes("xyzzy")

    confirming(visitor)

    lines = visitor.text.splitlines()
    assert lines[-2] == "先に送ってくださったもの（1件）も、いっしょに渡します。"
    assert lines[-1] == "年代：答えない"


def test_a_summary_with_nothing_to_go_along_has_no_empty_line() -> None:
    text = PERSON.replace("      年代：{age}\n", "      {earlier}\n      年代：{age}\n")
    visitor = Visitor(loaded({"person": text}).content)

    confirming(visitor)

    assert visitor.text == "呼び名：名前なし\nだれのこと：答えない\n年代：答えない"
    assert visitor.labels == ["つなぐ", "人と話す", "メニュー"]


def test_the_visitor_may_leave_out_what_was_sent_before() -> None:
    visitor = Visitor()
    visitor.writes("xyzzy")
    confirming(visitor)
    before = visitor.said[-1].buttons

    visitor.presses("先に送ったものは渡さない")
    shown, labels = visitor.text, visitor.labels
    by_old_buttons = [visitor.does_press(button.press) for button in before[:2]]
    visitor.sends(f"hand:{visitor.standing.serial}")

    assert shown.startswith("預かっていたものは、消しました。\n\n呼び名：")
    assert labels == ["つなぐ", "人と話す", "メニュー"]
    assert by_old_buttons == [(Toast("この質問はもう終わっています"),)] * 2
    opened = [effect for effect in visitor.effects if isinstance(effect, OpenCase)]
    assert [effect.request.earlier for effect in opened] == [()]


def test_a_button_that_the_summary_does_not_have_opens_nothing() -> None:
    visitor = ready()

    visitor.sends(f"hand:{visitor.standing.serial}:maybe")

    assert visitor.effects == (Toast("この質問はもう終わっています"),)


def test_nothing_is_handed_over_before_the_word_is_given() -> None:
    visitor = ready()

    visitor.writes("つなぐ")

    assert not any(isinstance(effect, OpenCase) for effect in visitor.effects)
