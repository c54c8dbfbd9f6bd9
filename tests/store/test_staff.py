"""Staff: one person, one work name."""

import asyncio

import pytest

from bot.model.ids import DeskId, StaffRef
from bot.model.inputs import Staff
from bot.store import staff
from tests.store.conftest import Run

WARD, OTHER_DESK = DeskId("ward"), DeskId("other")
NAMES = ["はる", "なつ"]


async def test_work_names_are_given_in_order_and_kept(run: Run) -> None:
    first = await run(staff.of, WARD, StaffRef("r9"), NAMES)
    second = await run(staff.of, WARD, StaffRef("r1"), NAMES)
    again = await run(staff.of, WARD, StaffRef("r9"), ["ふゆ"])

    assert first == again == Staff(StaffRef("r9"), "はる")
    assert second == Staff(StaffRef("r1"), "なつ")


async def test_whoever_is_at_two_booths_of_a_desk_is_one_person_with_one_name(run: Run) -> None:
    second = DeskId("ward#2")
    here = await run(staff.of, WARD, StaffRef("r9"), NAMES)
    there = await run(staff.of, second, StaffRef("r9"), NAMES)
    colleague = await run(staff.of, second, StaffRef("r1"), NAMES)

    assert here == there
    assert colleague.work_name != here.work_name
    assert (
        await run(staff.everybody, WARD)
        == await run(staff.everybody, second)
        == (
            colleague,
            here,
        )
    )
    assert await run(staff.take_hint, second, StaffRef("r9"))
    assert not await run(staff.take_hint, WARD, StaffRef("r9"))


async def test_everybody_who_was_seen_on_a_desk_is_listed_by_work_name(run: Run) -> None:
    assert await run(staff.everybody, WARD) == ()
    for ref, names in (("r9", ["はる"]), ("r1", ["あき"])):
        await run(staff.of, WARD, StaffRef(ref), names)
    await run(staff.of, OTHER_DESK, StaffRef("r2"), NAMES)

    assert await run(staff.everybody, WARD) == (
        Staff(StaffRef("r1"), "あき"),
        Staff(StaffRef("r9"), "はる"),
    )


async def test_the_one_hint_is_given_once_to_each_on_each_desk(run: Run) -> None:
    for desk in (WARD, OTHER_DESK):
        for ref in ("r1", "r2"):
            await run(staff.of, desk, StaffRef(ref), NAMES)

    given = [await run(staff.take_hint, WARD, StaffRef("r1")) for _ in range(3)]

    assert given == [True, False, False]
    assert await run(staff.take_hint, WARD, StaffRef("r2"))
    assert await run(staff.take_hint, OTHER_DESK, StaffRef("r1"))


async def test_of_many_at_once_one_is_given_the_hint(run: Run) -> None:
    await run(staff.of, WARD, StaffRef("r1"), NAMES)

    given = await asyncio.gather(*(run(staff.take_hint, WARD, StaffRef("r1")) for _ in range(12)))

    assert sum(given) == 1


async def test_somebody_who_was_never_named_gets_no_hint(run: Run) -> None:
    assert not await run(staff.take_hint, WARD, StaffRef("r1"))


async def test_when_names_run_out_they_begin_again_with_a_number(run: Run) -> None:
    given = [
        (await run(staff.of, WARD, StaffRef(f"r{number}"), NAMES)).work_name for number in range(5)
    ]

    assert given == ["はる", "なつ", "はる2", "なつ2", "はる3"]


async def test_many_seen_at_once_all_get_names_of_their_own(run: Run) -> None:
    seen = await asyncio.gather(
        *(run(staff.of, WARD, StaffRef(f"r{number}"), NAMES) for number in range(12))
    )

    assert len({person.work_name for person in seen}) == 12


async def test_each_desk_names_its_own(run: Run) -> None:
    await run(staff.of, WARD, StaffRef("r1"), NAMES)

    elsewhere = await run(staff.of, OTHER_DESK, StaffRef("r2"), NAMES)

    assert elsewhere.work_name == "はる"


async def test_a_desk_without_names_is_a_mistake(run: Run) -> None:
    with pytest.raises(ValueError, match="at least one work name"):
        await run(staff.of, WARD, StaffRef("r1"), [])
