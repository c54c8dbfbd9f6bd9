"""The way into the outbox from a turn."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.model.delivery import Outgoing, SendText, Side
from bot.model.ids import DeskId, Language
from bot.model.inputs import Moment
from bot.pipeline import lanes
from bot.pipeline.stage import Stage, put
from bot.store.connect import Database, Tx
from bot.store.schema import outbox as table
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import NOW, VISITOR, WARD

HELLO = Outgoing(Side.TOPIC, SendText("はい"))


def stage(tx: Tx) -> Stage:
    return Stage(tx, VISITOR, DESK, small(), Moment(NOW, 0), Language("ja"), holder="case-1")


@pytest.mark.parametrize(("named", "desk"), [(None, WARD), (SISTER.id, SISTER.id)])
async def test_a_row_is_the_cases_desks_unless_another_is_named(
    database: Database, named: DeskId | None, desk: DeskId
) -> None:
    lane = lanes.of_topic(VISITOR, desk)

    await database.write(lambda tx: put(stage(tx), lane, HELLO, named))

    row = (await database.read(lambda tx: tx.connection.execute(select(table)).all()))[0]
    assert (row.conversation_id, row.desk, row.lane) == (VISITOR, desk, lane)
    assert (row.holder, row.created_at, row.not_before) == ("case-1", NOW, None)


async def test_a_row_may_have_to_wait_for_a_time(database: Database) -> None:
    later = NOW + timedelta(seconds=5)

    await database.write(
        lambda tx: put(stage(tx), lanes.of_topic(VISITOR, WARD), HELLO, not_before=later)
    )

    found = await database.read(
        lambda tx: tx.connection.execute(select(table.c.not_before)).scalars().all()
    )
    assert found == [later]
