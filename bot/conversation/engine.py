"""The conversation as one pure function: state, input, content and moment → state and effects.

It decides who answers: the flows, a person (then it keeps silent), or, after a case, either.
"""

from dataclasses import replace

from bot.conversation import crisis, holding, kept, pinned, questions, walking
from bot.conversation.content import CRISIS, Content
from bot.conversation.scene import Setting
from bot.conversation.state import Conversation, Standing, Turned
from bot.i18n import preselect
from bot.model.effects import MarkReachable, MarkUnreachable, PassReaction
from bot.model.inputs import (
    BecameReachable,
    BecameUnreachable,
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Invited,
    Moment,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Started,
    VisitorInput,
)


def advance(
    conversation: Conversation,
    happened: VisitorInput,
    content: Content,
    moment: Moment,
    former: Content | None = None,
) -> Turned:
    """Take one input: give the visitor's new standing and what is to be done, in this order.

    `former`: the version that the conversation is pinned to, while it may still be kept.
    Raises nothing for any input, as long as `content` holds the system flows.
    """
    answering = pinned.answering(conversation, happened, content, former)
    setting = Setting.of(answering, moment)
    turned, effects = _take(conversation, happened, setting)
    version = pinned.version_of(turned, answering, content)
    if turned.version != version:
        turned = replace(turned, version=version)
    return turned, effects


def _take(conversation: Conversation, happened: VisitorInput, setting: Setting) -> Turned:
    match happened:
        case Notified() | Invited() | CaseEnded() | CaseResumed():
            return holding.told_by_desk(conversation, happened, setting)
        case BecameUnreachable():
            return conversation, (MarkUnreachable(),) if conversation.had_case else ()
        case BecameReachable():
            return conversation, (MarkReachable(),) if conversation.had_case else ()
        case Edited():
            return _written(conversation, happened, setting)
        case Reacted(message, emoji):
            with_desk = conversation.standing is not Standing.FLOWS
            return conversation, (PassReaction(message, emoji),) if with_desk else ()
        case _:
            speaking = _in_a_language(conversation, happened, setting.content)
            if happened.language_hint:
                happened = replace(happened, language_hint="")
            return _written(speaking, happened, setting)


def _written(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed | Edited,
    setting: Setting,
) -> Turned:
    if isinstance(happened, Said | Showed | Edited) and happened.danger:
        if crisis.is_alarming(happened):
            return crisis.in_danger(conversation, happened, happened.danger, setting)
        return _heavy(conversation, happened, setting)
    return _usual(conversation, happened, setting)


def _heavy(
    conversation: Conversation, written: Said | Showed | Edited, setting: Setting
) -> Turned:
    """Put one gentle line before the usual answer; in a case once, for a person reads there."""
    is_told = conversation.at_hand and conversation.standing is Standing.CASE
    said = () if is_told else crisis.gently(conversation, setting)
    turned, effects = _usual(replace(conversation, at_hand=True), written, setting)
    moved = turned.place if turned.serial != conversation.serial else None
    asked_for_it = moved is not None and moved.flow == CRISIS
    return turned, effects if asked_for_it else (*said, *effects)


def _usual(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed | Edited,
    setting: Setting,
) -> Turned:
    if isinstance(happened, Edited) and kept.waits(conversation, happened.message):
        return kept.corrected(conversation, happened), ()
    if isinstance(happened, Pressed) and questions.is_answer(happened.press):
        return questions.pressed(conversation, happened, setting)
    if conversation.standing is Standing.CASE:
        return holding.in_case(conversation, happened, setting)
    if conversation.standing is Standing.ENDED and isinstance(happened, Said | Showed | Edited):
        return holding.after_case(conversation, happened, setting)
    return walking.in_flows(conversation, happened, setting)


def _in_a_language(
    conversation: Conversation,
    happened: Started | Commanded | Pressed | Said | Showed,
    content: Content,
) -> Conversation:
    """Guess the language of a visitor who has not chosen one; the hint itself goes no further."""
    if not happened.language_hint or content.speaks(conversation.language):
        return conversation
    guessed = preselect(happened.language_hint, content.languages())
    return replace(conversation, language=guessed)
