"""Questions answered by one press: may this be shown, may another desk see it, did it help.

Each is open once: a second press, or one on an older message, gives a passing line and no more.
"""

from dataclasses import replace

from bot.conversation import interface
from bot.conversation.kinds import RULES
from bot.conversation.notices import bringing, notice, passed_on, passing, place_of
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import ways_out
from bot.conversation.state import Conversation, Standing, Turned
from bot.model.effects import Agree, Button, Rate, Say, Settle
from bot.model.inputs import Pressed, Showed

GIVE, AGREE, RATE = "give", "agree", "rate"
YES, NO = "yes", "no"

REVEALS = "reveals"
TRANSFER_ASKED = "transfer-asked"


def is_answer(press: str) -> bool:
    """Say whether a button belongs to one of these questions, open or not."""
    return press.partition(":")[0] in {GIVE, AGREE, RATE}


def ask_to_give(conversation: Conversation, showed: Showed, setting: Setting) -> Turned:
    """Say what a thing would show, and wait; it takes the place of one that waited before."""
    asking = replace(conversation, to_confirm=replace(showed, caption="", entities=()))
    rule, scene = RULES[showed.kind], Scene(setting, asking, place_of(REVEALS))
    told = bringing(setting, kind=scene.interface(rule.name), shows=scene.interface(rule.why))
    buttons = _two(GIVE, showed.message, (interface.GIVE, interface.KEEP_BACK), scene)
    return asking, (notice(asking, REVEALS, told, asking=buttons),)


def ask_to_move(conversation: Conversation, setting: Setting) -> Turned:
    """Ask whether another ward's desk may see the case; only the last question counts."""
    serial = conversation.serial + 1
    asking = replace(conversation, serial=serial, asked=serial)
    scene = Scene(setting, asking, place_of(TRANSFER_ASKED))
    buttons = _two(AGREE, serial, (interface.AGREE, interface.STAY), scene)
    return asking, (notice(asking, TRANSFER_ASKED, setting, asking=buttons),)


def ask_to_rate(
    conversation: Conversation, said: Say, setting: Setting
) -> tuple[Conversation, Say]:
    """Put two small buttons below the last word of a case, once in a case."""
    if conversation.rating_asked:
        return conversation, said
    asking = replace(conversation, to_rate=conversation.serial, rating_asked=True)
    scene = Scene(setting, asking, place_of(""))
    labels = (interface.HELPED, interface.NOT_HELPED)
    helped, not_helped = _two(RATE, asking.to_rate, labels, scene)
    small = (helped, replace(not_helped, beside=True))
    return asking, replace(said, buttons=(*said.buttons, *small))


def pressed(conversation: Conversation, happened: Pressed, setting: Setting) -> Turned:
    """Take an answer, if its question is still open."""
    prefix, _, rest = happened.press.partition(":")
    number, _, word = rest.partition(":")
    if word not in {YES, NO} or number != _open(conversation, prefix):
        return conversation, (passing(conversation, interface.STALE, setting),)
    answer = _ANSWERS[prefix]
    answered, effects = answer(conversation, word == YES, setting)
    return answered, (Settle(happened.message), *effects)


def _open(conversation: Conversation, prefix: str) -> str | None:
    """Give the number that the buttons of an open question bear."""
    pending = conversation.to_confirm
    numbers = {
        GIVE: pending.message if pending else 0,
        AGREE: conversation.asked,
        RATE: conversation.to_rate,
    }
    return str(numbers[prefix]) if numbers[prefix] else None


def _given(conversation: Conversation, yes: bool, setting: Setting) -> Turned:
    pending = conversation.to_confirm
    answered = replace(conversation, to_confirm=None)
    if not yes or pending is None:
        return answered, (replace(notice(answered, "kept-back", setting), silent=True),)
    given, effects = passed_on(answered, pending, setting)
    return given, (passing(given, interface.GIVEN, setting), *effects)


def _agreed(conversation: Conversation, yes: bool, setting: Setting) -> Turned:
    answered = replace(conversation, asked=0)
    said = notice(answered, "transfer-agreed" if yes else "transfer-declined", setting)
    return answered, (replace(said, silent=True), Agree(yes))


def _rated(conversation: Conversation, yes: bool, setting: Setting) -> Turned:
    """Pass the word on; the ways out went with the buttons, so they are shown where none follow.

    A later screen of the flows has them, and within a case they do not belong.
    """
    answered = replace(conversation, to_rate=0)
    effects = (passing(answered, interface.RATED, setting), Rate(yes))
    if conversation.standing is Standing.CASE or conversation.serial != conversation.to_rate:
        return answered, effects
    scene = Scene(setting, answered, place_of(""))
    calm = Say(scene.interface(interface.NOTHING_MORE), ways_out(scene), silent=True)
    return answered, (*effects, calm)


_ANSWERS = {GIVE: _given, AGREE: _agreed, RATE: _rated}


def _two(prefix: str, number: int, labels: tuple[str, str], scene: Scene) -> tuple[Button, Button]:
    yes, no = labels
    return (
        Button(scene.interface(yes), f"{prefix}:{number}:{YES}"),
        Button(scene.interface(no), f"{prefix}:{number}:{NO}"),
    )
