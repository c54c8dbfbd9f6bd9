"""Cases: sealed, numbered, found when their time has come, counted without being opened."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError

from bot.desk.state import Case, Draft, Holder, Reply, Stage, Transfer
from bot.model.ids import (
    CaseId,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    Language,
    MessageId,
    StaffRef,
)
from bot.model.inputs import MediaKind, Said, Showed, Staff
from bot.store import cases, conversations
from bot.store.cases import Standing
from bot.store.connect import Database, Tx
from bot.store.schema import cases as table
from tests.store.conftest import NOW, Run

WARD, OTHER_DESK = DeskId("ward"), DeskId("other")
MINUTE = timedelta(minutes=1)
SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)
HARU = Staff(StaffRef("r1"), "はる")
CASE = Case(
    id=CaseId("c1"),
    number=CaseNumber(1),
    nickname="つばめ",
    language=Language("ja"),
    opened_at=NOW,
    desk=WARD,
    waiting_since=NOW,
    answers=(("年代", "20代"),),
    path=("本名じゃないとだめ？",),
)
HELD = replace(CASE, stage=Stage.HELD, holder=Holder(HARU.ref, HARU.work_name), waiting_since=None)


def another(number: int, **changes: object) -> Case:
    """Give a case with a name and number of its own."""
    own = replace(CASE, id=CaseId(f"c{number}"), number=CaseNumber(number))
    return replace(own, **changes)  # type: ignore[arg-type]  # the tests name its fields


async def test_a_visitor_without_a_case_has_none(run: Run, visitor: ConversationId) -> None:
    assert await run(cases.latest, visitor) is None


async def test_a_saved_case_comes_back_the_same(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, CASE)

    assert await run(cases.latest, visitor) == CASE


async def test_a_changed_case_replaces_the_old_one(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, CASE)
    changed = replace(
        HELD,
        unreachable_since=NOW,
        written=3,
        closure_told=NOW + timedelta(hours=23),
        topic_open=False,
        desk=OTHER_DESK,
        active_at=SOON,
        lead_told=True,
        closing_at=LATER,
        snoozed_until=LATER,
        outcome="visit",
        helped=True,
        note="午後がよい",
        told=("closed",),
        held_back=(Reply(HARU, MessageId(5), "はい", media=MediaKind.PHOTO, album="9"),),
        draft=Draft(1, "thanks", HARU, "どうも"),
        transfer=Transfer(WARD, "お願いします", "はる"),
        album=("9", MessageId(5)),
        aside=True,
        kept=(Said(MessageId(1), "x"), Showed(MessageId(2), MediaKind.VOICE)),
    )

    await run(cases.save, visitor, changed)

    assert await run(cases.latest, visitor) == changed


async def test_the_latest_of_several_cases_is_the_one_opened_last(
    run: Run, visitor: ConversationId
) -> None:
    closed = replace(CASE, stage=Stage.CLOSED, closed_at=NOW)
    second = another(2, opened_at=NOW + timedelta(days=1))

    await run(cases.save, visitor, second)
    await run(cases.save, visitor, closed)

    assert await run(cases.latest, visitor) == second


async def test_a_desks_cases_are_counted_by_where_they_stand(
    run: Run, visitor: ConversationId
) -> None:
    stands = (
        {"waiting_since": NOW},
        {"waiting_since": NOW - timedelta(hours=2)},
        {"stage": Stage.HELD, "waiting_since": NOW - timedelta(hours=9)},
        {"stage": Stage.CLOSED, "waiting_since": None},
    )
    for number, changes in enumerate(stands, start=1):
        own = {"id": CaseId(f"c{number}"), "number": CaseNumber(number), "desk": WARD}
        await run(cases.save, visitor, replace(CASE, **own, **changes))  # type: ignore[arg-type]  # names of fields

    assert await run(cases.standing, WARD) == Standing(2, 1, NOW - timedelta(hours=2))
    assert await run(cases.standing, DeskId("other")) == Standing(0, 0, None)


async def test_a_number_names_one_visitor_on_its_own_desk(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, replace(CASE, desk=WARD))

    assert await run(cases.conversation_of_number, WARD, CASE.number) == visitor
    assert await run(cases.conversation_of_number, WARD, CaseNumber(2)) is None
    assert await run(cases.conversation_of_number, DeskId("other"), CASE.number) is None


async def test_the_number_of_a_closed_case_still_names_its_visitor(
    run: Run, visitor: ConversationId
) -> None:
    closed = replace(CASE, desk=WARD, stage=Stage.CLOSED, closed_at=NOW)
    await run(cases.save, visitor, closed)
    await run(cases.save, visitor, replace(CASE, desk=WARD, id=CaseId("c2"), number=CaseNumber(2)))

    assert await run(cases.conversation_of_number, WARD, CASE.number) == visitor


async def test_a_number_is_given_once_also_to_many_who_ask_at_once(run: Run) -> None:
    numbers = await asyncio.gather(*(run(cases.next_number, WARD) for _ in range(12)))

    assert sorted(numbers) == list(range(1, 13))
    assert await run(cases.next_number, OTHER_DESK) == 1


async def test_the_booths_of_a_desk_share_one_series_of_numbers(run: Run) -> None:
    asked = (WARD, DeskId("ward#2"), DeskId("ward#3"), WARD)

    assert [await run(cases.next_number, desk) for desk in asked] == [1, 2, 3, 4]


async def test_two_cases_of_a_desk_never_bear_one_number(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, CASE)

    with pytest.raises(IntegrityError):
        await run(cases.save, visitor, replace(CASE, id=CaseId("c2")))
    await run(cases.save, visitor, replace(CASE, id=CaseId("c3"), desk=OTHER_DESK))


# ── a desk's cases, listed and counted ───────────────────────────────────────


async def test_a_desks_open_cases_are_listed_by_who_waits_longest_and_so_many_at_most(
    run: Run, visitor: ConversationId
) -> None:
    waiting, closed = another(1), another(2, stage=Stage.CLOSED, closed_at=NOW)
    held, elsewhere = replace(HELD, id=CaseId("c3"), number=CaseNumber(3)), another(4, desk="x")
    for case in (held, elsewhere, closed, waiting):
        await run(cases.save, visitor, case)

    assert await run(cases.urgent, WARD, 50) == [waiting, held]
    assert await run(cases.urgent, WARD, 1) == [waiting]
    assert await run(cases.urgent, OTHER_DESK, 50) == []


@pytest.mark.parametrize("statement", [cases.WAIT, cases.WAIT_NOT, cases.STANDING])
async def test_a_long_queue_is_listed_and_counted_by_its_index_without_sorting(
    database: Database, statement: Select[Any]
) -> None:
    def plan(tx: Tx) -> str:
        sql = statement.compile(tx.connection)
        given = {**sql.params, "at_desk": WARD, "most": 160}
        ordered = tuple(given[name] for name in sql.positiontup or ())
        rows = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ordered)
        return " ".join(row.detail for row in rows)

    if database.is_shared:
        pytest.skip("PostgreSQL chooses by what a table holds")
    read = await database.read(plan)
    assert "ix_cases_open" in read
    assert "TEMP B-TREE" not in read


async def test_who_waits_longest_is_never_hidden_by_those_with_lower_numbers(
    run: Run, visitor: ConversationId
) -> None:
    crowd = [another(number, waiting_since=NOW + number * MINUTE) for number in range(1, 6)]
    longest = another(9, waiting_since=NOW - MINUTE)
    for case in (*crowd, longest):
        await run(cases.save, visitor, case)

    assert await run(cases.urgent, WARD, 2) == [longest, crowd[0]]


async def test_of_a_members_own_cases_all_are_counted_and_so_many_listed(
    run: Run, visitor: ConversationId
) -> None:
    own = [replace(HELD, id=CaseId(f"h{n}"), number=CaseNumber(n)) for n in (1, 2)]
    over = replace(own[0], id=CaseId("h3"), number=CaseNumber(3), stage=Stage.CLOSED)
    for case in (*own, over, another(4)):
        await run(cases.save, visitor, case)
    assert HELD.holder is not None
    me = HELD.holder.ref

    assert await run(cases.held_by, WARD, me, 1) == own[:1]
    assert await run(cases.count_held_by, WARD, me) == 2
    assert await run(cases.count_held_by, OTHER_DESK, me) == 0


async def test_a_desk_without_cases_stands_at_nothing(run: Run) -> None:
    assert await run(cases.standing, WARD) == Standing(0, 0, None)


async def test_cases_are_counted_by_where_they_stand(run: Run, visitor: ConversationId) -> None:
    earlier = NOW - timedelta(hours=3)
    for case in (
        another(1),
        another(2, waiting_since=SOON),
        replace(HELD, id=CaseId("c3"), number=CaseNumber(3), waiting_since=earlier),
        another(4, stage=Stage.CLOSED, closed_at=NOW, waiting_since=earlier),
        another(5, desk=OTHER_DESK, waiting_since=earlier),
    ):
        await run(cases.save, visitor, case)

    assert await run(cases.standing, WARD) == Standing(waiting=2, held=1, oldest=NOW)
    assert await run(cases.standing, OTHER_DESK) == Standing(waiting=1, held=0, oldest=earlier)


async def test_counting_opens_no_seal(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    await run(cases.save, visitor, CASE)
    await database.write(lambda tx: tx.vault.forget(CASE.id))

    assert await run(cases.standing, WARD) == Standing(waiting=1, held=0, oldest=NOW)


async def test_the_cases_opened_after_a_time_are_counted(
    run: Run, visitor: ConversationId
) -> None:
    for number, minutes in enumerate((0, 1, 2), start=1):
        opened = NOW + timedelta(minutes=minutes)
        await run(cases.save, visitor, another(number, opened_at=opened, stage=Stage.CLOSED))
    await run(cases.save, visitor, another(4, opened_at=LATER, desk=OTHER_DESK))

    counted = [
        await run(cases.opened_since, WARD, since)
        for since in (NOW - timedelta(minutes=1), NOW, SOON, LATER)
    ]

    assert counted == [3, 2, 1, 0]


# ── times that come ──────────────────────────────────────────────────────────


async def due(run: Run, now: datetime) -> tuple[bool, list[ConversationId]]:
    """Ask whether any time has come, and take those that have."""
    return await run(cases.is_any_due, now), await run(cases.take_due, now)


async def test_a_time_that_has_come_is_taken_once(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, CASE, SOON)

    assert await due(run, NOW) == (False, [])
    assert await due(run, SOON) == (True, [visitor])
    assert await due(run, LATER) == (False, [])


async def test_a_case_without_a_time_is_never_due(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, CASE)

    assert await due(run, LATER) == (False, [])


async def test_of_two_times_the_last_one_saved_counts(run: Run, visitor: ConversationId) -> None:
    await run(cases.save, visitor, CASE, SOON)
    await run(cases.save, visitor, CASE, LATER)
    assert await due(run, SOON) == (False, [])

    await run(cases.save, visitor, CASE)

    assert await due(run, LATER) == (False, [])


async def test_every_visitor_whose_time_has_come_is_given(
    run: Run, visitor: ConversationId
) -> None:
    other = await run(conversations.enter, ChatId(9), ConversationId("other"), NOW)
    third = await run(conversations.enter, ChatId(10), ConversationId("third"), NOW)
    await run(cases.save, visitor, CASE, SOON)
    await run(cases.save, other, another(2, desk=OTHER_DESK), NOW)
    await run(cases.save, third, another(3), LATER)

    assert sorted(await run(cases.take_due, SOON)) == sorted([visitor, other])
    assert await run(cases.take_due, LATER) == [third]


async def test_a_time_that_was_taken_leaves_the_case_as_it_was(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, HELD, NOW)

    await run(cases.take_due, NOW)

    assert await run(cases.latest, visitor) == HELD


# ── what stands open in the row ──────────────────────────────────────────────


async def test_what_reports_count_stands_in_clear_columns(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    closed = replace(HELD, stage=Stage.CLOSED, closed_at=LATER, outcome="visit", helped=False)
    await run(cases.save, visitor, closed, SOON)

    row = await database.read(lambda tx: tx.connection.execute(table.select()).one())

    assert (row.desk, row.number, row.stage, row.holder_ref) == ("ward", 1, "closed", "r1")
    assert (row.opened_at, row.closed_at, row.waiting_since) == (NOW, LATER, None)
    assert (row.due_at, row.outcome, row.helped) == (SOON, "visit", False)


async def test_what_nobody_chose_or_said_is_empty(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    await run(cases.save, visitor, CASE)

    row = await database.read(lambda tx: tx.connection.execute(table.select()).one())

    assert (row.outcome, row.helped, row.due_at, row.closed_at) == (None, None, None, None)
    assert row.waiting_since == NOW


async def test_a_case_that_goes_to_another_desk_is_listed_there(
    run: Run, visitor: ConversationId
) -> None:
    await run(cases.save, visitor, CASE)

    moved = replace(CASE, desk=OTHER_DESK, number=CaseNumber(9))
    await run(cases.save, visitor, moved)

    assert await run(cases.urgent, WARD, 50) == []
    assert await run(cases.urgent, OTHER_DESK, 50) == [moved]


async def test_what_was_told_is_not_in_the_clear_columns(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    told = replace(
        HELD,
        note="ひみつのメモ",
        kept=(Said(MessageId(1), "ひみつの言葉"),),
        draft=Draft(1, "thanks", HARU, "ひみつの返事"),
    )
    await run(cases.save, visitor, told)

    row = await database.read(lambda tx: tx.connection.execute(table.select()).one())

    clear = " ".join(str(value) for value in row)
    assert all(word not in clear for word in ("つばめ", "20代", "本名", "はる", "ひみつ"))
    assert "つばめ".encode() not in row.sealed
    assert "ひみつ".encode() not in row.sealed
