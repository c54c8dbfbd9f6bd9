"""What the visitor's engine does where danger is seen, in whatever state the visitor is.

Words in danger are no answer, nickname, phrase or guess: they are kept for a person or go to one,
the panel is shown, and the visitor stays where they were.
"""

from dataclasses import replace

from bot.conversation import holding, interface, kept
from bot.conversation.content import CRISIS, SOFT, UNREAD
from bot.conversation.kinds import RULES, Way, caption_of
from bot.conversation.notices import declined
from bot.conversation.scene import Reach, Scene, Setting
from bot.conversation.screen import aside
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.conversation.step import Tell
from bot.model.danger import Danger, Level
from bot.model.effects import Button, RaiseAlarm, Say
from bot.model.ids import StepId
from bot.model.inputs import Edited, MediaKind, Said, Showed
from bot.safety import speaker

UNREADABLE = frozenset({MediaKind.VOICE, MediaKind.VIDEO, MediaKind.VIDEO_NOTE, MediaKind.STICKER})
"""What may say anything, and nothing that we can read (SAFETY.md S11)."""

Written = Said | Showed | Edited


def is_alarming(written: Written) -> bool:
    """Say whether staff are told at once."""
    return written.danger is not None and written.danger.level > Level.SOFT


def words_of(written: Written) -> str:
    """Give the words of something, which may be a caption."""
    return written.caption if isinstance(written, Showed) else written.text


def in_danger(
    conversation: Conversation, written: Written, danger: Danger, setting: Setting
) -> Turned:
    """Show the panel, unless it was shown already, take the words along, and tell the desk."""
    near = replace(conversation, at_hand=True)
    taken, effects = _taken(near, written, setting)
    variant = speaker([words_of(written)], danger)
    said = panel(near, variant, replace(setting, reach=Reach.TOLD))
    shown = () if written.is_answered else (replace(said, urgent=True),)
    return taken, (*shown, *effects, RaiseAlarm(danger))


def panel(conversation: Conversation, variant: str, setting: Setting) -> Say:
    """Make the panel, in the words of a variant, where the visitor is."""
    place = _place(variant, setting) or setting.content.first(CRISIS)
    if conversation.standing is Standing.CASE:
        return holding.within_case(conversation, place, setting, crisis=True)
    return aside(conversation, place, setting)


def gently(conversation: Conversation, setting: Setting) -> tuple[Say, ...]:
    """Make the one line for words that are heavy and no more; nothing without its words."""
    place = _place(SOFT, setting)
    step = setting.content.step(place)
    if place is None or step is None:
        return ()
    scene = Scene(setting, conversation, place)
    entered = step.enter(scene)
    text = entered.text if isinstance(entered, Tell) else ""
    way = Button(scene.interface(interface.CRISIS), f"go:{CRISIS}")
    return (Say(text, (way,), steps=(place.name,)),)


def unread(conversation: Conversation, setting: Setting) -> Say | None:
    """Make the panel that says first that a voice cannot be read; None without its words."""
    return panel(conversation, UNREAD, setting) if _place(UNREAD, setting) else None


def _place(variant: str, setting: Setting) -> Place | None:
    place = Place(CRISIS, StepId(variant))
    return place if setting.content.step(place) else None


def _taken(conversation: Conversation, written: Written, setting: Setting) -> Turned:
    """Pass words on in a case and after it, and keep them otherwise."""
    if conversation.standing is Standing.CASE:
        return holding.in_case(conversation, written, setting)
    if conversation.standing is Standing.ENDED:
        return holding.after_case(conversation, written, setting)
    if isinstance(written, Edited):
        if kept.waits(conversation, written.message):
            return kept.corrected(conversation, written), ()
        return kept.keep(conversation, Said(written.message, written.text, written.entities)), ()
    if isinstance(written, Said) or RULES[written.kind].way is Way.RELAYED:
        return kept.keep(conversation, written), ()
    caption = caption_of(written)
    noted = replace(conversation, album=written.album)
    keeping = kept.keep(noted, caption) if caption else noted
    return keeping, (declined(noted, written, setting),)
