"""What the desk engine may look at besides the case, gathered from the store for one input."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.conversation.interface import OWN_NAME
from bot.desk import card
from bot.desk import engine as staff_side
from bot.desk.scene import Aim, Fresh, Scene, Sent
from bot.desk.state import Case, Desk
from bot.i18n import name_for_staff, translate
from bot.model.ids import (
    BASE_LANGUAGE,
    NO_DESK,
    CaseNumber,
    DeskId,
    Language,
    MessageId,
    whole,
)
from bot.model.inputs import (
    CaseRequested,
    DeskInput,
    OutgoingRefused,
    StaffCommanded,
    StaffEdited,
    StaffInput,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    VisitorAgreed,
)
from bot.pipeline import booths, carry, lanes, listings
from bot.pipeline.canned import canned_replies
from bot.pipeline.play import Play
from bot.pipeline.stage import Stage
from bot.store import cases, desks, messages, outbox, staff, topics
from bot.store.connect import Tx
from bot.store.topics import Topic

A_MINUTE = timedelta(seconds=60)


def scene_of(case: Case | None, happened: DeskInput, play: Play, stage: Stage) -> Scene:
    """Gather everything around one input; what is seldom looked at is read when asked for."""
    tx, now = stage.tx, stage.moment.now
    fresh = _fresh(case, happened, play, stage)
    if whole(fresh.booth) == whole(stage.desk.id):  # it opens at this desk: what is at that booth
        stage = replace(stage, desk=replace(stage.desk, id=fresh.booth))
    desk = stage.desk
    topic = topics.of(tx, stage.conversation, desk.id)
    aim = _aim(case, happened, stage)
    return Scene(
        desk=desk,
        moment=stage.moment,
        fresh=fresh,
        aim=aim,
        has_topic=topic is not None and _has_room(topic, stage),
        has_line=topic is None or topic.queue_line is not None,
        language_name=language_name(stage),
        sent=_sent(happened, stage),
        newcomer=aim is Aim.NOTHING and _is_new(happened, stage),
        crowded=isinstance(happened, CaseRequested) and _is_crowded(stage),
        desks=_others(happened, play, tx),
        refuge=booths.refuge(tx, stage.conversation, case, happened, now)
        if isinstance(happened, OutgoingRefused)
        else NO_DESK,
        canned=lambda: canned_replies(stage.content, stage.language),
        colleagues=lambda: staff.everybody(tx, desk.id),
        queue=partial(listings.queue, tx, desk.id),
        mine=partial(listings.mine, tx, desk.id),
    )


def _others(happened: DeskInput, play: Play, tx: Tx) -> tuple[Desk, ...]:
    """Give every desk; where a case may be handed on, with the hours in force there."""
    if not isinstance(happened, VisitorAgreed | StaffCommanded):
        return play.desks
    return tuple(in_force(tx, desk) for desk in play.desks)


def in_force(tx: Tx, desk: Desk) -> Desk:
    """Give a desk with the hours that are in force: staff may have closed it by command."""
    shut_until = desks.group(tx, desk.id).closed_until
    return replace(desk, hours=replace(desk.hours, shut_until=shut_until)) if shut_until else desk


def language_name(stage: Stage) -> str:
    """Name the visitor's language as staff call it."""
    own_name = translate(stage.content.catalogues.get(stage.language), *OWN_NAME)
    return name_for_staff(stage.language, own_name)


def _place(happened: DeskInput, stage: Stage) -> DeskId:
    """Name the desk in whose group it happened: numbers of messages count there alone."""
    here = happened.desk if isinstance(happened, StaffInput) else NO_DESK
    return here or stage.desk.id


def _fresh(case: Case | None, happened: DeskInput, play: Play, stage: Stage) -> Fresh:
    """Take a number and a booth on the desk where this input opens a case, if it opens one."""
    tx, now = stage.tx, play.moment.now
    wanted = staff_side.opens_on(case, happened, now, play.desks)
    if wanted is None:
        return Fresh(play.case, CaseNumber(0), NO_DESK)
    number = cases.next_number(tx, wanted)  # first: it lets another program's choice be seen
    if isinstance(happened, CaseRequested) and happened.at:
        return Fresh(play.case, number, happened.at)
    return Fresh(play.case, number, booths.choose(tx, stage.conversation, wanted, now))


def _has_room(topic: Topic, stage: Stage) -> bool:
    """Say whether the topic is there, or is being made."""
    lane = lanes.of_topic(stage.conversation, stage.desk.id)
    return topic.thread is not None or outbox.waits(stage.tx, lane, outbox.ROOM)


def _aim(case: Case | None, happened: DeskInput, stage: Stage) -> Aim:
    if not isinstance(happened, StaffWrote | StaffShowed | StaffCommanded):
        return Aim.NOTHING
    if happened.reply_to is None:
        return Aim.NOTHING
    tx, visitor, desk = stage.tx, stage.conversation, _place(happened, stage)
    topic = topics.of(tx, visitor, desk)
    if topic is not None and topic.card == happened.reply_to:
        return Aim.CARD
    linked = messages.visitor_of(tx, visitor, desk, happened.reply_to)
    if linked is None:
        return card.recognised(case, happened.quoted) if case else Aim.NOTHING
    return Aim.VISITOR if linked.from_visitor else Aim.STAFF


def _sent(happened: DeskInput, stage: Stage) -> Sent | None:
    """Find the reply that an input is about."""
    message = _subject(happened)
    if message is None:
        return None
    there = _place(happened, stage)
    linked = messages.visitor_of(stage.tx, stage.conversation, there, message)
    if linked is not None:
        return None if linked.from_visitor else Sent(linked.at)
    return Sent(None) if carry.waits(stage, message, there) else None


def _subject(happened: DeskInput) -> MessageId | None:
    match happened:
        case StaffEdited(message=message):
            return message
        case StaffCommanded(reply_to=message):
            return message
        case StaffPressed(press=press):
            number = press.split(":")[2:3]
            return MessageId(int(number[0])) if number and number[0].isdecimal() else None
        case _:
            return None


def _is_new(happened: DeskInput, stage: Stage) -> bool:
    if not isinstance(happened, StaffWrote) or happened.staff is None:
        return False
    if _place(happened, stage) != stage.desk.id:  # the hint would be given in vain
        return False
    return staff.take_hint(stage.tx, stage.desk.id, happened.staff.ref)


def _is_crowded(stage: Stage) -> bool:
    lately = cases.opened_since(stage.tx, stage.desk.id, stage.moment.now - A_MINUTE)
    return lately >= stage.desk.rules.topics_a_minute


def language_of(code: Language | None) -> Language:
    """Give the language of a visitor who may not have chosen one."""
    return code or BASE_LANGUAGE


def desk_of(case: Case | None) -> DeskId:
    """Name the desk that a case lies on; an empty name where there is no case."""
    return case.desk if case else DeskId("")
