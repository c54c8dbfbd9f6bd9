"""Alerts about visitors: sealed under the visitor's own key, and counts that lead to nobody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Row, bindparam, delete, select, update

from bot.desk.alerts.counts import Count
from bot.desk.alerts.state import Alert
from bot.model.danger import Level, Type
from bot.model.delivery import Side
from bot.model.ids import AlertNumber, ConversationId, DeskId, MessageId, whole
from bot.store import codec
from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import alert_counts, alerts, offsets
from bot.store.sealing import seal, unseal

PLACE = "alerts.sealed"
NUMBERS = "alerts"
"""The offset that counts them."""
AT_THE_LATEST = timedelta(minutes=5)  # a turn that fails must not silence an alert
COLUMN = {Side.QUEUE: "queue_message", Side.TOPIC: "topic_message"}

KEPT = ("desk", "acknowledged_at", "due_at", "sealed")
SAVE = insert_into(
    alerts,
    lambda add: add.on_conflict_do_update(
        index_elements=["number"], set_={name: add.excluded[name] for name in KEPT}
    ),
)
NUMBER = insert_into(
    offsets,
    lambda add: add.on_conflict_do_update(
        index_elements=["source"], set_={"next": offsets.c.next + 1}
    ).returning(offsets.c.next),
)
OF = select(alerts).where(alerts.c.conversation_id == bindparam("conversation"))
LATEST = OF.order_by(alerts.c.number.desc()).limit(1)
BY_NUMBER = select(alerts).where(alerts.c.number == bindparam("by_number"))
UNANSWERED = (
    select(alerts)
    .where(alerts.c.acknowledged_at.is_(None), alerts.c.desk == bindparam("at_desk"))
    .order_by(alerts.c.number)
)
DUE = select(alerts.c.number).where(alerts.c.due_at <= bindparam("now")).limit(1)
TAKE_DUE = (
    update(alerts)
    .where(alerts.c.due_at <= bindparam("now"))
    .values(due_at=bindparam("latest"))
    .returning(alerts.c.conversation_id)
)
CHANGE = update(alerts).where(alerts.c.number == bindparam("by_number"))
ELSEWHERE = (
    update(alerts)
    .where(alerts.c.desk == bindparam("at_desk"))
    .values(queue_message=None, topic_message=None)
)
COUNTED = ("raised", "hits", "misses")
COUNT = insert_into(
    alert_counts,
    lambda add: add.on_conflict_do_update(
        index_elements=["desk", "day", "level", "type"],
        set_={name: alert_counts.c[name] + add.excluded[name] for name in COUNTED},
    ),
)
COUNTS = (
    select(alert_counts)
    .where(alert_counts.c.desk == bindparam("at_desk"), alert_counts.c.day >= bindparam("since"))
    .order_by(alert_counts.c.day.desc(), alert_counts.c.level, alert_counts.c.type)
)


def next_number(tx: Tx) -> AlertNumber:
    """Take the next number; none is given twice, also after an alert is deleted."""
    values = {"source": NUMBERS, "next": 1}
    return AlertNumber(tx.connection.execute(NUMBER.on(tx.connection), values).scalar_one())


def save(
    tx: Tx, conversation_id: ConversationId, alert: Alert, due_at: datetime | None = None
) -> None:
    """Store an alert, new or changed, and the time when it is to be looked at again."""
    values = {
        "number": alert.number,
        "conversation_id": conversation_id,
        "desk": alert.desk,
        "raised_at": alert.raised_at,
        "acknowledged_at": alert.acknowledged_at,
        "due_at": due_at,
        "sealed": seal(tx.vault, conversation_id, PLACE, alert.number, codec.encode_alert(alert)),
    }
    tx.connection.execute(SAVE.on(tx.connection), values)


def latest(tx: Tx, conversation_id: ConversationId) -> Alert | None:
    """Give the visitor's newest alert."""
    return _alert(tx, tx.connection.execute(LATEST, {"conversation": conversation_id}).first())


def by_number(tx: Tx, conversation_id: ConversationId, number: AlertNumber) -> Alert | None:
    """Give the visitor's alert of that number; another visitor's is none."""
    row = tx.connection.execute(BY_NUMBER, {"by_number": number}).first()
    return _alert(tx, row) if row is not None and row.conversation_id == conversation_id else None


