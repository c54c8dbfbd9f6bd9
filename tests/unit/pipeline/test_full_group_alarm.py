"""An alert in a group that is always full: it waits for the limit, and for nothing else."""

from datetime import timedelta
from functools import partial

from bot.model.danger import Danger, Level, Type
from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import ChatId, ConversationId, Lane
from bot.model.inputs import DangerSeen, Moment
from bot.pipeline import turn
from bot.pipeline.pace import Pace
from bot.pipeline.pick import Clock, Picker
from bot.pipeline.play import Play
from bot.pipeline.replica import Replica
from bot.store import conversations, outbox
from bot.store.connect import Database, Tx
from tests.unit.pipeline.parts import NOW, Hand, play_with, put

RED = Danger(Level.RED, Type.SUICIDE)
EVERY = 20  # seconds between two alerts, each about somebody else
ALERTS = 30
LONGEST = 10.0  # seconds (SAFETY.md, fault 6)


async def test_no_alert_waits_for_the_words_of_others(database: Database) -> None:
    clock = Hand()
    replica = Replica(database, "full", lambda: clock.now, clock.ticks)
    picker = Picker(Pace(group_per_minute=18), Clock(lambda: clock.now, clock.ticks), replica)
    waits, others = list[float](), 0

    for second in range(EVERY * ALERTS):
        clock.now = NOW + timedelta(seconds=second)
        alerted, said = await database.write(partial(_a_second, clock=clock, picker=picker))
        waits += alerted
        others += said

    assert len(waits) == ALERTS
    assert max(waits) <= LONGEST
    assert others > 18 * EVERY * ALERTS / 60 / 2  # the rest of the limit went to others' words


def _a_second(tx: Tx, clock: Hand, picker: Picker) -> tuple[list[float], int]:
    """Let somebody write, three times what the group takes, and at times be in danger.

    Give how long the alerts that went had waited, and how many other words went.
    """
    second = int((clock.now - NOW).total_seconds())
    words = Outgoing(Side.QUEUE, SendText("…"), Priority.STAFF)
    put(tx, Lane(f"q:{second}"), words, visitor=None)
    if second % EVERY == 0:
        _somebody_in_danger(tx, clock, second)
    ready, _ = picker.pick(tx, ())
    waited, others = list[float](), 0
    for each in ready:
        outbox.sent(tx, each.row.id, 1, clock.now)
        if each.outgoing.priority is Priority.ALERT:
            waited.append((clock.now - each.row.created_at).total_seconds())
        else:
            others += 1
    return waited, others


def _somebody_in_danger(tx: Tx, clock: Hand, number: int) -> None:
    visitor = conversations.enter(
        tx, ChatId(9000 + number), ConversationId(f"visitor-{number}"), clock.now
    )
    usual = play_with()
    play = Play(usual.content, usual.desks, Moment(clock.now, 0), usual.case)
    turn.take(tx, visitor, DangerSeen(RED), play)
