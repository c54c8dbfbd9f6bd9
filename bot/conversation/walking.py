"""While the flows answer: starts, commands, buttons and texts of a visitor without a case."""

from dataclasses import replace

from bot.conversation import interface
from bot.conversation.content import (
    CASE,
    LANGUAGE,
    MENU,
    NOT_UNDERSTOOD,
    PERSON,
    RESUME,
    START,
    STOP,
    SYSTEM_FLOWS,
)
from bot.conversation.holding import STOP_COMMAND, notice_of_no_case
from bot.conversation.known import known_phrases, plain_words
from bot.conversation.match import match
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import aside, show
from bot.conversation.state import Conversation, Place, Turned
from bot.conversation.step import Answer, AskAgain, Finish, GoOn, GoTo
from bot.model.effects import Settle, Toast
from bot.model.ids import BASE_LANGUAGE, FlowId, Language, StepId
from bot.model.inputs import Commanded, Edited, Pressed, Said, Showed, Started

NOWHERE = Place(RESUME, StepId("say"))
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
        case Said(text=text):
            return _said(conversation, text, setting)
        case Showed():
            return _not_understood(conversation, setting)
        case Edited():
            return conversation, ()


def _started(conversation: Conversation, payload: str, setting: Setting) -> Turned:
    greeted, greeting = show(conversation, setting.content.first(START), setting)
    topic = FlowId(payload.replace("-", "_"))
    wanted = {FlowId(flow.replace("-", "_")): flow for flow in setting.content.flows}.get(topic)
    if wanted is None or wanted in SYSTEM_FLOWS:
        return greeted, (greeting,)
    shown, said = show(greeted, setting.content.first(wanted), setting)
    return shown, (greeting, said)


def _commanded(conversation: Conversation, name: str, setting: Setting) -> Turned:
    if name == STOP_COMMAND:
        return conversation, (notice_of_no_case(conversation, setting),)
    if name in COMMANDS:
        return _go(conversation, setting.content.first(COMMANDS[name]), setting)
    return _not_understood(conversation, setting)


def _pressed(conversation: Conversation, happened: Pressed, setting: Setting) -> Turned:
    verb, _, rest = happened.press.partition(":")
    if verb == "go":
        place = setting.content.find(rest)
        return _go(conversation, place if place and place.flow != CASE else None, setting)
    if verb == "lang":
        return _chose_language(conversation, rest, setting)
    if verb == "stop":
        return conversation, (notice_of_no_case(conversation, setting),)
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
    scene = Scene(setting, conversation, NOWHERE)
    return conversation, (Toast(scene.interface(interface.STALE)),)


def _said(conversation: Conversation, text: str, setting: Setting) -> Turned:
    """Take a text: plain words go before an answer to the question, an answer before a topic."""
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
    if place and step is None:
        return _go(conversation, None, setting)
    return _not_understood(conversation, setting)


def _reached(conversation: Conversation, place: Place, setting: Setting) -> Turned:
    if place.flow == STOP:
        return conversation, (notice_of_no_case(conversation, setting),)
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
    shown, said = show(replace(conversation, offered=""), place, setting)
    return shown, (said,)


def _not_understood(conversation: Conversation, setting: Setting) -> Turned:
    """Say so and leave the visitor's question open, so that its buttons still work."""
    puzzled = replace(conversation, unmatched=conversation.unmatched + 1)
    said = aside(puzzled, setting.content.first(NOT_UNDERSTOOD), setting)
    if puzzled.unmatched >= TRIES:
        ordered = sorted(said.buttons, key=lambda button: button.press != f"go:{PERSON}")
        said = replace(said, buttons=tuple(ordered))
    return puzzled, (said,)
