"""What the channel said of a row, written down: ids linked, topics placed, news for the engines.

Everything happens in one transaction with the row's own change of state.
"""

from datetime import datetime, timedelta

from bot.model.delivery import (
    Delivered,
    MakeTopic,
    Moved,
    Outcome,
    Outgoing,
    Reason,
    Refused,
    SendText,
    Side,
    Slot,
)
from bot.model.ids import MessageId, ThreadId
from bot.model.inputs import (
    About,
    BecameUnreachable,
    Input,
    OutgoingArrived,
    OutgoingRefused,
    TopicLost,
)
from bot.pipeline import group, lanes
from bot.pipeline.retry import Again, Decision, Done, GivenUp
from bot.store import desks, inbox, messages, outbox, topics
from bot.store.connect import Tx
from bot.store.outbox import OutboxRow


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
        group.move(tx, row.desk, outcome.chat)
    if _lost_its_topic(row, outgoing, outcome):
        _make_room_again(tx, row, outgoing, now)
        return
    match decision:
        case Done():
            _done(tx, row, outgoing, outcome, now)
        case Again(after, counted, repeated):
            until = now + timedelta(seconds=after)
            outbox.later(tx, row.id, until, count=counted, repeated=repeated)
            _tell_if_staff_are_out_of_reach(tx, row, outgoing, outcome, now)
        case GivenUp(reason):
            outbox.failed(tx, row.id, reason, now)
            _tell_of_refusal(tx, row, outgoing, reason, now)


def _done(tx: Tx, row: OutboxRow, outgoing: Outgoing, outcome: Outcome, now: datetime) -> None:
    delivered = outcome if isinstance(outcome, Delivered) else Delivered()
    outbox.sent(tx, row.id, delivered.message or delivered.thread, now)
    if isinstance(outgoing.act, MakeTopic) and delivered.thread is not None:
        _place_topic(tx, row, outgoing, delivered.thread)
    if delivered.message is not None:
        _link(tx, row, outgoing, delivered.message, now)
    if outgoing.about is About.REPLY:
        _tell(tx, row, OutgoingArrived(About.REPLY, outgoing.origin), now)


def _place_topic(tx: Tx, row: OutboxRow, outgoing: Outgoing, thread: ThreadId) -> None:
    if row.desk is None:
        return
    if outgoing.side is Side.QUEUE:
        desks.set_queue_thread(tx, row.desk, thread)
        return
    chat = desks.group(tx, row.desk).chat
    if row.conversation_id is not None and chat is not None:
        topics.place(tx, row.conversation_id, chat, thread)


def _link(tx: Tx, row: OutboxRow, outgoing: Outgoing, message: MessageId, now: datetime) -> None:
    if row.conversation_id is None:
        return
    slot = outgoing.act.slot if isinstance(outgoing.act, SendText) else None
    if slot is not None:
        topics.set_slot(tx, row.conversation_id, Slot(slot), message)
    if outgoing.origin is None:
        return
    from_visitor = outgoing.about is About.RELAY
    messages.link(
        tx,
        row.conversation_id,
        visitor_message=outgoing.origin if from_visitor else message,
        staff_message=message if from_visitor else outgoing.origin,
        from_visitor=from_visitor,
        digest=outgoing.digest or None,
        at=now,
    )


def _lost_its_topic(row: OutboxRow, outgoing: Outgoing, outcome: Outcome) -> bool:
    """Say whether words that must arrive met a topic that is gone; status marks are let go."""
    gone = isinstance(outcome, Refused) and outcome.reason is Reason.TOPIC_GONE
    return gone and not row.lane.startswith(lanes.STATUS) and outgoing.side is not Side.VISITOR


def _make_room_again(tx: Tx, row: OutboxRow, outgoing: Outgoing, now: datetime) -> None:
    """Keep the row first in its lane and have a new topic made before it."""
    outbox.later(tx, row.id, now, count=False)
    if outgoing.side is Side.QUEUE and row.desk is not None:
        desks.set_queue_thread(tx, row.desk, None)
        group.ask_for_queue_topic(tx, row.desk, now)
    elif row.conversation_id is not None:
        topics.lose(tx, row.conversation_id)
        _tell(tx, row, TopicLost(), now)


def _tell_if_staff_are_out_of_reach(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, outcome: Outcome, now: datetime
) -> None:
    matters = outgoing.about in {About.RELAY, About.TOPIC, About.CARD}
    if matters and isinstance(outcome, Refused) and row.conversation_id is not None:
        _tell(tx, row, OutgoingRefused(outgoing.about, outcome.reason.value), now)


def _tell_of_refusal(
    tx: Tx, row: OutboxRow, outgoing: Outgoing, reason: str, now: datetime
) -> None:
    if outgoing.about in {About.REPLY, About.RELAY}:
        _tell(tx, row, OutgoingRefused(outgoing.about, reason, outgoing.origin), now)
    elif outgoing.side is Side.VISITOR and reason == Reason.BLOCKED.value:
        _tell(tx, row, BecameUnreachable(), now)


def _tell(tx: Tx, row: OutboxRow, news: Input, now: datetime) -> None:
    if row.conversation_id is None:
        return
    lane = lanes.of_visitor(row.conversation_id)
    inbox.add(tx, update_key=None, lane=lane, holder=row.conversation_id, input=news, at=now)
