"""The commands beside the text field, in every language the app has a name for."""

from dataclasses import replace

from bot.conversation.menus import COMMANDS, EVERYBODY, command_menus
from bot.i18n import Catalogue
from bot.model.ids import Language
from tests.unit.conversation.small import small


def test_everybody_is_offered_the_commands_in_japanese() -> None:
    assert command_menus(small())[EVERYBODY] == COMMANDS


def test_a_language_has_its_own_words_and_japanese_where_it_has_none() -> None:
    english = command_menus(small())["en"]

    assert english["menu"] == "Menu"
    assert english["stop"] == COMMANDS["stop"]


def test_a_language_that_no_app_can_be_set_to_is_left_out() -> None:
    easy = Language("ja@easy")
    known = small().catalogues
    content = replace(small(), catalogues={**known, easy: Catalogue(easy)})

    assert set(command_menus(content)) == {EVERYBODY, "en"}
