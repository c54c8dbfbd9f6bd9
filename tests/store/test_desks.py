"""Desks: the group and its queue topic."""

from bot.model.ids import ChatId, DeskId, ThreadId
from bot.store import cases, desks
from bot.store.desks import DeskRow
from tests.store.conftest import Run

WARD = DeskId("ward")
GROUP = ChatId(-1_001_234_567_890)


async def test_a_desk_that_was_never_set_up_has_no_group(run: Run) -> None:
    assert await run(desks.group, WARD) == DeskRow()
    assert await run(desks.by_chat, GROUP) is None


async def test_a_desk_is_found_by_its_group(run: Run) -> None:
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_queue_thread, WARD, ThreadId(3))

    assert await run(desks.group, WARD) == DeskRow(GROUP, ThreadId(3))
    assert await run(desks.by_chat, GROUP) == WARD


async def test_the_same_group_keeps_its_queue_and_another_begins_without(run: Run) -> None:
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_queue_thread, WARD, ThreadId(3))

    await run(desks.set_group, WARD, GROUP)
    assert await run(desks.group, WARD) == DeskRow(GROUP, ThreadId(3))

    await run(desks.set_group, WARD, ChatId(-5))
    assert await run(desks.group, WARD) == DeskRow(ChatId(-5), None)


async def test_a_desk_follows_a_group_that_moves_with_all_that_lies_in_it(run: Run) -> None:
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_queue_thread, WARD, ThreadId(3))

    await run(desks.move_group, GROUP, ChatId(-5))

    assert await run(desks.group, WARD) == DeskRow(ChatId(-5), ThreadId(3))


async def test_setting_up_a_desk_leaves_its_case_numbers_alone(run: Run) -> None:
    assert await run(cases.next_number, WARD) == 1

    await run(desks.set_group, WARD, GROUP)

    assert await run(cases.next_number, WARD) == 2
