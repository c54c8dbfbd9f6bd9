"""Desks: the group, the rooms in it, and a closing by command."""

from dataclasses import replace
from datetime import timedelta

from bot.model.ids import ChatId, DeskId, MessageId, ThreadId
from bot.store import cases, desks
from bot.store.desks import DeskRow
from tests.store.conftest import NOW, Run

WARD, OTHER_DESK = DeskId("ward"), DeskId("other")
GROUP, NEW_GROUP = ChatId(-1_001_234_567_890), ChatId(-5)
TOMORROW = NOW + timedelta(days=1)
FURNISHED = DeskRow(GROUP, ThreadId(3), MessageId(4), ThreadId(5), TOMORROW)


async def furnish(run: Run) -> None:
    """Let the desk have a group with every room in it, and be closed by command."""
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_queue_thread, WARD, ThreadId(3))
    await run(desks.set_board, WARD, MessageId(4))
    await run(desks.set_aside_thread, WARD, ThreadId(5))
    await run(desks.close_until, WARD, TOMORROW)


async def test_a_desk_that_was_never_set_up_has_no_group(run: Run) -> None:
    assert await run(desks.group, WARD) == DeskRow()
    assert await run(desks.by_chat, GROUP) is None


async def test_a_desk_is_found_by_its_group_and_keeps_what_it_is_told(run: Run) -> None:
    await furnish(run)

    assert await run(desks.group, WARD) == FURNISHED
    assert await run(desks.by_chat, GROUP) == WARD
    assert await run(desks.group, OTHER_DESK) == DeskRow()


async def test_the_same_group_keeps_its_rooms(run: Run) -> None:
    await furnish(run)

    await run(desks.set_group, WARD, GROUP)

    assert await run(desks.group, WARD) == FURNISHED


async def test_in_another_group_the_rooms_are_to_be_made_and_the_closing_stands(run: Run) -> None:
    await furnish(run)

    await run(desks.set_group, WARD, NEW_GROUP)

    assert await run(desks.group, WARD) == DeskRow(NEW_GROUP, closed_until=TOMORROW)


async def test_a_desk_is_still_found_by_a_group_that_it_worked_in_before(run: Run) -> None:
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_group, WARD, NEW_GROUP)
    await run(desks.set_group, OTHER_DESK, ChatId(-6))

    found = [await run(desks.by_chat, chat) for chat in (GROUP, NEW_GROUP, ChatId(-6))]

    assert found == [WARD, WARD, OTHER_DESK]


async def test_a_group_that_is_given_to_another_desk_is_that_ones(run: Run) -> None:
    await run(desks.set_group, WARD, GROUP)
    await run(desks.set_group, WARD, NEW_GROUP)

    await run(desks.set_group, OTHER_DESK, GROUP)

    assert await run(desks.by_chat, GROUP) == OTHER_DESK
    assert await run(desks.by_chat, NEW_GROUP) == WARD


async def test_a_queue_that_is_gone_takes_its_board_along(run: Run) -> None:
    await furnish(run)

    await run(desks.set_queue_thread, WARD, None)

    assert await run(desks.group, WARD) == replace(FURNISHED, queue_thread=None, board=None)


async def test_each_room_is_emptied_by_itself(run: Run) -> None:
    await furnish(run)

    await run(desks.set_board, WARD, None)
    await run(desks.set_aside_thread, WARD, None)
    await run(desks.close_until, WARD, None)

    assert await run(desks.group, WARD) == DeskRow(GROUP, ThreadId(3))


async def test_a_desk_may_be_closed_by_command_before_it_has_a_group(run: Run) -> None:
    await run(desks.close_until, WARD, TOMORROW)

    assert await run(desks.group, WARD) == DeskRow(closed_until=TOMORROW)


async def test_a_closing_by_command_is_of_all_booths_and_each_has_its_own_rooms(run: Run) -> None:
    second = DeskId("ward#2")
    await furnish(run)
    await run(desks.set_group, second, NEW_GROUP)

    assert await run(desks.group, second) == DeskRow(NEW_GROUP, closed_until=TOMORROW)
    await run(desks.close_until, second, None)

    assert await run(desks.group, WARD) == replace(FURNISHED, closed_until=None)


async def test_a_desk_follows_a_group_that_moves_and_its_rooms_are_made_anew(run: Run) -> None:
    await furnish(run)

    await run(desks.move_group, GROUP, NEW_GROUP)

    bare = replace(FURNISHED, queue_thread=None, board=None, aside_thread=None)
    assert await run(desks.group, WARD) == replace(bare, chat=NEW_GROUP)
    assert await run(desks.by_chat, NEW_GROUP) == WARD
    assert await run(desks.by_chat, GROUP) is None


async def test_a_move_that_is_told_twice_is_one(run: Run) -> None:
    await furnish(run)

    for _ in range(2):
        await run(desks.move_group, GROUP, NEW_GROUP)

    assert await run(desks.by_chat, NEW_GROUP) == WARD
    assert (await run(desks.group, WARD)).chat == NEW_GROUP


async def test_a_move_into_a_group_that_is_known_already_leaves_one_of_it(run: Run) -> None:
    await furnish(run)
    await run(desks.set_group, OTHER_DESK, NEW_GROUP)

    await run(desks.move_group, GROUP, NEW_GROUP)

    assert await run(desks.by_chat, NEW_GROUP) == WARD


async def test_setting_up_a_desk_leaves_its_case_numbers_alone(run: Run) -> None:
    assert await run(cases.next_number, WARD) == 1

    await furnish(run)

    assert await run(cases.next_number, WARD) == 2
