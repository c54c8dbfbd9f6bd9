"""The lists of open cases, read from the store."""

from dataclasses import replace

from bot.desk.scene import MOST, Listing
from bot.desk.state import Stage
from bot.model.ids import CaseId, CaseNumber, StaffRef
from bot.model.inputs import Staff
from bot.pipeline import listings
from bot.store import alerts, cases
from bot.store.connect import Database, Tx
from tests.unit.desk.alerts.given import raised
from tests.unit.desk.given import a_case
from tests.unit.pipeline.parts import NOW, VISITOR, WARD

ME = Staff(StaffRef("ref-1"), "さくら")


def open_many(tx: Tx, number: int) -> None:
    for each in range(1, number + 1):
        case = replace(
            a_case(desk=WARD), id=CaseId(f"c{each}"), number=CaseNumber(each), waiting_since=NOW
        )
        cases.save(tx, VISITOR, case)


async def test_a_queue_longer_than_any_list_is_counted_to_its_end(database: Database) -> None:
    await database.write(lambda tx: open_many(tx, MOST + 40))

    found = await database.read(lambda tx: listings.queue(tx, WARD))

    assert (len(found.cases), found.waiting, found.held) == (MOST, MOST + 40, 0)


async def test_ones_own_case_is_listed_however_many_others_there_are(database: Database) -> None:
    def life(tx: Tx) -> Listing:
        open_many(tx, MOST + 1)
        own = a_case(
            desk=WARD, id=CaseId("own"), number=CaseNumber(999), stage=Stage.HELD, holder=ME
        )
        cases.save(tx, VISITOR, own)
        return listings.mine(tx, WARD, ME.ref)

    found = await database.write(life)

    assert [case.number for case in found.cases] == [999]
    assert found.held == 1


async def test_an_alert_that_nobody_answered_is_listed_with_the_cases(
    database: Database,
) -> None:
    alert = replace(raised(), desk=WARD)
    await database.write(lambda tx: alerts.save(tx, VISITOR, alert))

    found = await database.read(lambda tx: listings.queue(tx, WARD))

    assert found.alerts == (alert,)
