"""While the flows answer: starts, commands, buttons and texts of a visitor without a case."""

from dataclasses import replace

from bot.conversation import crisis, guessing, interface, kept
from bot.conversation.content import (
    CASE,
    LANGUAGE,
    MENU,
    NOT_UNDERSTOOD,
    PERSON,
    START,
    STOP,
    SYSTEM_FLOWS,
)
from bot.conversation.holding import STOP_COMMAND
from bot.conversation.kinds import caption_of, is_relayed
from bot.conversation.known import known_phrases, plain_words
from bot.conversation.match import match
from bot.conversation.notices import declined, notice, passing, spoken
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import aside, show
from bot.conversation.state import Conversation, Place, Turned
from bot.conversation.step import Answer, AskAgain, Finish, GoOn, GoTo
from bot.conversation.steps.handoff import HandoffStep
from bot.model.effects import Say, Settle
from bot.model.ids import BASE_LANGUAGE, FlowId, Language
from bot.model.inputs import Commanded, Edited, Pressed, Said, Showed, Started

TRIES = 2  # misunderstood twice, a visitor is shown the way to a person first

COMMANDS = {"menu": MENU, "help": START, "language": LANGUAGE}


def in_flows(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed | Edited,
    setting: Setting,
) -> Turned:
    """Take an input of a visitor whom the flows answer."""
    match happened:
        case Started(payload=payload):
            return _started(conversation, payload, setting)
        case Commanded(name=name):
            return _commanded(conversation, name, setting)
        case Pressed():
            return _pressed(conversation, happened, setting)
        case Said():
            return _said(conversation, happened, setting)
        case Showed():
            return _showed(conversation, happened, setting)
        case Edited():
            return conversation, ()


def _started(conversation: Conversation, payload: str, setting: Setting) -> Turned:
    greeted, greeting = show(conversation, setting.content.first(START), setting)
    if not payload:
        return greeted, (greeting,)
    topic = FlowId(payload.replace("-", "_"))
    wanted = {FlowId(flow.replace("-", "_")): flow for flow in setting.content.flows}.get(topic)
    if wanted is None or wanted in SYSTEM_FLOWS:
        return greeted, (greeting,)
    shown, said = show(greeted, setting.content.first(wanted), setting)
    return shown, (greeting, said)


def _commanded(conversation: Conversation, name: str, setting: Setting) -> Turned:
    if name == STOP_COMMAND:
        return _stopped(conversation, setting)
    if name in COMMANDS:
        return _go(conversation, setting.content.first(COMMANDS[name]), setting)
    return _not_understood(conversation, setting)


def _pressed(conversation: Conversation, happened: Pressed, setting: Setting) -> Turned:
    verb, _, rest = happened.press.partition(":")
    if verb == "go":
        place = setting.content.find(rest)
        shown, said = _go(conversation, place if place and place.flow != CASE else None, setting)
        return shown, () if happened.is_answered else said
    if verb == guessing.VERB:
        return conversation, (guessing.suggested(conversation, tuple(rest.split(",")), setting),)
    if verb == "lang":
        return _chose_language(conversation, rest, setting)
    if verb == "stop":
        return _stopped(conversation, setting)
    return _pressed_once(conversation, happened, setting)


def _chose_language(conversation: Conversation, code: str, setting: Setting) -> Turned:
    if code not in setting.content.languages():
        return _go(conversation, None, setting)
    speaking = replace(conversation, language=Language(code))
    return _go(speaking, setting.content.first(MENU), setting)


def _pressed_once(conversation: Conversation, happened: Pressed, setting: Setting) -> Turned:
    """Take a button that has an effect, if it belongs to the question now before the visitor."""
    prefix, _, rest = happened.press.partition(":")
    serial, _, word = rest.partition(":")
    place, step = conversation.place, setting.content.step(conversation.place)
    if serial != str(conversation.serial) or place is None:
        return _stale(conversation, setting)
    if step is None:
        return _go(conversation, None, setting)
    scene = Scene(setting, conversation, place)
    answer = step.pressed(scene, word) if prefix == step.prefix else None
    if answer is None:
        return _stale(conversation, setting)
    answered, effects = _follow(conversation, place, answer, setting)
    return answered, (Settle(happened.message), *effects)


def _stale(conversation: Conversation, setting: Setting) -> Turned:
    return conversation, (passing(conversation, interface.STALE, setting),)


