"""The board of a desk: pinned once, edited sparingly, never lost for good."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.model.delivery import (
    Act,
    EditText,
    MakeTopic,
    Outgoing,
    PinMessage,
    Priority,
    Reason,
    Refused,
    SendText,
    Side,
    Slot,
)
from bot.model.ids import MessageId, ThreadId
from bot.model.inputs import Pressed, Said
from bot.pipeline import board, group, lanes
from bot.pipeline.board import PAUSE
from bot.store import cases, custody, desks, outbox
from bot.store.connect import Database, Tx
from tests.unit.desk.given import a_case, held
from tests.unit.pipeline.parts import (
    GROUP,
    NOW,
    QUEUE,
    TO_A_PERSON,
    VISITOR,
    WARD,
    Loop,
    acts,
    waiting,
)

BOARD = MessageId(250)
LANE = lanes.of_board(WARD)
SOON = PAUSE.total_seconds()


def with_board(tx: Tx) -> None:
    """Let the board be up, and say what it says of a quiet desk."""
    board.refresh(tx, WARD, NOW)
    outbox.drop(tx, LANE, "")
    desks.set_board(tx, WARD, BOARD)


def someone_waits(tx: Tx) -> None:
    cases.save(tx, VISITOR, a_case(desk=WARD))


def someone_is_answered(tx: Tx) -> None:
    cases.save(tx, VISITOR, held(desk=WARD))


def edits(tx: Tx) -> list[str]:
    """List what the board is to be changed to."""
    return [act.text for act in acts(tx, LANE) if isinstance(act, EditText)]


def refreshed(*before: Callable[[Tx], None], at: datetime = NOW) -> Callable[[Tx], None]:
    """Refresh the board after some things happened."""

    def work(tx: Tx) -> None:
        for each in before:
            each(tx)
        board.refresh(tx, WARD, at)

    return work


async def test_the_board_is_posted_and_pinned_silently_where_there_is_none(
    database: Database,
) -> None:
    await database.write(refreshed())

    posted, pinned = await database.read(waiting)
    text = "🔴 待っています 0件\n🟢 対応中 0件"
    post = SendText(text, silent=True, slot=Slot.BOARD)
    pin = PinMessage(Slot.BOARD)
    status, rename = Priority.STATUS, Priority.RENAME
    assert posted == (LANE, Outgoing(Side.QUEUE, post, status, coalesce="post"))
    assert pinned == (LANE, Outgoing(Side.QUEUE, pin, rename, coalesce="pin"))


async def test_the_board_waits_for_a_queue_topic(database: Database) -> None:
    await database.write(lambda tx: desks.set_queue_thread(tx, WARD, None))

    await database.write(refreshed(someone_waits))

    assert await database.read(waiting) == []


async def test_a_board_that_waits_to_be_posted_is_not_posted_twice(database: Database) -> None:
    await database.write(refreshed())

    await database.write(refreshed(someone_waits))

    kinds = [type(act) for act in await database.read(lambda tx: acts(tx, LANE))]
    assert kinds == [SendText, PinMessage, EditText]


async def test_a_board_that_is_just_being_posted_is_not_posted_twice(database: Database) -> None:
    await database.write(refreshed())
    await database.write(lambda tx: custody.sending(tx, [outbox.due(tx, NOW, 1)[0].id], "us", NOW))

    await database.write(refreshed(someone_waits))

    posts = await database.read(lambda tx: acts(tx, LANE))
    assert [isinstance(act, SendText) for act in posts] == [True, False, False]


async def test_a_change_is_shown_some_seconds_later(database: Database) -> None:
    await database.write(refreshed(with_board, someone_waits))

    (text,) = await database.read(edits)
    assert text.startswith("🔴 待っています 1件（いちばん前の人は 11/24（火）10:00 から）")
    early, late = NOW + PAUSE - timedelta(seconds=1), NOW + PAUSE
    assert await database.read(lambda tx: outbox.due(tx, early, 9)) == []
    assert len(await database.read(lambda tx: outbox.due(tx, late, 9))) == 1


async def test_nothing_is_edited_while_the_words_are_the_same(database: Database) -> None:
    await database.write(refreshed(with_board))

    assert await database.read(edits) == []

    await database.write(refreshed(someone_waits))
    await database.write(lambda tx: outbox.drop(tx, LANE, ""))  # as if it had been sent
    await database.write(refreshed(at=NOW + timedelta(days=3)))

    assert await database.read(edits) == []


async def test_many_changes_are_one_edit_which_is_not_put_off_by_them(database: Database) -> None:
    await database.write(with_board)

    for second in range(30):
        change = someone_waits if second % 2 else someone_is_answered
        await database.write(refreshed(change, at=NOW + timedelta(seconds=second)))

    (text,) = await database.read(edits)
    assert text.startswith("🔴 待っています 1件")
    assert len(await database.read(lambda tx: outbox.due(tx, NOW + PAUSE, 9))) == 1


async def test_a_closing_by_command_is_on_the_board_until_it_is_over(database: Database) -> None:
    until = NOW + timedelta(hours=5)
    await database.write(with_board)
    await database.write(lambda tx: desks.close_until(tx, WARD, until))

    await database.write(refreshed())
    assert "11/24（火）15:00 まで臨時に閉めています" in (await database.read(edits))[0]

    await database.write(refreshed(at=until))
    assert "臨時" not in (await database.read(edits))[0]


# ── when it is gone ──────────────────────────────────────────────────────────


def gone(act: Act, reason: Reason = Reason.MESSAGE_GONE) -> Callable[[Tx], None]:
    """Let an act on the board be refused."""
    outgoing = Outgoing(Side.QUEUE, act)
    return lambda tx: board.mend(tx, WARD, outgoing, reason.value, NOW)


async def test_a_board_that_staff_deleted_is_posted_anew(database: Database) -> None:
    await database.write(with_board)

    await database.write(gone(EditText(Slot.BOARD, "x")))

    kinds = [type(act) for act in await database.read(lambda tx: acts(tx, LANE))]
    assert kinds == [SendText, PinMessage]
    assert (await database.read(lambda tx: desks.group(tx, WARD))).board is None


@pytest.mark.parametrize(
    "refusal",
    [
        gone(EditText(Slot.BOARD, "x"), Reason.OTHER),
        gone(EditText(Slot.CARD, "x")),
        gone(PinMessage(Slot.BOARD)),
        gone(SendText("x")),
    ],
    ids=["for another reason", "of a card", "of the pin", "of words"],
)
async def test_no_other_refusal_makes_a_new_board(
    database: Database, refusal: Callable[[Tx], None]
) -> None:
    await database.write(with_board)

    await database.write(refusal)

    assert await database.read(waiting) == []
    assert (await database.read(lambda tx: desks.group(tx, WARD))).board == BOARD


async def test_what_waited_for_the_old_board_does_not_hold_up_the_new_one(
    database: Database,
) -> None:
    await database.write(refreshed(with_board, someone_waits))
    await database.write(lambda tx: desks.set_queue_thread(tx, WARD, ThreadId(900)))

    await database.write(refreshed(someone_is_answered))

    kinds = [type(act) for act in await database.read(lambda tx: acts(tx, LANE))]
    assert kinds == [SendText, PinMessage]


# ── in the loop ──────────────────────────────────────────────────────────────


async def come(loop: Loop) -> None:
    """Let the visitor come to a person."""
    await loop.happens(*(Pressed(MessageId(7), press) for press in TO_A_PERSON))


def on_board(loop: Loop) -> list[Act]:
    """List what was done with the board, in order."""
    found = [parcel.act for parcel in loop.channel.sent if parcel.chat == GROUP]
    return [act for act in found if _is_about_the_board(act)]


def _is_about_the_board(act: Act) -> bool:
    if isinstance(act, SendText):
        return act.slot is Slot.BOARD
    return isinstance(act, EditText | PinMessage) and act.target is Slot.BOARD


async def test_a_case_brings_the_board_and_its_changes_bring_one_edit(loop: Loop) -> None:
    await come(loop)

    first, second = on_board(loop)
    assert isinstance(first, SendText)
    assert first.text.startswith("🔴 待っています 1件")
    assert second == PinMessage(Slot.BOARD)

    for number in range(5):
        await loop.do(someone_is_answered if number % 2 else someone_waits)
        await loop.do(refreshed(at=loop.clock.now))
    await loop.later(SOON - 1)
    assert len(on_board(loop)) == 2
    await loop.later(1)
    assert len(on_board(loop)) == 3


async def test_words_that_change_no_count_leave_the_board_alone(loop: Loop) -> None:
    await come(loop)

    await loop.happens(*(Said(MessageId(80 + number), "はい") for number in range(9)))
    await loop.later(SOON)

    assert len(on_board(loop)) == 2


async def test_a_new_queue_topic_gets_its_board_at_once(loop: Loop) -> None:
    def unmade(tx: Tx) -> None:
        desks.set_queue_thread(tx, WARD, None)
        group.ask_for_queue_topic(tx, WARD, loop.clock.now)

    await loop.do(unmade)
    loop.sender.wake()
    await loop.quiet()

    kinds = [type(parcel.act) for parcel in loop.channel.sent]
    assert kinds == [MakeTopic, SendText, PinMessage]
    place = await loop.do(lambda tx: desks.group(tx, WARD))
    assert place.board is not None


async def test_a_queue_topic_that_is_lost_takes_the_board_along(loop: Loop) -> None:
    await come(loop)
    first = (await loop.do(lambda tx: desks.group(tx, WARD))).board
    loop.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    await loop.do(lambda tx: _say_in_queue(tx, loop.clock.now))
    loop.sender.wake()
    await loop.quiet()

    place = await loop.do(lambda tx: desks.group(tx, WARD))
    assert place.queue_thread not in {None, QUEUE}
    assert place.board not in {None, first}
    assert [type(act) for act in on_board(loop)] == [SendText, PinMessage] * 2


async def test_a_board_that_is_gone_when_it_is_edited_comes_back(loop: Loop) -> None:
    await come(loop)
    loop.channel.will(EditText, Refused(Reason.MESSAGE_GONE))

    await loop.do(someone_is_answered)
    await loop.do(refreshed(at=loop.clock.now))
    await loop.later(SOON)

    *_, refused, again, pinned = on_board(loop)
    assert isinstance(refused, EditText)
    assert isinstance(again, SendText)
    assert again.text == refused.text
    assert pinned == PinMessage(Slot.BOARD)


def _say_in_queue(tx: Tx, now: datetime) -> None:
    outgoing = Outgoing(Side.QUEUE, SendText("はい"))
    group.put(tx, WARD, lanes.of_queue(WARD), outgoing, now)
