"""Staff: one person, one work name."""

import asyncio

import pytest

from bot.model.ids import DeskId, StaffRef
from bot.model.inputs import Staff
from bot.store import staff
from tests.store.conftest import Run

WARD = DeskId("ward")
NAMES = ["はる", "なつ"]


async def test_work_names_are_given_in_order_and_kept(run: Run) -> None:
    first = await run(staff.of, WARD, StaffRef("r9"), NAMES)
    second = await run(staff.of, WARD, StaffRef("r1"), NAMES)
    again = await run(staff.of, WARD, StaffRef("r9"), ["ふゆ"])

    assert first == again == Staff(StaffRef("r9"), "はる")
    assert second == Staff(StaffRef("r1"), "なつ")
    assert await run(staff.refs, WARD) == ["r1", "r9"]


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

    elsewhere = await run(staff.of, DeskId("other"), StaffRef("r2"), NAMES)

    assert elsewhere.work_name == "はる"


async def test_a_desk_without_names_is_a_mistake(run: Run) -> None:
    with pytest.raises(ValueError, match="at least one work name"):
        await run(staff.of, WARD, StaffRef("r1"), [])
