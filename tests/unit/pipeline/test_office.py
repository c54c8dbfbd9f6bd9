"""One turn of a desk as a whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.desk import words
from bot.desk.listing import queue_text
from bot.desk.scene import Listing
from bot.model.delivery import Act, EditText, Outgoing, SendText, Side, Slot
from bot.model.ids import CaseId, CaseNumber, ChatId, DeskId, MessageId, StaffRef, ThreadId, booth
from bot.model.inputs import Input, Staff, StaffCommanded, StaffPressed, StaffWrote
from bot.pipeline import lanes, office
from bot.pipeline.turn import Answer
from bot.store import cases, desks
from bot.store.connect import Database, Tx
from bot.store.desks import DeskRow
from tests.unit.desk.given import a_case
from tests.unit.pipeline.parts import NOW, QUEUE, VISITOR, WARD, acts, play_with, waiting

ASKER = Staff(StaffRef("ref-of-sakura"), "")
COMMAND = MessageId(90)
ASIDE = ThreadId(201)
BOARD = MessageId(250)


def commanded(tx: Tx, line: str) -> None:
    """Play the turn of one command."""
    name, _, text = line.partition(" ")
    assert office.take(tx, WARD, StaffCommanded(ASKER, COMMAND, name, text), play_with()) is None


def said(tx: Tx) -> list[str]:
    """List what was said in the queue topic."""
    return [act.text for act in acts(tx, lanes.of_queue(WARD)) if isinstance(act, SendText)]


async def test_a_command_is_answered_below_itself_in_the_queue_topic(database: Database) -> None:
    await database.write(lambda tx: commanded(tx, "queue"))

    answer = SendText(words.QUEUE_EMPTY, reply_to=COMMAND, silent=True)
    assert await database.read(waiting) == [
        (lanes.of_queue(WARD), Outgoing(Side.QUEUE, answer)),
    ]


async def test_the_queue_is_read_from_the_store(database: Database) -> None:
    case = a_case(desk=WARD)
    await database.write(lambda tx: cases.save(tx, VISITOR, case))

    await database.write(lambda tx: commanded(tx, "queue"))

    assert await database.read(said) == [queue_text(Listing((case,), 1))]


async def test_a_closing_is_kept_and_shown_on_the_board_and_taken_back(
    database: Database,
) -> None:
    await database.write(lambda tx: desks.set_board(tx, WARD, BOARD))

    await database.write(lambda tx: commanded(tx, "shut 15:00"))

    (edit,) = await database.read(lambda tx: acts(tx, lanes.of_board(WARD)))
    assert isinstance(edit, EditText)
    assert edit.target is Slot.BOARD
    assert "15:00 まで臨時に閉めています" in edit.text
    place = await database.read(lambda tx: desks.group(tx, WARD))
    assert place.closed_until == NOW.replace(hour=6)

    await database.write(lambda tx: commanded(tx, "open"))

    (edit,) = await database.read(lambda tx: acts(tx, lanes.of_board(WARD)))
    assert isinstance(edit, EditText)
    assert "臨時" not in edit.text
    assert (await database.read(lambda tx: desks.group(tx, WARD))).closed_until is None


async def test_a_closing_is_of_every_booth_and_shows_on_every_board(database: Database) -> None:
    second = booth(WARD, 2)

    def life(tx: Tx) -> None:
        desks.set_group(tx, second, ChatId(-1002))
        for each in (WARD, second):
            desks.set_queue_thread(tx, each, QUEUE)
            desks.set_board(tx, each, BOARD)
        given = StaffCommanded(ASKER, COMMAND, "shut", "15:00")
        office.take(tx, second, given, play_with())

    await database.write(life)

    for each in (WARD, second):
        assert (await database.read(_place(each))).closed_until == NOW.replace(hour=6)
        (edit,) = await database.read(_board(each))
        assert isinstance(edit, EditText)
        assert "15:00 まで臨時に閉めています" in edit.text


def _place(desk: DeskId) -> Callable[[Tx], DeskRow]:
    return lambda tx: desks.group(tx, desk)


def _board(desk: DeskId) -> Callable[[Tx], list[Act]]:
    return lambda tx: acts(tx, lanes.of_board(desk))


async def test_each_booth_lists_its_own_cases(database: Database) -> None:
    second = booth(WARD, 2)
    here, there = a_case(), a_case(id=CaseId("there"), number=CaseNumber(13), desk=second)

    def life(tx: Tx) -> None:
        for case in (here, there):
            cases.save(tx, VISITOR, case)
        commanded(tx, "queue")

    await database.write(life)

    assert await database.read(said) == [queue_text(Listing((here,), 1))]


async def test_a_closing_that_is_refused_changes_nothing(database: Database) -> None:
    until = NOW + timedelta(hours=3)
    await database.write(lambda tx: desks.close_until(tx, WARD, until))

    await database.write(lambda tx: commanded(tx, "shut 11/1"))

    assert (await database.read(lambda tx: desks.group(tx, WARD))).closed_until == until
    assert await database.read(lambda tx: acts(tx, lanes.of_board(WARD))) == []


async def test_a_press_is_answered_over_the_button(database: Database) -> None:
    pressed = StaffPressed(ASKER, "claim:999", "query-1")

    answer = await database.write(lambda tx: office.take(tx, WARD, pressed, play_with()))

    assert answer == Answer("query-1", words.NO_SUCH_CASE, True)
    assert await database.read(waiting) == []


async def test_a_command_that_failed_is_answered_and_nothing_else_is(database: Database) -> None:
    def fail(tx: Tx) -> None:
        office.tell_of_failure(tx, WARD, StaffCommanded(ASKER, COMMAND, "shut"), NOW)
        office.tell_of_failure(tx, WARD, StaffPressed(ASKER, "claim:1"), NOW)
        office.tell_of_failure(tx, WARD, None, NOW)

    await database.write(fail)

    assert await database.read(said) == [words.DESK_COMMAND_FAILED]


# ── what is for the desk ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("thread", "name", "ours"),
    [
        (QUEUE, "queue", True),
        (QUEUE, "r", True),
        (ASIDE, "r", True),
        (None, "shut", True),
        (None, "r", False),
        (ThreadId(999), "help", True),
        (ThreadId(999), "r", False),
    ],
)
async def test_in_its_own_rooms_every_command_is_for_the_desk_and_elsewhere_its_own(
    database: Database, thread: ThreadId | None, name: str, ours: bool
) -> None:
    await database.write(lambda tx: desks.set_aside_thread(tx, WARD, ASIDE))
    command = StaffCommanded(ASKER, COMMAND, name)

    assert await database.read(lambda tx: office.is_for(tx, WARD, thread, command)) is ours


async def test_in_general_nothing_is_taken_for_a_room_that_is_not_there_yet(
    database: Database,
) -> None:
    await database.write(lambda tx: desks.set_queue_thread(tx, WARD, None))
    command = StaffCommanded(ASKER, COMMAND, "r")

    assert not await database.read(lambda tx: office.is_for(tx, WARD, None, command))


@pytest.mark.parametrize(
    "happened",
    [
        StaffCommanded(None, COMMAND, "queue", from_bot=True),
        StaffWrote(ASKER, COMMAND, "queue"),
        None,
    ],
    ids=["another bot", "words", "unreadable"],
)
async def test_words_and_other_bots_are_not_for_the_desk(
    database: Database, happened: Input | None
) -> None:
    assert not await database.read(lambda tx: office.is_for(tx, WARD, QUEUE, happened))


async def test_a_press_names_its_case_by_number_on_its_own_desk(database: Database) -> None:
    await database.write(lambda tx: cases.save(tx, VISITOR, a_case(desk=WARD)))

    def named(tx: Tx, desk: DeskId, press: str) -> str | None:
        return office.case_named_by(tx, desk, StaffPressed(ASKER, press))

    assert await database.read(lambda tx: named(tx, WARD, "claim:12")) == VISITOR
    assert await database.read(lambda tx: named(tx, WARD, "undo:12:345")) == VISITOR
    assert await database.read(lambda tx: named(tx, WARD, "claim:13")) is None
    assert await database.read(lambda tx: named(tx, DeskId("other"), "claim:12")) is None
    words_of_staff = StaffWrote(ASKER, COMMAND, "claim:12")
    assert await database.read(lambda tx: office.case_named_by(tx, WARD, words_of_staff)) is None
