"""What a visitor of a script has seen."""

from bot.conversation.script.visitor import Visitor
from bot.model.effects import Say, Toast
from bot.model.inputs import Pressed, Started
from tests.unit.conversation.small import MESSAGE, small


def met() -> Visitor:
    """Somebody who has opened the bot."""
    visitor = Visitor(small())
    visitor.takes(Started())
    return visitor


def test_a_button_is_found_by_its_label() -> None:
    assert met().press_of("本名はいる？") == "go:anonymity"
    assert met().press_of("ないボタン") is None


def test_a_label_is_found_by_what_it_sends_unless_another_button_took_it() -> None:
    visitor = met()
    visitor.takes(Pressed(MESSAGE, "go:person"))
    visitor.takes(Pressed(MESSAGE, "go:person"))

    assert visitor.label_of("go:menu") == "メニュー"
    assert visitor.label_of("nick:2:none") is None
    assert visitor.label_of("nick:3:none") == "名前なし"
    assert visitor.sees("nick:2:none")
    assert not visitor.sees("nick:9:none")


def test_labels_are_named_once_the_newest_first() -> None:
    visitor = met()
    visitor.takes(Pressed(MESSAGE, "go:who"))

    assert visitor.labels()[:2] == ("メニュー", "人と話す")
    assert len(set(visitor.labels())) == len(visitor.labels())


def test_only_what_came_of_the_last_input_is_unread() -> None:
    visitor = met()
    visitor.takes(Pressed(MESSAGE, "hand:9"))

    assert visitor.unread == []
    assert len(visitor.came(Toast)) == 1
    assert visitor.came(Say) == []
