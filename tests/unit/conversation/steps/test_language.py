"""Choosing a language."""

from bot.model.effects import Button
from bot.model.ids import Language
from tests.unit.conversation.visitor import Visitor


def test_every_language_is_named_in_itself() -> None:
    visitor = Visitor()

    visitor.sends("go:language")

    assert visitor.said[0].buttons[:2] == (
        Button("日本語", "lang:ja"),
        Button("English", "lang:en"),
    )


def test_a_choice_shows_the_menu_in_that_language_and_can_be_taken_back() -> None:
    visitor = Visitor()

    visitor.sends("lang:en")
    english = visitor.labels
    visitor.sends("lang:ja")

    assert "Talk to a person" in english
    assert "人と話す" in visitor.labels
    assert visitor.place == ("menu", "questions")
    assert visitor.standing.language == Language("ja")


def test_a_choice_is_kept_against_the_hint_of_the_app() -> None:
    visitor = Visitor()
    visitor.sends("lang:ja")

    visitor.starts(language="en")

    assert "人と話す" in visitor.labels
