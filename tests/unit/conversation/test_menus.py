"""The commands beside the text field, in every language the app has a name for."""

from dataclasses import replace

from bot.conversation.content import Content
from bot.conversation.menus import COMMANDS, EVERYBODY, command_menus
from bot.i18n import catalogue
from bot.model.ids import Language
from tests.unit.conversation.small import small


def test_everybody_is_offered_the_commands_in_japanese() -> None:
    assert command_menus(small())[EVERYBODY] == COMMANDS


def test_a_language_has_its_own_words_and_japanese_where_it_has_none() -> None:
    english = command_menus(small())["en"]

    assert english["menu"] == "Menu"
    assert english["stop"] == COMMANDS["stop"]


def test_a_language_that_no_app_can_be_set_to_is_left_out() -> None:
    assert set(command_menus(speaking("ja@easy"))) == {EVERYBODY, "en"}


def test_a_language_with_a_script_goes_by_its_two_letters() -> None:
    menus = command_menus(speaking("zh_Hant", "zh_Hans"))

    assert set(menus) == {EVERYBODY, "en", "zh"}
    assert menus["zh"]["menu"] == "zh_Hans"


def speaking(*languages: str) -> Content:
    """Add languages in which the menu is called as the language is."""
    added = {
        Language(name): catalogue(Language(name), [("interface", "メニュー", name)])
        for name in languages
    }
    return replace(small(), catalogues={**small().catalogues, **added})
