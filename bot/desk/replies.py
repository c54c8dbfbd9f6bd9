"""Words of staff to the visitor: the one door through which they go out, change and come back.

Only a reply to the visitor's words or to the card, or `/r`, comes here; all else is a note. Text
and attachments follow the same rule.
"""

from dataclasses import replace
from datetime import timedelta

from bot.desk import stages, words
from bot.desk.scene import Outcome, Scene, Sent
from bot.desk.state import Case, Reply, Stage
from bot.model.effects import (
    Button,
    DeskEffect,
    EditReply,
    OfferUndo,
    PostToTopic,
    React,
    RelayToVisitor,
    ResumeVisitor,
)
from bot.model.ids import MessageId
from bot.model.inputs import MediaKind, Staff, StaffEdited

FAILED = "😢"
DELIVERED = "👌"
CHANGED = "✍"
WITHDRAWN = "🙈"

UNDO_WINDOW = timedelta(seconds=10)  # within it nobody is asked twice
DELETABLE_FOR = timedelta(hours=48)  # TELEGRAM.md 1.6
MOST_HELD_BACK = 20

TELLING = frozenset(
    {MediaKind.CONTACT, MediaKind.LOCATION, MediaKind.STORY, MediaKind.POLL, MediaKind.OTHER}
)
"""Kinds that would show the visitor who or where a member of staff is, or that we do not know."""


def send(case: Case, reply: Reply, scene: Scene) -> Outcome:
    """Send a reply, or say on that very message why it is not sent; the first one claims."""
    if obstacle := _obstacle(case, reply):
        return case, (React(reply.message, FAILED), PostToTopic(obstacle, reply_to=reply.message))
    if _belongs_to_another(case, reply.staff, scene):
        return _held_back(case, reply)
    return sent(case, reply, scene)


def sent(case: Case, reply: Reply, scene: Scene) -> Outcome:
    """Send a reply that nothing speaks against; offer to take it back."""
    if obstacle := _obstacle(case, reply):
        return case, (PostToTopic(obstacle, reply_to=reply.message),)
    case, before = stages.kept_open(case, scene)
    if case.holder is None:
        case, shown = stages.claimed(case, reply.staff, scene)
        # a person speaks: nothing is acknowledged any more
        before = (*before, *shown, ResumeVisitor())
    relay = RelayToVisitor(
        message=reply.message,
        header=reply.staff.work_name,
        text=reply.text,
        entities=reply.entities,
        media=reply.media,
        reply_to=reply.reply_to,
        album=reply.album,
    )
    case, offer = _offer(replace(case, waiting_since=None, lead_told=False), reply)
    return case, (*before, relay, *offer)


def edited(case: Case, changed: StaffEdited, staff: Staff, scene: Scene) -> Outcome:
    """Change the visitor's copy of a reply, as long as it can be."""
    held = next((each for each in case.held_back if each.message == changed.message), None)
    if held is not None:
        fresh = replace(held, text=changed.text, entities=changed.entities)
        kept = tuple(fresh if each is held else each for each in case.held_back)
        return replace(case, held_back=kept), ()
    if scene.sent is None:
        return case, ()
    empty = not changed.caption and not changed.text.strip()
    if case.stage is Stage.CLOSED or case.unreachable_since or empty:
        return case, (PostToTopic(words.EDIT_NOT_SENT, reply_to=changed.message),)
    edit = EditReply(
        changed.message, staff.work_name, changed.text, changed.entities, changed.caption
    )
    return case, (edit,)


def may_be_taken_back(sent: Sent, scene: Scene) -> bool:
    """Say whether the channel still deletes the visitor's copy."""
    return sent.at is None or scene.moment.now - sent.at < DELETABLE_FOR


def is_fresh(sent: Sent, scene: Scene) -> bool:
    """Say whether a reply went out so lately that one tap takes it back."""
    return sent.at is None or scene.moment.now - sent.at <= UNDO_WINDOW


def _obstacle(case: Case, reply: Reply) -> str:
    if case.stage is Stage.CLOSED:
        return words.CASE_CLOSED
    if case.unreachable_since:
        return words.UNREACHABLE_REPLY
    if reply.media in TELLING:
        return words.CANNOT_SEND
    return ""


def _belongs_to_another(case: Case, staff: Staff, scene: Scene) -> bool:
    if scene.desk.rules.others_may_answer or case.holder is None:
        return False
    return case.holder.ref != staff.ref


def _held_back(case: Case, reply: Reply) -> Outcome:
    """Keep a reply of somebody who does not hold the case until they say it again."""
    known = reply.album and any(each.album == reply.album for each in case.held_back)
    case = replace(case, held_back=(*case.held_back, reply)[-MOST_HELD_BACK:])
    if known:
        return case, ()
    holder = case.holder.work_name if case.holder else ""
    button = Button(words.SEND_MYSELF, f"send:{case.number}:{reply.message}")
    said = words.HELD_BACK.format(name=holder)
    return case, (PostToTopic(said, reply_to=reply.message, buttons=(button,)),)


def _offer(case: Case, reply: Reply) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Offer to take a reply back; an album is one reply, known by its first message."""
    if reply.album and case.album is not None and case.album[0] == reply.album:
        return case, ()
    album = (reply.album, reply.message) if reply.album else None
    button = Button(words.UNDO, f"undo:{case.number}:{reply.message}")
    offer = OfferUndo(MessageId(reply.message), words.SENT, (button,))
    return replace(case, album=album), (offer,)
