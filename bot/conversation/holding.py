"""While a person is there: what the visitor writes goes to staff, and the engine keeps silent."""

from dataclasses import replace

from bot.conversation import questions
from bot.conversation.content import CRISIS, ERROR, OUT_OF_HOURS, STOP
from bot.conversation.kinds import RULES, Way, caption_of, is_relayed
from bot.conversation.notices import (
    MAX_TOAST,
    WORDS_ONLY,
    declined,
    notice,
    passed_on,
    place_of,
)
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import ENDED_CASE, aside, case_buttons, joined, show, walk
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.i18n import clip
from bot.model.effects import Button, ConversationEffect, LeaveCase, OpenCase, PassOn, Say, Toast
from bot.model.ids import FlowId
from bot.model.inputs import (
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Invited,
    Notified,
    Pressed,
    Said,
    Showed,
    Started,
)

STOP_COMMAND = "stop"
A_PERSON_SPEAKS = frozenset({"claimed", "handed-on"})
"""From then on no machine says that words have arrived."""
MOVED = "moved"
INVITED = "invited"
NEW_CASE = "reopened"  # a visitor wrote after a case, and the desk opened another one for it


def in_case(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed | Edited,
    setting: Setting,
) -> Turned:
    """Take an input of a visitor who is with a person."""
    if is_relayed(happened):
        return passed_on(conversation, happened, setting)
    match happened:
        case Showed(kind=kind) if RULES[kind].way is Way.CONFIRMED:
            return _ask_to_give(conversation, happened, setting)
        case Showed():
            return _declined(conversation, happened, setting)
        case Pressed():
            return _pressed(conversation, happened, setting)
        case Commanded(name=name) if name == STOP_COMMAND:
            return _leave(conversation, setting)
        case _:
            return conversation, (notice(conversation, "still-here", setting, crisis=True),)


def after_case(
    conversation: Conversation, written: Said | Showed | Edited, setting: Setting
) -> Turned:
    """Take what is written after a case: the desk decides whether it begins anew."""
    if isinstance(written, Showed) and not is_relayed(written):
        return _declined(conversation, written, setting)
    return conversation, (PassOn(written),)


def told_by_desk(
    conversation: Conversation,
    happened: Notified | Invited | CaseEnded | CaseResumed,
    setting: Setting,
) -> Turned:
    """Take what the desk has to tell."""
    match happened:
        case Notified(notice=name, values=values):
            return _notified(conversation, name, replace(setting, values=values))
        case Invited():
            return _invited(conversation, happened, setting)
        case CaseEnded(told):
            ended = replace(_nothing_pending(conversation), standing=Standing.ENDED, place=None)
            return _closed(ended, setting) if told else (ended, ())
        case CaseResumed():
            resumed = replace(
                _nothing_pending(conversation),
                standing=Standing.CASE,
                place=None,
                acknowledged=True,
                had_case=True,
            )
            return resumed, ()


def _ask_to_give(conversation: Conversation, showed: Showed, setting: Setting) -> Turned:
    """Ask first; words that came with it need no asking."""
    effects: tuple[ConversationEffect, ...] = ()
    caption = caption_of(showed)
    if caption:
        conversation, effects = passed_on(conversation, caption, setting)
    asking, asked = questions.ask_to_give(conversation, showed, setting)
    return asking, (*effects, *asked)


def _declined(conversation: Conversation, showed: Showed, setting: Setting) -> Turned:
    """Decline once for a whole album; words that came with it are passed on all the same."""
    noted = replace(conversation, album=showed.album)
    caption = caption_of(showed)
    if caption:
        told = replace(noted, acknowledged=True)
        return told, (PassOn(caption), declined(told, showed, setting, WORDS_ONLY))
    if showed.album and showed.album == conversation.album:
        return conversation, ()
    return noted, (declined(noted, showed, setting),)


