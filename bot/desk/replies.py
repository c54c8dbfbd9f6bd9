"""Words of staff to the visitor: the one door through which they go out.

Only a reply to the visitor's words or to the card, or `/r`, comes here; all else is a note. Text
and attachments follow the same rule.
"""

from dataclasses import dataclass, replace

from bot.desk import stages, words
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import DeskEffect, PostToTopic, React, RelayToVisitor, ResumeVisitor
from bot.model.ids import MessageId
from bot.model.inputs import Entity, MediaKind, Staff

FAILED = "😢"
DELIVERED = "👌"

TELLING = frozenset(
    {MediaKind.CONTACT, MediaKind.LOCATION, MediaKind.STORY, MediaKind.POLL, MediaKind.OTHER}
)
"""Kinds that would show the visitor who or where a member of staff is, or that we do not know."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member of staff wants the visitor to read."""

    staff: Staff
    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    media: MediaKind | None = None


def send(case: Case, reply: Reply, scene: Scene) -> Outcome:
    """Send a reply, or say on that very message why it cannot be sent; the first one claims."""
    if obstacle := _obstacle(case, reply):
        return case, (React(reply.message, FAILED), PostToTopic(obstacle, reply_to=reply.message))
    claim: tuple[DeskEffect, ...] = ()
    if case.holder is None:
        case, shown = stages.claimed(case, reply.staff, scene)
        claim = (*shown, ResumeVisitor())  # a person speaks: nothing is acknowledged any more
    relay = RelayToVisitor(
        message=reply.message,
        header=reply.staff.work_name,
        text=reply.text,
        entities=reply.entities,
        media=reply.media,
        reply_to=reply.reply_to,
    )
    return replace(case, waiting_since=None), (*claim, relay)


def _obstacle(case: Case, reply: Reply) -> str:
    if case.stage is Stage.CLOSED:
        return words.CASE_CLOSED
    if case.unreachable_since:
        return words.UNREACHABLE_REPLY
    if reply.media in TELLING:
        return words.CANNOT_SEND
    return ""
