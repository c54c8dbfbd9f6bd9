"""Which message stands for which on the other side: noted when it arrives, forgotten when it goes.

A number counts in its group alone, so what is known by number ends where a topic is made anew in
another group.
"""

from datetime import datetime

from bot.desk import words
from bot.model.delivery import (
    CopyAlbum,
    DeleteMessage,
    Delivered,
    Outgoing,
    Reason,
    SendText,
    Side,
    Slot,
)
from bot.model.ids import ConversationId, DeskId, MessageId
from bot.model.inputs import About
from bot.pipeline import lanes
from bot.store import messages, outbox
from bot.store.connect import Tx
from bot.store.outbox import OutboxRow

LINKED = frozenset({About.REPLY, About.RELAY})
LET_GO = {
    About.REPLY: words.NOT_DELIVERED,
    About.EDIT: words.NOT_CHANGED,
    About.WITHDRAWAL: words.NOT_WITHDRAWN,
}
"""What is said of what waited for the visitor under the number of a message that is gone."""
BY_NUMBER = ("post ", "pin ")
"""How the coalesce keys begin of status marks on a message that is known by its number."""


def withdrawal_of(desk: DeskId, message: MessageId) -> str:
    """Give the coalesce key of what takes a reply back."""
    return f"gone {desk} {message}"


def is_taken_back(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> bool:
    """Say whether a reply was taken back while it was under way."""
    if outgoing.about is not About.REPLY or outgoing.origin is None or row.desk is None:
        return False
    return outbox.waits(tx, row.lane, withdrawal_of(row.desk, outgoing.origin))


def note(tx: Tx, row: OutboxRow, outgoing: Outgoing, delivered: Delivered, now: datetime) -> None:
    """Note what the copy that was made stands for, or each of an album's."""
    if outgoing.about not in LINKED or outgoing.origin is None:
        return
    if isinstance(outgoing.act, CopyAlbum):
        _link_album(tx, row, outgoing, outgoing.act, delivered.album, now)
    elif delivered.message is not None:
        made, part = delivered.message, outgoing.part
        _link(tx, row, outgoing, (outgoing.origin, made, part), now)
        if outgoing.album is not None and outgoing.album != outgoing.origin:
            _link(tx, row, outgoing, (outgoing.album, made, part + 1), now)


def is_incomplete(outgoing: Outgoing, delivered: Delivered) -> bool:
    """Say whether a piece of an album could not be copied."""
    act = outgoing.act
    return isinstance(act, CopyAlbum) and len(delivered.album) != len(act.messages)


def is_all_gone(tx: Tx, row: OutboxRow, outgoing: Outgoing) -> bool:
    """Forget the copy of a reply that was deleted just now; False while there are others."""
    deletes = outgoing.act == DeleteMessage(Slot.TWIN)
    if not deletes or outgoing.origin is None or row.conversation_id is None or row.desk is None:
        return True
    there = messages.all_visitor_of(tx, row.conversation_id, row.desk, outgoing.origin)
    copies = [each.visitor_message for each in there]
    for deleted in copies[:1]:
        messages.unlink(tx, row.conversation_id, row.desk, deleted)
    return len(set(copies)) <= 1


def forget_group(tx: Tx, visitor: ConversationId, desk: DeskId, now: datetime) -> None:
    """Let go what names messages of the group where the topic was before: numbers begin anew.

    A note that answers one of them would pass for a reply to the visitor, and what is copied by
    number would be somebody else's.
    """
    messages.forget(tx, visitor, desk)
    for key in BY_NUMBER:
        outbox.drop(tx, lanes.of_status(visitor, desk), key)
    outbox.drop(tx, lanes.of_reactions(visitor, desk))
    outbox.drop(tx, lanes.of_offer(visitor, desk))
    for row in outbox.unsent(tx, lanes.of_visitor(visitor)):
        said = LET_GO.get(row.outgoing.about)
        if row.desk == desk and said and not row.is_being_sent:
            outbox.failed(tx, row.id, Reason.MESSAGE_GONE.value, now)
            _say(tx, row, said, now)


def _link_album(  # noqa: PLR0913, PLR0917 - one fact each, all of one row
    tx: Tx,
    row: OutboxRow,
    outgoing: Outgoing,
    act: CopyAlbum,
    made: tuple[MessageId, ...],
    now: datetime,
) -> None:
    """Link what an album's copies stand for; of a reply, all are parts of its first message.

    Of an incomplete one nobody knows which copy is which: all stand for the first.
    """
    pieces, first = act.messages, outgoing.origin or act.messages[0]
    is_whole = len(made) == len(pieces)
    for part, message in enumerate(made, start=1):
        origin = pieces[part - 1] if is_whole else first
        _link(tx, row, outgoing, (origin, message, 0 if is_whole else part), now)
        if outgoing.about is About.REPLY and origin != first:
            _link(tx, row, outgoing, (first, message, part), now)


def _link(
    tx: Tx,
    row: OutboxRow,
    outgoing: Outgoing,
    pair: tuple[MessageId, MessageId, int],
    now: datetime,
) -> None:
    if row.conversation_id is None or row.desk is None:
        return
    origin, message, part = pair
    from_visitor = outgoing.about is About.RELAY
    messages.link(
        tx,
        row.conversation_id,
        row.desk,
        visitor_message=origin if from_visitor else message,
        staff_message=message if from_visitor else origin,
        from_visitor=from_visitor,
        part=part,
        digest=outgoing.digest or None,
        at=now,
    )


def _say(tx: Tx, row: OutboxRow, said: str, now: datetime) -> None:
    """Say it in the topic as it is now: the message itself cannot be pointed at any more."""
    if row.conversation_id is None or row.desk is None:
        return
    text = said.format(reason=words.REASONS[Reason.MESSAGE_GONE.value])
    outbox.put(
        tx,
        lane=lanes.of_topic(row.conversation_id, row.desk),
        conversation_id=row.conversation_id,
        desk=row.desk,
        holder=row.holder,
        outgoing=Outgoing(Side.TOPIC, SendText(text)),
        at=now,
    )
