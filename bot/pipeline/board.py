"""The board of a desk: one pinned message that says how things stand, edited sparingly.

It shares the group's limit with everything that staff read, so it changes only when its words
do, and some seconds after the first of the changes it tells of.
"""

import hashlib
from datetime import datetime, timedelta

from bot.desk.office import Office, board_text
from bot.model.delivery import (
    Act,
    EditText,
    Outgoing,
    PinMessage,
    Priority,
    Reason,
    SendText,
    Side,
    Slot,
)
from bot.model.ids import DeskId
from bot.pipeline import group, lanes
from bot.store import cases, desks, offsets, outbox
from bot.store.connect import Tx

PAUSE = timedelta(seconds=15)  # what changes within it is one edit
POST, EDIT, PIN = "post", "edit", "pin"
"""The coalesce keys of the board's lane."""
DIGEST_BYTES = 7  # fits into a column of 64 bits with a sign


def refresh(tx: Tx, desk: DeskId, now: datetime) -> None:
    """Bring the board up to date, soon; a desk without a queue topic gets it with the topic."""
    place = desks.group(tx, desk)
    if place.queue_thread is None:
        return
    standing = cases.standing(tx, desk)
    shut = Office(place.closed_until).is_shut(now)
    text = board_text(
        standing.waiting, standing.held, standing.oldest, place.closed_until if shut else None
    )
    if place.board is None and not outbox.waits(tx, lanes.of_board(desk), POST):
        _post(tx, desk, text, now)
    elif offsets.get(tx, _told(desk)) != _digest(text):
        _edit(tx, desk, text, now)
    offsets.set(tx, _told(desk), _digest(text))


def mend(tx: Tx, desk: DeskId, outgoing: Outgoing, reason: str, now: datetime) -> None:
    """Post the board anew when it turns out that staff deleted it."""
    act = outgoing.act
    edited = isinstance(act, EditText) and act.target is Slot.BOARD
    if edited and reason == Reason.MESSAGE_GONE.value:
        desks.set_board(tx, desk, None)
        refresh(tx, desk, now)


def _post(tx: Tx, desk: DeskId, text: str, now: datetime) -> None:
    for key in (EDIT, PIN):  # they are about a board that is gone, and nothing passes them
        outbox.drop(tx, lanes.of_board(desk), key)
    _put(tx, desk, SendText(text, silent=True, slot=Slot.BOARD), POST, now)
    _put(tx, desk, PinMessage(Slot.BOARD), PIN, now)


def _edit(tx: Tx, desk: DeskId, text: str, now: datetime) -> None:
    waits = outbox.waiting(tx, lanes.of_board(desk), EDIT) is not None
    # an edit that waits keeps its time: put off at each change, it would never go on a busy day
    _put(tx, desk, EditText(Slot.BOARD, text), EDIT, now, None if waits else now + PAUSE)


def _put(  # noqa: PLR0913, PLR0917 - one fact each, all of one row
    tx: Tx, desk: DeskId, act: Act, key: str, now: datetime, not_before: datetime | None = None
) -> None:
    priority = Priority.RENAME if key == PIN else Priority.STATUS
    outgoing = Outgoing(Side.QUEUE, act, priority, coalesce=key)
    group.put(tx, desk, lanes.of_board(desk), outgoing, now, not_before=not_before)


def _told(desk: DeskId) -> str:
    """Name the place where the digest of the last words is kept."""
    return f"board:{desk}"


def _digest(text: str) -> int:
    told = hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()
    return int.from_bytes(told)
