"""Bring words across: the rows for what visitor and staff say to each other, and its changes.

What is sent for them is decided in `relay`, pure; here it meets the table of messages and what
still waits in the outbox.
"""

from dataclasses import replace
from datetime import timedelta

from bot.conversation.interface import CONTEXT, STAFF_NAME
from bot.desk import words
from bot.i18n import fill, translate
from bot.model.delivery import (
    Copy,
    CopyAlbum,
    DeleteMessage,
    Outgoing,
    Priority,
    SendText,
    Side,
    Slot,
)
from bot.model.effects import EditReply, RelayToStaff, RelayToVisitor
from bot.model.ids import DeskId, Lane, MessageId
from bot.model.inputs import About, Showed
from bot.pipeline import address, lanes, links, relay
from bot.pipeline.stage import Stage, put
from bot.store import booths, messages, outbox
from bot.store.outbox import OutboxRow

MANY = 20
"""Whoever has so much waiting lets others go first: a soft limit, nothing is refused."""
ALBUM_WAIT = timedelta(seconds=1.2)  # an album comes as single messages without an end mark


def to_staff(stage: Stage, effect: RelayToStaff) -> None:
    """Bring the visitor's words into the case's topic."""
    written = effect.written
    desk = stage.desk.id
    earlier = messages.staff_of(stage.tx, stage.conversation, desk, relay.points_at(written))
    text = written.caption if isinstance(written, Showed) else written.text
    digest = messages.digest(stage.tx, text)
    lane = lanes.of_topic(stage.conversation, desk)
    album = written.album if isinstance(written, Showed) else ""
    patient = outbox.pending(stage.tx, lane) >= MANY
    for act in relay.to_staff(effect, earlier[0] if earlier else None):
        outgoing = Outgoing(
            Side.TOPIC,
            act,
            Priority.STATUS if patient else Priority.VISITOR,
            About.RELAY,
            origin=written.message,
            digest=digest,
        )
        _put(stage, lane, outgoing, album)


def to_visitor(stage: Stage, effect: RelayToVisitor) -> None:
    """Bring a reply of staff into the visitor's chat."""
    reply_to = None
    if effect.reply_to is not None:
        linked = messages.visitor_of(stage.tx, stage.conversation, stage.desk.id, effect.reply_to)
        reply_to = linked.visitor_message if linked else None
    acts = relay.to_visitor(effect, _header(stage, effect.header), reply_to)
    for part, act in enumerate(acts):
        # no coalesce key: nothing that staff wrote may take the place of anything else they did
        outgoing = Outgoing(
            Side.VISITOR,
            act,
            Priority.STAFF,
            About.REPLY,
            origin=effect.message,
            part=part,
        )
        _put(stage, lanes.of_visitor(stage.conversation), outgoing, effect.album)


def edited(stage: Stage, effect: EditReply) -> None:
    """Change the visitor's copy of a reply; a reply in several parts stays as it is."""
    acts = relay.changed(effect, _header(stage, effect.header))
    obstacle = words.TOO_LONG_TO_EDIT if len(acts) > 1 else _obstacle(stage, effect.message)
    if obstacle:
        said = SendText(obstacle, reply_to=effect.message, silent=True)
        return _tell(stage, said)
    key = f"edit {stage.desk.id} {effect.message}"
    edit = Outgoing(Side.VISITOR, acts[0], about=About.EDIT, origin=effect.message, coalesce=key)
    put(stage, lanes.of_visitor(stage.conversation), edit)
    if effect.caption:
        _tell(stage, SendText(words.CAPTION_ALONE, reply_to=effect.message, silent=True))
    return None


def withdrawn(stage: Stage, message: MessageId) -> None:
    """Take a reply back: send what waits not at all, delete what is there, or is on its way."""
    doubtful = False
    for row in _unsent(stage, message, About.REPLY, About.EDIT):
        if not row.is_being_sent:
            doubtful |= row.repeated and row.outgoing.about is About.REPLY
            _leave_out(stage, row, message)
    about = About.NOTICE if doubtful else About.WITHDRAWAL
    key = links.withdrawal_of(stage.desk.id, message)
    act = DeleteMessage(Slot.TWIN)
    gone = Outgoing(Side.VISITOR, act, about=about, origin=message, coalesce=key)
    put(stage, lanes.of_visitor(stage.conversation), gone)
    if doubtful:
        _tell(stage, SendText(words.WITHDRAWAL_UNSURE, reply_to=message, silent=True))


