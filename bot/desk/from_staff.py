"""What staff do in a case's topic: replies, notes, commands, buttons, edits, acts by hand."""

from dataclasses import replace
from typing import assert_never

from bot.desk import drafts, replies, stages, words
from bot.desk.buttons import BUTTONS
from bot.desk.command import Order
from bot.desk.commands import COMMANDS
from bot.desk.scene import Aim, Outcome, Scene
from bot.desk.state import Case, Reply, Stage
from bot.model.effects import DeskEffect, Popup, PostToTopic, ReactToVisitor
from bot.model.ids import NO_DESK, whole
from bot.model.inputs import (
    DeskInput,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffInput,
    StaffPressed,
    StaffReacted,
    StaffShowed,
    StaffWrote,
    TopicClosed,
    TopicReopened,
)

LISTING = tuple((each.name, each.help) for each in COMMANDS.values())


def take(case: Case, happened: StaffInput, scene: Scene) -> Outcome:
    """Take one input of the staff's side."""
    if happened.desk not in {NO_DESK, case.desk}:
        return case, _elsewhere(case, happened, scene)
    if isinstance(happened, TopicClosed | TopicReopened):
        return _by_hand(case, happened, scene)
    if happened.staff is None:
        return case, _to_anonymous(happened, scene)
    if case.aside and not _promotes(happened):  # it has no topic in which anything could be done
        return case, (Popup(words.ASIDE_FIRST, alert=True),)
    case = replace(case, active_at=scene.moment.now)
    match happened:
        case StaffWrote() | StaffShowed():
            return _wrote(case, happened, happened.staff, scene)
        case StaffCommanded():
            return _commanded(case, happened, happened.staff, scene)
        case StaffPressed():
            return _pressed(case, happened, happened.staff, scene)
        case StaffEdited():
            return replies.edited(case, happened, happened.staff, scene)
        case StaffReacted(message=message, emoji=emoji):
            return case, (ReactToVisitor(message, emoji),)
        case _:
            assert_never(happened)


def is_heard(case: Case, happened: StaffInput) -> bool:
    """Say whether it comes from somebody who can be named, where the case lies."""
    here = happened.desk in {NO_DESK, case.desk}
    return here and happened.staff is not None and not case.aside


def without_case(happened: DeskInput) -> tuple[DeskEffect, ...]:
    """Answer staff where there is no case at all."""
    if isinstance(happened, StaffPressed):
        return (Popup(words.NO_CASE),)
    if isinstance(happened, StaffCommanded):
        return (PostToTopic(words.NO_CASE, reply_to=happened.message),)
    return ()


def _wrote(case: Case, wrote: StaffWrote | StaffShowed, staff: Staff, scene: Scene) -> Outcome:
    case, kept_open = stages.kept_open(case, scene)
    if isinstance(wrote, StaffWrote) and drafts.is_answer(case, wrote):
        after, filled = drafts.filled(case, wrote, scene)
        return after, (*kept_open, *filled)
    if scene.aim not in {Aim.VISITOR, Aim.CARD}:
        hint = PostToTopic(words.HINT, reply_to=wrote.message, silent=True)
        return case, (*kept_open, hint) if scene.newcomer else kept_open
    showed = wrote if isinstance(wrote, StaffShowed) else None
    reply = Reply(
        staff=staff,
        message=wrote.message,
        text=wrote.caption if isinstance(wrote, StaffShowed) else wrote.text,
        entities=wrote.entities,
        reply_to=wrote.reply_to if scene.aim is Aim.VISITOR else None,
        media=showed.kind if showed else None,
        album=showed.album if showed else "",
    )
    after, sent = replies.send(case, reply, scene)
    return after, (*kept_open, *sent)


def _commanded(case: Case, given: StaffCommanded, staff: Staff, scene: Scene) -> Outcome:
    reply_to = given.reply_to if scene.aim is Aim.VISITOR else None
    order = Order(
        staff=staff,
        message=given.message,
        text=given.text,
        entities=given.entities,
        reply_to=reply_to,
        under=given.reply_to,
        listing=LISTING,
    )
    command = COMMANDS.get(given.name)
    if command is None:
        return case, (order.answer(words.UNKNOWN_COMMAND),)
    return command.run(case, order, scene)


def _pressed(case: Case, given: StaffPressed, staff: Staff, scene: Scene) -> Outcome:
    name, _, rest = given.press.partition(":")
    number, _, word = rest.partition(":")
    command = COMMANDS.get(name) or BUTTONS.get(name)
    if command is None or number != str(case.number):
        return case, (Popup(words.OLD_CARD, alert=True),)
    order = Order(staff=staff, message=None, text=word, under=given.message, listing=LISTING)
    return command.run(case, order, scene)


def _promotes(happened: StaffInput) -> bool:
    return isinstance(happened, StaffPressed) and happened.press.startswith("promote:")


def _by_hand(case: Case, happened: TopicClosed | TopicReopened, scene: Scene) -> Outcome:
    closing = isinstance(happened, TopicClosed)
    case = replace(case, topic_open=not closing)
    if closing == (case.stage is Stage.CLOSED):
        return case, ()
    return stages.closed(case, scene) if closing else stages.reopened(case, happened.staff, scene)


def _to_anonymous(happened: StaffInput, scene: Scene) -> tuple[DeskEffect, ...]:
    match happened:
        case StaffPressed():
            return (Popup(words.ANONYMOUS, alert=True),)
        case StaffCommanded(message=message, from_bot=from_bot):
            why = words.OTHER_BOT if from_bot else words.ANONYMOUS
            return (PostToTopic(why, reply_to=message),)
        case StaffWrote(message=message) | StaffShowed(message=message):
            meant_to_send = scene.aim in {Aim.VISITOR, Aim.CARD}
            return (PostToTopic(words.ANONYMOUS, reply_to=message),) if meant_to_send else ()
        case _:
            return ()


def _elsewhere(case: Case, happened: StaffInput, scene: Scene) -> tuple[DeskEffect, ...]:
    """Tell staff where the case lay before that it is no longer theirs."""
    said = words.HANDED_ON.format(desk=_where_it_lies(case, happened, scene))
    match happened:
        case StaffPressed():
            return (Popup(said, alert=True),)
        case StaffCommanded(message=message):
            return (PostToTopic(said, reply_to=message, desk=happened.desk),)
        case StaffEdited(message=message) if scene.sent is not None:
            told = PostToTopic(words.EDIT_NOT_SENT, reply_to=message, desk=happened.desk)
            return (told,)
        case StaffWrote(message=message) | StaffShowed(message=message) if scene.aim in {
            Aim.VISITOR,
            Aim.CARD,
        }:
            return (PostToTopic(said, reply_to=message, desk=happened.desk),)
        case _:
            return ()


def _where_it_lies(case: Case, happened: StaffInput, scene: Scene) -> str:
    desk = whole(case.desk)
    if desk == whole(happened.desk):
        return words.ANOTHER_GROUP
    return next((each.name for each in scene.desks if each.id == desk), desk)
