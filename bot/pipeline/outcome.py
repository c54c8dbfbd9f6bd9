"""What the channel said of a row, written down: ids linked, topics placed, news for the engines.

Everything happens in one transaction with the row's own change of state.
"""

from datetime import datetime, timedelta

from bot.model.delivery import (
    DeleteMessage,
    Delivered,
    MakeTopic,
    Moved,
    Outcome,
    Outgoing,
    Priority,
    Reason,
    Refused,
    RetireTopic,
    SendText,
    Side,
    Slot,
)
from bot.model.ids import NO_DESK, MessageId, ThreadId
from bot.model.inputs import (
    About,
    BecameUnreachable,
    Input,
    OutgoingArrived,
    OutgoingRefused,
    TopicLost,
)
from bot.pipeline import board, group, lanes, links
from bot.pipeline.retry import Again, Decision, Done, GivenUp
from bot.store import alerts, booths, cases, desks, inbox, outbox, topics
from bot.store.connect import Tx
from bot.store.outbox import OutboxRow

TOLD_OF = frozenset({About.REPLY, About.EDIT, About.WITHDRAWAL})
"""What staff did that the visitor's side answers: the desk hears how it went."""


def record(  # noqa: PLR0913, PLR0917 - one fact each, all of one row
    tx: Tx,
    row: OutboxRow,
    outgoing: Outgoing,
    outcome: Outcome,
    decision: Decision,
    now: datetime,
) -> None:
    """Write down what came of a row and what follows from it."""
    if isinstance(outcome, Moved) and row.desk is not None:
        group.move(tx, outcome.was, outcome.chat, now)
    if _lost_its_topic(tx, row, outgoing, outcome):
        _make_room_again(tx, row, outgoing, now)
        return
    match decision:
        case Done():
            _done(tx, row, outgoing, outcome, now)
        case Again(repeated=False) if links.is_taken_back(tx, row, outgoing):
            outbox.failed(tx, row.id, "withdrawn", now)  # it surely did not arrive
        case Again(after, counted, repeated):
            until = now + timedelta(seconds=after)
            outbox.later(tx, row.id, until, count=counted, repeated=repeated)
            _tell_if_staff_are_out_of_reach(tx, row, outgoing, outcome, now)
        case GivenUp(reason):
            outbox.failed(tx, row.id, reason, now)
            _tell_of_refusal(tx, row, outgoing, reason, now)


def _done(tx: Tx, row: OutboxRow, outgoing: Outgoing, outcome: Outcome, now: datetime) -> None:
    delivered = outcome if isinstance(outcome, Delivered) else Delivered()
    if not links.is_all_gone(tx, row, outgoing):  # the next copy of the reply is deleted, too
        outbox.later(tx, row.id, now, count=False)
        return
    outbox.sent(tx, row.id, delivered.message or delivered.thread, now)
    if isinstance(outgoing.act, MakeTopic) and delivered.thread is not None:
        _place_topic(tx, row, outgoing, delivered.thread, now)
    if delivered.message is not None:
        _remember_role(tx, row, outgoing, delivered.message, now)
    links.note(tx, row, outgoing, delivered, now)
    if links.is_incomplete(outgoing, delivered):
        _tell_refused(tx, row, outgoing, "incomplete", now)
    elif outgoing.about in TOLD_OF:
        arrived = OutgoingArrived(outgoing.about, outgoing.origin, row.desk or NO_DESK)
        _tell(tx, row, arrived, now)


def _place_topic(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, thread: ThreadId, now: datetime
) -> None:
    if row.desk is None:
        return
    if outgoing.side is Side.QUEUE:
        desks.set_queue_thread(tx, row.desk, thread)
        board.refresh(tx, row.desk, now)
        return
    if outgoing.side is Side.ASIDE:
        desks.set_aside_thread(tx, row.desk, thread)
        return
    chat = desks.group(tx, row.desk).chat
    if row.conversation_id is not None and chat is not None:
        before = topics.of(tx, row.conversation_id, row.desk)
        if before is not None and before.chat not in {None, chat}:
            links.forget_group(tx, row.conversation_id, row.desk, now)
        topics.place(tx, row.conversation_id, row.desk, chat, thread)


