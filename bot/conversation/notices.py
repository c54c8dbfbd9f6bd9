"""What is said beside the flows: a step of the flow `case` alone, or a passing line."""

from dataclasses import replace

from bot.conversation import interface
from bot.conversation.content import CASE
from bot.conversation.kinds import RULES, Way
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import case_buttons, ways_out
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.conversation.step import Tell
from bot.i18n import clip
from bot.model.effects import Button, PassOn, Say, Toast
from bot.model.ids import StepId
from bot.model.inputs import Edited, Said, Showed

MAX_TOAST = 200  # what Telegram shows of an answer to a press

DECLINED = "declined"
WORDS_ONLY = "words-only"


def place_of(notice: str) -> Place:
    """Name the step that has the words of a notice."""
    return Place(CASE, StepId(notice))


def notice(
    conversation: Conversation,
    name: str,
    setting: Setting,
    *,
    asking: tuple[Button, ...] = (),
    crisis: bool = False,
) -> Say:
    """Say one step of the flow `case`, alone, with the buttons of a question above the usual."""
    place = place_of(name)
    scene = Scene(setting, conversation, place)
    step = setting.content.step(place)
    entered = step.enter(scene) if step else None
    text = entered.text if isinstance(entered, Tell) and entered.text.strip() else ""
    within = conversation.standing is Standing.CASE
    usual = case_buttons(scene, crisis=crisis) if within else ways_out(scene)
    return Say(text or scene.title(CASE), (*asking, *usual), steps=(place.name,))


def declined(
    conversation: Conversation, showed: Showed, setting: Setting, name: str = DECLINED
) -> Say:
    """Say what was not passed on, and why."""
    rule = RULES[showed.kind]
    reason = interface.LATER if rule.way is Way.CONFIRMED else rule.why
    kind, reason = (spoken(conversation, each, setting) for each in (rule.name, reason))
    return notice(conversation, name, bringing(setting, kind=kind, reason=reason))


def passed_on(
    conversation: Conversation, written: Said | Showed | Edited, setting: Setting
) -> Turned:
    """Pass something on; the first time in a case the visitor reads that it has arrived."""
    if conversation.acknowledged:
        return conversation, (PassOn(written),)
    received = replace(notice(conversation, "received", setting), silent=True)
    return replace(conversation, acknowledged=True), (PassOn(written), received)


def bringing(setting: Setting, **values: str) -> Setting:
    """Bring values along for the words of a notice."""
    return replace(setting, values={**setting.values, **values})


def passing(conversation: Conversation, phrase: str, setting: Setting) -> Toast:
    """Answer a press with one of the engine's own phrases."""
    return Toast(clip(spoken(conversation, phrase, setting), MAX_TOAST))


def spoken(conversation: Conversation, phrase: str, setting: Setting) -> str:
    """Put one of the engine's own phrases into the visitor's language."""
    return Scene(setting, conversation, place_of("")).interface(phrase)
