"""Cases: sealed, numbered, claimed by one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.desk.state import Case, Holder, Stage
from bot.model.ids import CaseId, CaseNumber, ConversationId, DeskId, Language, StaffRef
from bot.store import cases, staff
from bot.store.connect import Database
from bot.store.schema import cases as table
from tests.store.conftest import NOW, Run

WARD = DeskId("ward")
CASE = Case(
    id=CaseId("c1"),
    number=CaseNumber(1),
    nickname="つばめ",
    language=Language("ja"),
    opened_at=NOW,
    waiting_since=NOW,
    answers=(("年代", "20代"),),
    path=("本名じゃないとだめ？",),
)


async def test_a_visitor_without_a_case_has_none(run: Run, visitor: ConversationId) -> None:
    assert await run(cases.latest, visitor) is None
    assert not await run(cases.ever, visitor)


async def test_a_saved_case_comes_back_the_same(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, WARD, CASE)

    assert await run(cases.latest, visitor) == CASE
    assert await run(cases.ever, visitor)


async def test_a_changed_case_replaces_the_old_one(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, WARD, CASE)
    changed = replace(
        CASE,
        stage=Stage.HELD,
        holder=Holder(StaffRef("r1"), "はる"),
        waiting_since=None,
        unreachable_since=NOW,
        written=3,
        closure_told=NOW + timedelta(hours=23),
        topic_open=False,
    )

    await run(cases.save, visitor, WARD, changed)

    assert await run(cases.latest, visitor) == changed


async def test_the_latest_of_several_cases_is_the_one_opened_last(
    run: Run, visitor: ConversationId
) -> None:
    closed = replace(CASE, stage=Stage.CLOSED, closed_at=NOW)
    second = replace(
        CASE, id=CaseId("c0"), number=CaseNumber(2), opened_at=NOW + timedelta(days=1)
    )

    await run(cases.save, visitor, WARD, second)
    await run(cases.save, visitor, WARD, closed)

    assert await run(cases.latest, visitor) == second
    assert await run(cases.open_cases, WARD) == [(visitor, second)]
    assert await run(cases.open_cases, DeskId("other")) == []


async def test_a_number_is_given_once_also_to_many_who_ask_at_once(run: Run) -> None:
    numbers = await asyncio.gather(*(run(cases.next_number, WARD) for _ in range(12)))

    assert sorted(numbers) == list(range(1, 13))
    assert await run(cases.next_number, DeskId("other")) == 1


async def test_two_cases_of_a_desk_never_bear_one_number(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, WARD, CASE)

    with pytest.raises(IntegrityError):
        await run(cases.save, visitor, WARD, replace(CASE, id=CaseId("c2")))


async def test_of_many_who_claim_a_case_at_once_exactly_one_wins(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, WARD, CASE)
    crowd = [StaffRef(f"r{number}") for number in range(32)]
    for ref in crowd:
        await run(staff.of, WARD, ref, ["はる", "なつ"])

    won = await asyncio.gather(*(run(cases.claim, CASE.id, ref) for ref in crowd))

    assert sum(won) == 1
    winner = await run(staff.of, WARD, crowd[won.index(True)], [])
    held = await run(cases.latest, visitor)
    assert held is not None
    assert held.holder == Holder(winner.ref, winner.work_name)


async def test_a_case_given_back_can_be_claimed_again(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, WARD, CASE)
    await run(cases.claim, CASE.id, StaffRef("r1"))

    await run(cases.save, visitor, WARD, replace(CASE, holder=None))

    assert await run(cases.claim, CASE.id, StaffRef("r2"))


async def test_what_the_visitor_told_is_not_in_the_clear_columns(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    held = replace(CASE, holder=Holder(StaffRef("r1"), "はる"))
    await run(cases.save, visitor, WARD, held)

    row = await database.read(lambda tx: tx.connection.execute(table.select()).one())

    clear = " ".join(str(value) for value in row)
    assert all(word not in clear for word in ("つばめ", "20代", "本名", "はる"))
    assert "つばめ".encode() not in row.sealed
