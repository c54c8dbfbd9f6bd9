"""The visitor's commands, as the app lists them beside the text field."""

from collections.abc import Mapping

from bot.conversation.content import Content
from bot.conversation.interface import CONTEXT, END_CASE, FROM_START, MENU, PICK_LANGUAGE
from bot.i18n import is_variant, translate
from bot.model.ids import BASE_LANGUAGE, Language

COMMANDS = {"start": FROM_START, "menu": MENU, "language": PICK_LANGUAGE, "stop": END_CASE}
EVERYBODY = ""


def command_menus(content: Content) -> Mapping[str, Mapping[str, str]]:
    """Give command → line for each language, and for everybody else.

    Telegram tells languages apart by two letters: of `zh_Hans` and `zh_Hant` the first counts.
    """
    menus = {EVERYBODY: _menu(content, None)}
    for language in content.languages():
        if language != BASE_LANGUAGE and not is_variant(language):
            menus.setdefault(language.partition("_")[0], _menu(content, language))
    return menus


def _menu(content: Content, language: Language | None) -> Mapping[str, str]:
    known = content.catalogues.get(language) if language else None
    return {name: translate(known, CONTEXT, line) for name, line in COMMANDS.items()}
