"""While a person is there: what the visitor writes goes to staff, and the engine keeps silent."""

from dataclasses import replace
from typing import TypeGuard

from bot.conversation import interface
from bot.conversation.content import CASE, CRISIS, ERROR, OUT_OF_HOURS, STOP
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import (
    ENDED_CASE,
    aside,
    case_buttons,
    joined,
    show,
    walk,
    ways_out,
)
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.conversation.step import Tell
from bot.i18n import clip
from bot.model.effects import Button, LeaveCase, PassOn, Say, Toast
from bot.model.ids import FlowId, StepId
from bot.model.inputs import (
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Notified,
    Pressed,
    Said,
    Showed,
    Started,
)

MAX_TOAST = 200  # what Telegram shows of an answer to a press
STOP_COMMAND = "stop"
CLAIMED = "claimed"  # from then on a person speaks, and no machine says that words have arrived


def is_relayed(happened: object) -> TypeGuard[Said | Showed | Edited]:
    """Say whether this is something that may reach staff."""
    if isinstance(happened, Showed):
        return happened.kind not in interface.KINDS
    return isinstance(happened, Said | Edited)


def in_case(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed | Edited,
    setting: Setting,
) -> Turned:
    """Take an input of a visitor who is with a person."""
    if is_relayed(happened):
        return _pass_on(conversation, happened, setting)
    match happened:
        case Showed(kind=kind):
            declined = _with_value(conversation, setting, "kind", interface.KINDS[kind])
            return conversation, (_notice(conversation, "declined", declined),)
        case Pressed(press=press):
            return _pressed(conversation, press, setting)
        case Commanded(name=name) if name == STOP_COMMAND:
            return _leave(conversation, setting)
        case _:
            return conversation, (_notice(conversation, "still-here", setting, crisis=True),)


def told_by_desk(
    conversation: Conversation, happened: Notified | CaseEnded | CaseResumed, setting: Setting
) -> Turned:
    """Take what the desk has to tell."""
    match happened:
        case Notified(notice, values):
            bringing = replace(setting, values=values)
            if notice in {OUT_OF_HOURS, ERROR}:
                place = setting.content.first(FlowId(notice))
                return conversation, (_screen(conversation, place, bringing),)
            if setting.content.step(_place(notice)) is None:
                return conversation, ()  # a notice that this version has no words for
            told = replace(
                conversation, acknowledged=conversation.acknowledged or notice == CLAIMED
            )
            return told, (_notice(conversation, notice, bringing),)
        case CaseEnded(told):
            ended = replace(conversation, standing=Standing.ENDED, place=None)
            return ended, (_notice(ended, "closed", setting),) if told else ()
        case CaseResumed():
            resumed = replace(
                conversation, standing=Standing.CASE, place=None, acknowledged=True, had_case=True
            )
            return resumed, ()


def notice_of_no_case(conversation: Conversation, setting: Setting) -> Say:
    """Answer a visitor who wants to end a case that is not there."""
    return _notice(conversation, "ended", setting)


def _pass_on(
    conversation: Conversation, written: Said | Showed | Edited, setting: Setting
) -> Turned:
    if conversation.acknowledged:
        return conversation, (PassOn(written),)
    received = replace(_notice(conversation, "received", setting), silent=True)
    return replace(conversation, acknowledged=True), (PassOn(written), received)


def _pressed(conversation: Conversation, press: str, setting: Setting) -> Turned:
    if press == ENDED_CASE:
        return _leave(conversation, setting)
    verb, _, target = press.partition(":")
    place = setting.content.find(target) if verb == "go" else None
    if place and place.flow == CRISIS:
        return conversation, (_within_case(conversation, place, setting),)
    still_here = _notice(conversation, "still-here", setting)
    return conversation, (Toast(clip(still_here.text, MAX_TOAST)),)


def _leave(conversation: Conversation, setting: Setting) -> Turned:
    shown, said = show(conversation, setting.content.first(STOP), setting)
    return replace(shown, standing=Standing.ENDED), (LeaveCase(), said)


def _screen(conversation: Conversation, place: Place | None, setting: Setting) -> Say:
    """Show a system flow where the visitor is, and leave them there."""
    if conversation.standing is not Standing.CASE:
        return aside(conversation, place, setting)
    return _within_case(conversation, place, setting, crisis=True)


def _within_case(
    conversation: Conversation, place: Place | None, setting: Setting, *, crisis: bool = False
) -> Say:
    """Show a screen in a case, with those of its buttons that work there."""
    screen = walk(conversation, place, setting)
    scene = Scene(setting, conversation, screen.place)
    working = tuple(button for button in screen.buttons if _leads_to_crisis(button, setting))
    added = case_buttons(scene, crisis=crisis and not working)
    return Say(joined(screen, scene), (*working, *added))


def _leads_to_crisis(button: Button, setting: Setting) -> bool:
    verb, _, target = button.press.partition(":")
    place = setting.content.find(target) if verb == "go" else None
    return place is not None and place.flow == CRISIS


def _notice(
    conversation: Conversation, notice: str, setting: Setting, *, crisis: bool = False
) -> Say:
    """Say one step of the flow `case`, alone."""
    place = _place(notice)
    scene = Scene(setting, conversation, place)
    step = setting.content.step(place)
    entered = step.enter(scene) if step else None
    text = entered.text if isinstance(entered, Tell) else scene.title(CASE)
    if conversation.standing is Standing.CASE:
        return Say(text, case_buttons(scene, crisis=crisis))
    return Say(text, ways_out(scene))


def _place(notice: str) -> Place:
    return Place(CASE, StepId(notice))


def _with_value(conversation: Conversation, setting: Setting, name: str, phrase: str) -> Setting:
    scene = Scene(setting, conversation, _place("declined"))
    return replace(setting, values={**setting.values, name: scene.interface(phrase)})
