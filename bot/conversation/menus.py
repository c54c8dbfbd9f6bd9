"""The visitor's commands, as the app lists them beside the text field."""

from collections.abc import Mapping

from bot.conversation.content import Content
from bot.conversation.interface import CONTEXT, END_CASE, FROM_START, MENU, PICK_LANGUAGE
from bot.i18n import translate
from bot.model.ids import Language

COMMANDS = {"start": FROM_START, "menu": MENU, "language": PICK_LANGUAGE, "stop": END_CASE}
EVERYBODY = ""


def command_menus(content: Content) -> Mapping[str, Mapping[str, str]]:
    """Give command → line for each language of two letters, and for everybody else."""
    menus = {EVERYBODY: _menu(content, None)}
    for language in content.catalogues:
        if language.isalpha():
            menus[language] = _menu(content, language)
    return menus


def _menu(content: Content, language: Language | None) -> Mapping[str, str]:
    known = content.catalogues.get(language) if language else None
    return {name: translate(known, CONTEXT, line) for name, line in COMMANDS.items()}
