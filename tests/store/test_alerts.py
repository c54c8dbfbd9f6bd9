"""Alerts lie sealed with their visitor; what is counted leads to nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.desk.alerts.counts import Count
from bot.desk.alerts.state import Alert
from bot.desk.state import Holder
from bot.model.danger import Danger, Level, Type
from bot.model.delivery import Side
from bot.model.ids import AlertNumber, ChatId, ConversationId, DeskId, MessageId, StaffRef
from bot.store import alerts, conversations
from bot.store.connect import Tx
from bot.store.schema import alerts as table
from bot.store.sealing import SealingError
from tests.store.conftest import NOW, Run

DESK = DeskId("ward")
SIGN = "遺書"
OTHER = ConversationId("0a0b" * 8)
ALERT = Alert(
    AlertNumber(1),
    DESK,
    Danger(Level.RED, Type.SUICIDE, (SIGN,)),
    raised_at=NOW,
    rung_at=NOW,
    shown_at=NOW,
)
SECOND = replace(ALERT, number=AlertNumber(2))
ANSWERED = replace(
    ALERT, acknowledged_at=NOW, by=Holder(StaffRef("ref"), "さくら"), right=False, task_at=NOW
)
DAY = date(2026, 5, 11)
ONE = Count(DAY, Level.RED, Type.SUICIDE, raised=1, hits=0, misses=0)


@pytest.mark.parametrize("alert", [ALERT, ANSWERED])
async def test_an_alert_comes_back_as_it_was(
    run: Run, visitor: ConversationId, alert: Alert
) -> None:
    await run(alerts.save, visitor, alert)

    assert await run(alerts.latest, visitor) == alert


async def test_the_newest_alert_of_a_visitor_is_the_latest(
    run: Run, visitor: ConversationId
) -> None:
    await run(alerts.save, visitor, SECOND)
    await run(alerts.save, visitor, ALERT)

    assert await run(alerts.latest, visitor) == SECOND
    assert await run(alerts.by_number, visitor, ALERT.number) == ALERT


async def test_an_alert_is_found_by_its_number_at_its_own_desk_and_visitor_alone(
    run: Run, visitor: ConversationId
) -> None:
    await run(conversations.enter, ChatId(4712), OTHER, NOW)
    await run(alerts.save, visitor, ALERT)

    assert await run(alerts.conversation_of, DESK, ALERT.number) == visitor
    assert await run(alerts.conversation_of, DeskId("other"), ALERT.number) is None
    assert await run(alerts.conversation_of, DESK, AlertNumber(9)) is None
    assert await run(alerts.by_number, OTHER, ALERT.number) is None


async def test_numbers_are_given_once(run: Run) -> None:
    assert [await run(alerts.next_number) for _ in range(3)] == [1, 2, 3]


async def test_nothing_of_the_danger_lies_open(run: Run, visitor: ConversationId) -> None:
    await run(alerts.save, visitor, ANSWERED)

    def columns(tx: Tx) -> str:
        row = tx.connection.execute(select(table)).mappings().one()
        return " ".join(f"{name}={value!r}" for name, value in row.items())

    lying = await run(columns)
    for told in ("suicide", "red", SIGN, "さくら", "RED", "ref"):
        assert told not in lying.replace("b'", "").partition("sealed")[0]
        assert told.encode() not in await run(
            lambda tx: tx.connection.execute(select(table.c.sealed)).scalar_one()
        )


async def test_an_alert_whose_visitor_is_forgotten_does_not_open(
    run: Run, visitor: ConversationId
) -> None:
    await run(alerts.save, visitor, ALERT)

    await run(lambda tx: tx.vault.forget(visitor))

    with pytest.raises(SealingError):
        await run(alerts.latest, visitor)


async def test_only_what_nobody_answered_is_listed(run: Run, visitor: ConversationId) -> None:
    await run(alerts.save, visitor, ANSWERED)
    await run(alerts.save, visitor, SECOND)

    assert await run(alerts.unanswered, DESK) == [SECOND]
    assert await run(alerts.unanswered, DeskId("other")) == []


async def test_a_time_that_came_comes_again_unless_it_is_reckoned_anew(
    run: Run, visitor: ConversationId
) -> None:
    await run(alerts.save, visitor, ALERT, NOW)

    assert not await run(alerts.is_any_due, NOW - timedelta(seconds=1))
    assert await run(alerts.take_due, NOW) == {visitor}
    assert not await run(alerts.is_any_due, NOW)
    assert await run(alerts.take_due, NOW + alerts.AT_THE_LATEST) == {visitor}


async def test_older_alerts_fall_due_no_more(run: Run, visitor: ConversationId) -> None:
    await run(alerts.save, visitor, ALERT, NOW)
    await run(alerts.save, visitor, SECOND, NOW + timedelta(hours=1))

    await run(alerts.settle_older, visitor, SECOND.number)

    assert not await run(alerts.is_any_due, NOW)
    assert await run(alerts.is_any_due, NOW + timedelta(hours=1))


async def test_where_it_stands_is_kept_through_changes_until_the_group_moves(
    run: Run, visitor: ConversationId
) -> None:
    await run(alerts.save, visitor, ALERT)
    await run(alerts.set_message, ALERT.number, Side.QUEUE, MessageId(50))
    await run(alerts.set_message, ALERT.number, Side.TOPIC, MessageId(51))
    await run(alerts.save, visitor, ANSWERED)

    assert await run(alerts.message, ALERT.number, Side.QUEUE) == 50
    assert await run(alerts.message, ALERT.number, Side.TOPIC) == 51
    assert await run(alerts.message, AlertNumber(9), Side.QUEUE) is None

    await run(alerts.forget_messages, DESK)

    assert await run(alerts.message, ALERT.number, Side.QUEUE) is None


async def test_counts_add_up_by_day_level_and_type_for_the_whole_desk(run: Run) -> None:
    await run(alerts.count, DESK, ONE)
    await run(alerts.count, DeskId("ward#2"), replace(ONE, raised=1, hits=1))
    await run(alerts.count, DESK, replace(ONE, type=Type.ABUSE, level=Level.AMBER))
    await run(alerts.count, DESK, replace(ONE, day=DAY - timedelta(days=40)))
    await run(alerts.count, DeskId("other"), ONE)

    counted = await run(alerts.counts, DESK, DAY - timedelta(days=30))

    assert counted == (
        replace(ONE, type=Type.ABUSE, level=Level.AMBER),
        replace(ONE, raised=2, hits=1),
    )


async def test_a_count_that_was_taken_back_to_nothing_is_none(run: Run) -> None:
    await run(alerts.count, DESK, ONE)
    await run(alerts.count, DESK, replace(ONE, raised=-1))

    assert await run(alerts.counts, DESK, DAY) == ()


async def test_old_alerts_go_once_nothing_is_left_to_do(run: Run, visitor: ConversationId) -> None:
    later = NOW + timedelta(days=1)
    await run(alerts.save, visitor, ANSWERED)
    await run(alerts.save, visitor, replace(ANSWERED, number=AlertNumber(2)), later)
    await run(alerts.save, visitor, replace(ALERT, number=AlertNumber(3)))

    assert await run(alerts.purge, later) == 1
    assert await run(alerts.by_number, visitor, AlertNumber(1)) is None
