"""What has fallen due becomes one input, on the lane of its case."""

from datetime import datetime, timedelta

import pytest

from bot.desk import words
from bot.desk.state import Case, Stage
from bot.model.ids import CaseId, CaseNumber, Lane, MessageId
from bot.model.inputs import AlertTimeCame, Input, Said, StaffCommanded, TimeCame
from bot.pipeline import lanes, timers
from bot.store import alerts, cases, conversations, inbox
from bot.store.connect import Database, Tx
from tests.unit.desk.alerts.given import raised
from tests.unit.desk.given import a_case
from tests.unit.pipeline.parts import (
    GROUP,
    NOBODY,
    NOW,
    OTHER,
    OTHER_CHAT,
    VISITOR,
    Loop,
)

A_MOMENT = timedelta(seconds=1)


def keep(tx: Tx, case: Case, due_at: datetime | None) -> None:
    cases.save(tx, VISITOR, case, due_at)


def rung(tx: Tx, now: datetime) -> list[tuple[Lane, Input]]:
    """Ring, and give all that has ever been rung."""
    timers.ring(tx, now)
    return [(row.lane, row.input) for row in inbox.due(tx, now, 10)]


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=3)])
async def test_a_time_that_has_come_is_an_input_on_the_lane_of_its_case(
    database: Database, late: timedelta
) -> None:
    await database.write(lambda tx: keep(tx, a_case(), NOW))

    found = await database.write(lambda tx: rung(tx, NOW + late))

    assert found == [(lanes.of_visitor(VISITOR), TimeCame())]


@pytest.mark.parametrize("due_at", [None, NOW + A_MOMENT])
async def test_nothing_rings_before_its_time(database: Database, due_at: datetime | None) -> None:
    await database.write(lambda tx: keep(tx, a_case(), due_at))

    assert await database.write(lambda tx: rung(tx, NOW)) == []


async def test_a_time_rings_once(database: Database) -> None:
    await database.write(lambda tx: keep(tx, a_case(), NOW))

    counts = [await database.write(lambda tx: timers.ring(tx, NOW + A_MOMENT)) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert await database.read(inbox.pending) == 1


async def test_a_case_that_is_kept_again_rings_again(database: Database) -> None:
    await database.write(lambda tx: keep(tx, a_case(), NOW))
    await database.write(lambda tx: timers.ring(tx, NOW))
    await database.write(lambda tx: keep(tx, a_case(), NOW + A_MOMENT))

    assert await database.write(lambda tx: timers.ring(tx, NOW)) == 0
    assert await database.write(lambda tx: timers.ring(tx, NOW + A_MOMENT)) == 1


async def test_each_case_rings_on_its_own_lane(database: Database) -> None:
    def two(tx: Tx) -> None:
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        keep(tx, a_case(), NOW)
        other = a_case(id=CaseId("other-case"), number=CaseNumber(13))
        cases.save(tx, OTHER, other, NOW)

    await database.write(two)

    assert {lane for lane, _ in await database.write(lambda tx: rung(tx, NOW))} == {
        lanes.of_visitor(VISITOR),
        lanes.of_visitor(OTHER),
    }


# ── in the loop ──────────────────────────────────────────────────────────────


async def case_of(loop: Loop) -> Case:
    case = await loop.do(lambda tx: cases.latest(tx, VISITOR))
    assert case is not None
    return case


async def test_the_loop_rings_when_the_time_has_come_and_not_before(loop: Loop) -> None:
    await loop.opened()
    await loop.staff(StaffCommanded(NOBODY, MessageId(500), "close_later"))
    day = timedelta(hours=24).total_seconds()

    await loop.later(day - 1)
    early = await case_of(loop)
    await loop.later(1)

    assert early.stage is not Stage.CLOSED
    assert (await case_of(loop)).stage is Stage.CLOSED


async def test_a_time_is_told_once_however_often_the_loop_looks(loop: Loop) -> None:
    await loop.opened()
    await loop.staff(StaffCommanded(NOBODY, MessageId(500), "claim"))
    await loop.happens(Said(MessageId(80), "こんばんは"))
    minutes = 60

    for _ in range(4):
        await loop.later(minutes * 60)

    lapsed = words.CLAIM_LAPSED.format(name="さくら")
    assert loop.channel.texts(GROUP).count(lapsed) == 1


async def test_a_case_that_is_over_rings_for_nobody(database: Database, loop: Loop) -> None:
    await loop.opened()
    await loop.staff(
        StaffCommanded(NOBODY, MessageId(500), "close_later"),
        StaffCommanded(NOBODY, MessageId(501), "close"),
    )

    assert not await database.read(lambda tx: cases.is_any_due(tx, NOW + timedelta(days=9)))


async def test_the_time_of_an_alert_is_an_input_of_its_own(database: Database) -> None:
    await database.write(lambda tx: alerts.save(tx, VISITOR, raised(), NOW))

    found = await database.write(lambda tx: rung(tx, NOW))

    assert found == [(lanes.of_visitor(VISITOR), AlertTimeCame())]


async def test_something_is_due_where_a_case_or_an_alert_is(database: Database) -> None:
    assert not await database.read(lambda tx: timers.is_any_due(tx, NOW))

    await database.write(lambda tx: alerts.save(tx, VISITOR, raised(), NOW))

    assert await database.read(lambda tx: timers.is_any_due(tx, NOW))