def along(stage: Stage, former: DeskId) -> None:
    """Bring what waits for a topic that was never made along to where the case lies now.

    What opens that topic and what shows its state are asked for anew.
    """
    tx, visitor = stage.tx, stage.conversation
    there, here = (lanes.of_topic(visitor, desk) for desk in (former, stage.desk.id))
    outbox.drop(tx, there, outbox.ROOM)
    outbox.drop(tx, there, address.CARD)
    outbox.drop(tx, lanes.of_status(visitor, former))
    outbox.drop(tx, lanes.of_queue(former), address.line_of(visitor))
    booths.move_unsent(tx, there, here, stage.desk.id)


def waits(stage: Stage, message: MessageId, desk: DeskId) -> bool:
    """Say whether a reply of a desk's, or a part of it, is still to be sent."""
    return bool(_unsent(stage, message, About.REPLY, desk=desk))


def _obstacle(stage: Stage, message: MessageId) -> str:
    """Say why a reply cannot be changed any more: there is not one copy of it, but several."""
    tx, visitor, desk = stage.tx, stage.conversation, stage.desk.id
    copies = messages.all_visitor_of(tx, visitor, desk, message)
    coming = _unsent(stage, message, About.REPLY)
    if any(isinstance(row.outgoing.act, CopyAlbum) for row in coming):
        return words.ALBUM_NOT_EDITED
    if any(len(messages.staff_of(tx, visitor, desk, each.visitor_message)) > 1 for each in copies):
        return words.ALBUM_NOT_EDITED  # the copy of one piece stands for the album, too
    return words.TOO_LONG_TO_EDIT if len(copies) + len(coming) > 1 else ""


def _unsent(
    stage: Stage, message: MessageId, *about: About, desk: DeskId | None = None
) -> list[OutboxRow]:
    """List what is not sent yet of a reply: its parts, its album, its change."""
    return [
        row
        for row in outbox.unsent(stage.tx, lanes.of_visitor(stage.conversation))
        if row.desk == (desk or stage.desk.id)
        and row.outgoing.about in about
        and _is_of(row.outgoing, message)
    ]


def _is_of(outgoing: Outgoing, message: MessageId) -> bool:
    album = outgoing.act.messages if isinstance(outgoing.act, CopyAlbum) else ()
    return message in {outgoing.origin, outgoing.album, *album}


def _leave_out(stage: Stage, row: OutboxRow, message: MessageId) -> None:
    """Take out a row that waits; of an album only the one piece, unless the album hangs on it."""
    outgoing = row.outgoing
    rest: tuple[MessageId, ...] = ()
    if isinstance(outgoing.act, CopyAlbum) and message != outgoing.origin:
        rest = tuple(each for each in outgoing.act.messages if each != message)
        act = replace(outgoing.act, messages=rest)
        outgoing = replace(outgoing, act=act)
    if rest:
        put(stage, lanes.of_visitor(stage.conversation), outgoing)
    else:
        outbox.failed(stage.tx, row.id, "withdrawn", stage.moment.now)


def _tell(stage: Stage, said: SendText) -> None:
    """Say something to staff about a message of theirs."""
    put(stage, lanes.of_topic(stage.conversation, stage.desk.id), Outgoing(Side.TOPIC, said))


def _header(stage: Stage, name: str) -> str:
    known = stage.content.catalogues.get(stage.language)
    return fill(translate(known, CONTEXT, STAFF_NAME), lambda _: name)


def _put(stage: Stage, lane: Lane, outgoing: Outgoing, album: str) -> None:
    """Store one piece; a piece of an album joins those that wait, so that they go as one."""
    if not album:
        return put(stage, lane, outgoing)
    act, key = outgoing.act, f"album {stage.desk.id} {album}"
    before = [row for row in outbox.unsent(stage.tx, lane) if row.outgoing.coalesce == key]
    first = before[0].outgoing.origin if before else outgoing.origin
    if not isinstance(act, Copy):
        return put(stage, lane, replace(outgoing, album=first))
    waiting = [row.outgoing.act for row in before if not row.is_being_sent]
    joined = [piece for act in waiting if isinstance(act, CopyAlbum) for piece in act.messages]
    items = tuple(sorted({*joined, act.message}))  # the channel wants them in rising order
    whole = CopyAlbum(items, act.source, act.reply_to)
    # which piece bears the words is known from the text beside the album, not from the album
    outgoing = replace(outgoing, act=whole, origin=first, digest="", coalesce=key)
    return put(stage, lane, outgoing, not_before=stage.moment.now + ALBUM_WAIT)