def conversation_of(tx: Tx, desk: DeskId, number: AlertNumber) -> ConversationId | None:
    """Give the visitor whom an alert of a desk is about."""
    row = tx.connection.execute(BY_NUMBER, {"by_number": number}).first()
    found = row is not None and row.desk == desk
    return ConversationId(row.conversation_id) if row is not None and found else None


def unanswered(tx: Tx, desk: DeskId) -> list[Alert]:
    """Give a desk's alerts that nobody has answered, the oldest first."""
    rows = tx.connection.execute(UNANSWERED, {"at_desk": desk})
    return [alert for row in rows if (alert := _alert(tx, row)) is not None]


def is_any_due(tx: Tx, now: datetime) -> bool:
    """Say whether a time has come for any alert."""
    return tx.connection.execute(DUE, {"now": now}).first() is not None


def take_due(tx: Tx, now: datetime) -> set[ConversationId]:
    """Give those for whose alert a time has come; it comes again unless the turn reckons anew."""
    values = {"now": now, "latest": now + AT_THE_LATEST}
    rows = tx.connection.execute(TAKE_DUE, values)
    return {ConversationId(row.conversation_id) for row in rows}


def settle_older(tx: Tx, conversation_id: ConversationId, newest: AlertNumber) -> None:
    """Let nothing fall due any more about the visitor's alerts before the newest."""
    older = update(alerts).where(alerts.c.conversation_id == conversation_id)
    tx.connection.execute(older.where(alerts.c.number < newest).values(due_at=None))


def message(tx: Tx, number: AlertNumber, side: Side) -> MessageId | None:
    """Give the post of an alert in the queue topic or in the visitor's."""
    row = tx.connection.execute(BY_NUMBER, {"by_number": number}).mappings().first()
    return None if row is None or side not in COLUMN else row[COLUMN[side]]


def set_message(tx: Tx, number: AlertNumber, side: Side, message: MessageId) -> None:
    """Remember the post of an alert."""
    tx.connection.execute(CHANGE, {"by_number": number, COLUMN[side]: message})


def forget_messages(tx: Tx, desk: DeskId, number: AlertNumber | None = None) -> None:
    """Forget where a desk's alerts stand, or one of them: numbers count in one group alone."""
    mine = ELSEWHERE if number is None else ELSEWHERE.where(alerts.c.number == number)
    tx.connection.execute(mine, {"at_desk": desk})


def count(tx: Tx, desk: DeskId, counted: Count) -> None:
    """Add to what was counted of the whole desk; a number may be negative, to take one back."""
    values = {
        "desk": whole(desk),
        "day": counted.day.isoformat(),
        "level": counted.level.name.lower(),
        "type": counted.type.value,
        **{name: getattr(counted, name) for name in COUNTED},
    }
    tx.connection.execute(COUNT.on(tx.connection), values)


def counts(tx: Tx, desk: DeskId, since: date) -> tuple[Count, ...]:
    """Give what was counted of the whole desk from a day on, the newest day first."""
    return tuple(_counts(tx, whole(desk), since))


def purge(tx: Tx, before: datetime) -> int:
    """Delete the alerts that were answered before a time and wait for nothing; the counts stay."""
    old = delete(alerts).where(alerts.c.acknowledged_at < before, alerts.c.due_at.is_(None))
    return tx.connection.execute(old).rowcount


def _counts(tx: Tx, desk: DeskId, since: date) -> Iterator[Count]:
    values = {"at_desk": desk, "since": since.isoformat()}
    for row in tx.connection.execute(COUNTS, values):
        if row.raised or row.hits or row.misses:
            level, day = Level[row.level.upper()], date.fromisoformat(row.day)
            yield Count(day, level, Type(row.type), row.raised, row.hits, row.misses)


def _alert(tx: Tx, row: Row[*tuple[object, ...]] | None) -> Alert | None:
    if row is None:
        return None
    plain = unseal(tx.vault, str(row.conversation_id), PLACE, row.number, row.sealed)
    return codec.decode_alert(plain)
