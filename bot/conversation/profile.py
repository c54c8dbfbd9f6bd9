"""What the bot's profile says: the lines that are open day and night, also when we are down.

Telegram shows it without us, so nothing in it may depend on the time (SAFETY.md, fault 32).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.content import CRISIS, PROFILE, PROFILE_SHORT, Content
from bot.conversation.menus import EVERYBODY
from bot.conversation.scene import Scene, Setting
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Tell
from bot.i18n import clip, is_variant
from bot.model.ids import BASE_LANGUAGE, Language, StepId

LONGEST, LONGEST_SHORT = 512, 120  # letters that Telegram takes


@dataclass(frozen=True, slots=True)
class Profile:
    """What is read before the first message, and on the profile's page."""

    text: str
    short: str


def profiles(content: Content) -> Mapping[str, Profile]:
    """Give the profile for each language, by its two letters, and for everybody else."""
    found = {EVERYBODY: _profile(content, BASE_LANGUAGE)}
    for language in content.languages():
        if language != BASE_LANGUAGE and not is_variant(language):
            found.setdefault(language.partition("_")[0], _profile(content, language))
    return {language: profile for language, profile in found.items() if profile.text}


def _profile(content: Content, language: Language) -> Profile:
    return Profile(
        clip(_words(content, PROFILE, language), LONGEST),
        clip(_words(content, PROFILE_SHORT, language), LONGEST_SHORT),
    )


def _words(content: Content, name: StepId, language: Language) -> str:
    place = Place(CRISIS, name)
    step = content.step(place)
    if step is None:
        return ""
    entered = step.enter(Scene(Setting(content, 0), Conversation(language=language), place))
    return entered.text.strip() if isinstance(entered, Tell) else ""
