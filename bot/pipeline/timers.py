"""What has fallen due becomes an input: the times of cases, kept as one column of the row."""

from datetime import datetime

from bot.model.inputs import TimeCame
from bot.pipeline import lanes
from bot.store import cases, inbox
from bot.store.connect import Tx


def ring(tx: Tx, now: datetime) -> int:
    """Turn every time that has come into an input on its case's lane; give their count."""
    due = cases.take_due(tx, now)
    for conversation in due:
        lane = lanes.of_visitor(conversation)
        inbox.add(tx, update_key=None, lane=lane, holder=conversation, input=TimeCame(), at=now)
    return len(due)