def _stopped(conversation: Conversation, setting: Setting) -> Turned:
    """Answer a visitor who wants to end a case that is not there: what waited for one is gone."""
    said = notice(conversation, "ended", setting)
    if not conversation.unread:
        return conversation, (said,)
    forgotten = spoken(conversation, interface.FORGOTTEN, setting)
    stopped = replace(conversation, unread=())
    return stopped, (replace(said, text=f"{forgotten}\n\n{said.text}"),)


def _said(conversation: Conversation, said: Said, setting: Setting) -> Turned:
    """Take a text: plain words go before an answer to the question, an answer before a topic."""
    text = said.text
    language = conversation.language or BASE_LANGUAGE
    word = match(text, plain_words(setting.content, language), near=False)
    if word:
        return _reached(conversation, word, setting)
    place, step = conversation.place, setting.content.step(conversation.place)
    answer = step.said(Scene(setting, conversation, place), text) if step and place else None
    if answer and place:
        return _follow(conversation, place, answer, setting)
    topic = match(text, known_phrases(setting.content, language))
    if topic:
        return _reached(conversation, topic, setting)
    guess = guessing.guess(conversation, setting)
    if guess and guess.label:
        # it may be wrong, and what somebody tells of themselves is no question: a person reads it
        return guessing.answered(kept.keep(conversation, said), guess, setting)
    if place and step is None:
        return _go(kept.keep(conversation, said), None, setting)
    return _kept(conversation, said, setting)


def _showed(conversation: Conversation, showed: Showed, setting: Setting) -> Turned:
    """Keep what may go to a person, if only the words that came with it; decline the rest."""
    if is_relayed(showed):
        return _kept(conversation, showed, setting)
    noted, why = replace(conversation, album=showed.album), declined(conversation, showed, setting)
    caption = caption_of(showed)
    if caption:
        return _kept(noted, caption, setting, why.text)
    if showed.album and showed.album == conversation.album:
        return conversation, ()
    return noted, (why,)


def _kept(
    conversation: Conversation, written: Said | Showed, setting: Setting, preface: str = ""
) -> Turned:
    """Keep for a person what was not understood; whoever is about to confirm must see it there."""
    keeping = kept.keep(conversation, written)
    if kept.joins(conversation.unread, written):
        return keeping, ()
    panel = _unread(keeping, written, setting)
    place = conversation.place
    if isinstance(setting.content.step(place), HandoffStep):
        shown, said = show(keeping, place, setting, preface)
        return shown, (*panel, said)
    if panel:
        return keeping, panel
    return _not_understood(keeping, setting, preface)


def _unread(
    conversation: Conversation, written: Said | Showed, setting: Setting
) -> tuple[Say, ...]:
    """Show the panel for what may be a cry for help that nobody here can read."""
    if not isinstance(written, Showed) or written.kind not in crisis.UNREADABLE:
        return ()
    panel = crisis.unread(conversation, setting)
    return (panel,) if panel else ()


def _reached(conversation: Conversation, place: Place, setting: Setting) -> Turned:
    if place.flow == STOP:
        return _stopped(conversation, setting)
    return _go(conversation, place, setting)


def _follow(conversation: Conversation, place: Place, answer: Answer, setting: Setting) -> Turned:
    """Do what an answer comes to; the screen that follows has a new serial."""
    match answer:
        case GoOn(answered):
            onward = setting.content.after(place) or setting.content.first(MENU)
            return _go(answered, onward, setting)
        case AskAgain(asking, preface):
            shown, said = show(asking, place, setting, preface)
            return shown, (said,)
        case GoTo(target):
            return _go(conversation, setting.content.find(target, place.flow), setting)
        case Finish(finished, effects):
            return replace(finished, serial=finished.serial + 1, offered=""), effects


def _go(conversation: Conversation, place: Place | None, setting: Setting) -> Turned:
    leaving = replace(conversation, offered="") if conversation.offered else conversation
    shown, said = show(leaving, place, setting)
    return shown, (said,)


def _not_understood(conversation: Conversation, setting: Setting, preface: str = "") -> Turned:
    """Say so and leave the visitor's question open, so that its buttons still work."""
    puzzled = replace(conversation, unmatched=conversation.unmatched + 1)
    guess = guessing.guess(conversation, setting)
    if guess and guess.is_near:
        said = guessing.suggested(puzzled, guess.candidates, setting, preface)
    else:
        said = aside(puzzled, setting.content.first(NOT_UNDERSTOOD), setting, preface)
    if puzzled.unmatched >= TRIES:
        ordered = sorted(said.buttons, key=lambda button: button.press != f"go:{PERSON}")
        said = replace(said, buttons=tuple(ordered))
    return puzzled, (said,)