def _pressed(conversation: Conversation, happened: Pressed, setting: Setting) -> Turned:
    press = happened.press
    if press == ENDED_CASE:
        return _leave(conversation, setting)
    verb, _, target = press.partition(":")
    place = setting.content.find(target) if verb == "go" else None
    if place and place.flow == CRISIS:
        said = within_case(conversation, place, setting)
        return conversation, () if happened.is_answered else (said,)
    still_here = notice(conversation, "still-here", setting)
    return conversation, (Toast(clip(still_here.text, MAX_TOAST)),)


def _leave(conversation: Conversation, setting: Setting) -> Turned:
    shown, said = show(_nothing_pending(conversation), setting.content.first(STOP), setting)
    left = replace(shown, standing=Standing.ENDED, unread=())
    asking, last = questions.ask_to_rate(left, said, setting)
    return asking, (LeaveCase(), last)


def _closed(ended: Conversation, setting: Setting) -> Turned:
    ended = replace(ended, serial=ended.serial + 1)
    asking, last = questions.ask_to_rate(ended, notice(ended, "closed", setting), setting)
    return asking, (last,)


def _nothing_pending(conversation: Conversation) -> Conversation:
    """Let go of what was asked in the case."""
    return replace(conversation, to_confirm=None, asked=0)


def _invited(conversation: Conversation, invited: Invited, setting: Setting) -> Turned:
    """Take the visitor into a case, because somebody of the staff is here for them.

    What they had written before goes along: they were told that the desk knows.
    """
    if conversation.standing is Standing.CASE:
        return conversation, ()
    place = place_of(INVITED)
    staff, at = invited.staff, invited.at
    request = replace(Scene(setting, conversation, place).request(), by=staff, at=at)
    held = replace(
        _nothing_pending(conversation),
        standing=Standing.CASE,
        place=None,
        path=(),
        acknowledged=True,
        had_case=True,
        to_rate=0,
        rating_asked=False,
    )
    naming = replace(setting, values={"name": staff.work_name})
    told = notice(held, INVITED, naming, crisis=True)
    return replace(held, unread=()), (OpenCase(request), told)


def _notified(conversation: Conversation, name: str, bringing: Setting) -> Turned:
    if name in {OUT_OF_HOURS, ERROR}:
        place = bringing.content.first(FlowId(name))
        return conversation, (_screen(conversation, place, bringing),)
    if bringing.content.step(place_of(name)) is None:
        return conversation, ()  # a notice that this version has no words for
    if name == questions.TRANSFER_ASKED:
        within = conversation.standing is Standing.CASE
        return questions.ask_to_move(conversation, bringing) if within else (conversation, ())
    told = conversation
    if name in A_PERSON_SPEAKS:
        told = replace(told, acknowledged=True)
    if name == NEW_CASE:
        told = replace(told, to_rate=0, rating_asked=False)
    if name == MOVED:
        told = replace(told, asked=0)
    return told, (notice(told, name, bringing),)


def _screen(conversation: Conversation, place: Place | None, setting: Setting) -> Say:
    """Show a system flow where the visitor is, and leave them there."""
    if conversation.standing is not Standing.CASE:
        return aside(conversation, place, setting)
    return within_case(conversation, place, setting, crisis=True)


def within_case(
    conversation: Conversation, place: Place | None, setting: Setting, *, crisis: bool = False
) -> Say:
    """Show a screen in a case, with those of its buttons that work there."""
    screen = walk(conversation, place, setting)
    scene = Scene(setting, conversation, screen.place)
    working = tuple(button for button in screen.buttons if _leads_to_crisis(button, setting))
    added = tuple(
        button
        for button in case_buttons(scene, crisis=crisis)
        if not working or not _leads_to_crisis(button, setting)
    )
    return Say(joined(screen, scene), (*working, *added), steps=screen.steps)


def _leads_to_crisis(button: Button, setting: Setting) -> bool:
    verb, _, target = button.press.partition(":")
    place = setting.content.find(target) if verb == "go" else None
    return place is not None and place.flow == CRISIS
