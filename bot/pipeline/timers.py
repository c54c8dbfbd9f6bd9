"""What has fallen due becomes an input: the times of cases and alerts, a column of each row."""

from datetime import datetime

from bot.model.ids import ConversationId
from bot.model.inputs import AlertTimeCame, Input, TimeCame
from bot.pipeline import lanes
from bot.store import alerts, cases, inbox
from bot.store.connect import Tx


def is_any_due(tx: Tx, now: datetime) -> bool:
    """Say whether a time has come for anything."""
    return cases.is_any_due(tx, now) or alerts.is_any_due(tx, now)


def ring(tx: Tx, now: datetime) -> int:
    """Turn every time that has come into an input on its visitor's lane; give their count."""
    due = cases.take_due(tx, now)
    alarmed = alerts.take_due(tx, now)
    for conversation in alarmed:
        _add(tx, conversation, AlertTimeCame(), now)
    for conversation in due:
        _add(tx, conversation, TimeCame(), now)
    return len(due) + len(alarmed)


def _add(tx: Tx, conversation: ConversationId, happened: Input, now: datetime) -> None:
    lane = lanes.of_visitor(conversation)
    inbox.add(tx, update_key=None, lane=lane, holder=conversation, input=happened, at=now)
