"""What staff are told when a full group makes visitors' words late."""

from datetime import datetime, timedelta

from bot.desk import words
from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import DeskId
from bot.pipeline import group, lanes
from bot.store import limits, offsets
from bot.store.connect import Tx

LATE = timedelta(seconds=60)
REST = timedelta(minutes=10)  # the line itself costs the group one message
KEY = "backlog"


def tell(tx: Tx, desk: DeskId, now: datetime) -> None:
    """Say it in the queue topic when a visitor's words have waited too long, once for a while."""
    since = limits.waiting_since(tx, desk)
    if since is None or now - since < LATE:
        return
    told = offsets.get(tx, f"{KEY}:{desk}")
    if told is not None and now.timestamp() - told < REST.total_seconds():
        return
    offsets.set(tx, f"{KEY}:{desk}", int(now.timestamp()))
    line = SendText(words.BACKLOG.format(count=int(LATE.total_seconds())))
    outgoing = Outgoing(Side.QUEUE, line, Priority.OPENING, coalesce=KEY, expires=now + REST)
    group.put(tx, desk, lanes.of_queue(desk), outgoing, now)