def _remember_role(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, message: MessageId, now: datetime
) -> None:
    if row.desk is None:
        return
    slot = outgoing.act.slot if isinstance(outgoing.act, SendText) else None
    if slot is Slot.ALERT and outgoing.alert is not None:
        alerts.set_message(tx, outgoing.alert, outgoing.side, message)
    elif slot is Slot.BOARD:
        desks.set_board(tx, row.desk, message)
    elif slot is not None and row.conversation_id is not None:
        if slot is Slot.OFFER:
            _take_away_offer(tx, row, now)
        topics.set_slot(tx, row.conversation_id, row.desk, Slot(slot), message)


def _take_away_offer(tx: Tx, row: OutboxRow, now: datetime) -> None:
    """Delete the offer that stands there: it was on its way when the next was asked for."""
    if row.conversation_id is None or row.desk is None:
        return
    topic = topics.of(tx, row.conversation_id, row.desk)
    if topic is None or topic.offer is None:
        return
    outbox.put(
        tx,
        lane=row.lane,
        conversation_id=row.conversation_id,
        desk=row.desk,
        holder=row.holder,
        outgoing=Outgoing(Side.TOPIC, DeleteMessage(topic.offer), Priority.STATUS),
        at=now,
    )


def _lost_its_topic(tx: Tx, row: OutboxRow, outgoing: Outgoing, outcome: Outcome) -> bool:
    """Say whether words that must arrive met a topic that is gone.

    Status marks, reactions and offers are let go, and so is what is said where the case no
    longer lies.
    """
    if not isinstance(outcome, Refused) or outcome.reason is not Reason.TOPIC_GONE:
        return False
    if outgoing.side is Side.VISITOR or isinstance(outgoing.act, MakeTopic | RetireTopic):
        return False
    if row.lane.startswith((lanes.STATUS, lanes.OFFER, outbox.REACTIONS)):
        return False
    return outgoing.side is not Side.TOPIC or not _has_moved_on(tx, row)


def _has_moved_on(tx: Tx, row: OutboxRow) -> bool:
    """Say whether the case was handed on to another desk since."""
    case = cases.latest(tx, row.conversation_id) if row.conversation_id else None
    return case is not None and case.desk not in {NO_DESK, row.desk}


def _make_room_again(tx: Tx, row: OutboxRow, outgoing: Outgoing, now: datetime) -> None:
    """Keep the row first in its lane and have a new topic made before it."""
    outbox.later(tx, row.id, now, count=False)
    if outgoing.side is Side.QUEUE and row.desk is not None:
        if outbox.waits(tx, lanes.of_queue(row.desk), outbox.ROOM):
            return  # the board or a line met it first
        desks.set_queue_thread(tx, row.desk, None)
        group.ask_for_queue_topic(tx, row.desk, now)
    elif outgoing.side is Side.ASIDE and row.desk is not None:
        desks.set_aside_thread(tx, row.desk, None)
        group.ask_for_aside_topic(tx, row.desk, now)
    elif row.conversation_id is not None and row.desk is not None:
        topics.lose(tx, row.conversation_id, row.desk)
        _tell(tx, row, TopicLost(), now)


def _tell_if_staff_are_out_of_reach(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, outcome: Outcome, now: datetime
) -> None:
    if not isinstance(outcome, Refused) or row.desk is None:
        return
    booths.refused(tx, row.desk, now)
    if outgoing.about in {About.RELAY, About.TOPIC, About.CARD, About.ALERT}:
        refused = OutgoingRefused(outgoing.about, outcome.reason.value, desk=row.desk)
        _tell(tx, row, refused, now)


def _tell_of_refusal(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, reason: str, now: datetime
) -> None:
    if row.desk is not None:
        board.mend(tx, row.desk, outgoing, reason, now)
    if outgoing.about in TOLD_OF | {About.RELAY, About.ALERT}:
        _tell_refused(tx, row, outgoing, reason, now)
    elif outgoing.side is Side.VISITOR and reason == Reason.BLOCKED.value:
        _tell(tx, row, BecameUnreachable(), now)


def _tell_refused(tx: Tx, row: OutboxRow, outgoing: Outgoing, reason: str, now: datetime) -> None:
    desk = row.desk or NO_DESK
    _tell(tx, row, OutgoingRefused(outgoing.about, reason, outgoing.origin, desk), now)


def _tell(tx: Tx, row: OutboxRow, news: Input, now: datetime) -> None:
    if row.conversation_id is None:
        return
    lane = lanes.of_visitor(row.conversation_id)
    inbox.add(tx, update_key=None, lane=lane, holder=row.conversation_id, input=news, at=now)
