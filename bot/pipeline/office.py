"""One turn of a desk as a whole: a command, or a press, that belongs to no case."""

from datetime import datetime
from functools import partial
from typing import assert_never

from bot.desk import words
from bot.desk.alerts.looks import PREFIX
from bot.desk.office import Office, OfficeScene, SayInQueue
from bot.desk.office_commands import COMMANDS
from bot.desk.office_engine import advance
from bot.model.delivery import Outgoing, SendText, Side
from bot.model.effects import Popup
from bot.model.ids import AlertNumber, CaseNumber, ConversationId, DeskId, ThreadId
from bot.model.inputs import Input, StaffCommanded, StaffInput, StaffPressed
from bot.pipeline import board, group, lanes, listings
from bot.pipeline.play import Play
from bot.pipeline.turn import Answer
from bot.store import alerts, booths, cases, desks
from bot.store.connect import Tx

LONGEST_NUMBER = 9  # digits; what is pressed comes from outside, and a column holds 32 bits


def is_for(tx: Tx, desk: DeskId, thread: ThreadId | None, happened: Input | None) -> bool:
    """Say whether what happened outside the cases' topics is for the desk.

    In the desk's own rooms every command is; elsewhere in the group only those we know, and
    everything else there is talk among staff.
    """
    if isinstance(happened, StaffCommanded) and not happened.from_bot:
        place = desks.group(tx, desk)
        own = thread is not None and thread in {place.queue_thread, place.aside_thread}
        return own or happened.name in COMMANDS
    return isinstance(happened, StaffPressed)


def case_named_by(tx: Tx, desk: DeskId, happened: Input | None) -> ConversationId | None:
    """Find whom a press outside the cases' topics is about.

    `claim:12` names case 12, and `alert:7:respond` alert 7.
    """
    if not isinstance(happened, StaffPressed):
        return None
    number = happened.press.partition(":")[2].partition(":")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    if happened.press.startswith(PREFIX):
        return alerts.conversation_of(tx, desk, AlertNumber(int(number)))
    return cases.conversation_of_number(tx, desk, CaseNumber(int(number)))


def take(tx: Tx, desk: DeskId, happened: StaffInput, play: Play) -> Answer | None:
    """Play one turn; raises whatever goes wrong, to be rolled back."""
    now = play.moment.now
    before = Office(desks.group(tx, desk).closed_until)
    lists = partial(listings.queue, tx, desk), partial(listings.mine, tx, desk)
    counts = partial(alerts.counts, tx, desk)
    scene = OfficeScene(play.desk(desk).hours, now, *lists, counts)
    office, effects = advance(before, happened, scene)
    passing = ("", False)
    for effect in effects:
        match effect:
            case SayInQueue():
                _say(tx, desk, effect, now)
            case Popup(text, alert):
                passing = (text, alert)
            case _:
                assert_never(effect)
    if office != before:
        desks.close_until(tx, desk, office.shut_until)
        for each in booths.of(tx, desk):
            board.refresh(tx, each, now)
    return Answer(happened.query, *passing) if isinstance(happened, StaffPressed) else None


def tell_of_failure(tx: Tx, desk: DeskId, happened: Input | None, now: datetime) -> None:
    """Say to a command that it came to nothing: staff must not think the desk closed."""
    if isinstance(happened, StaffCommanded):
        _say(tx, desk, SayInQueue(words.DESK_COMMAND_FAILED, happened.message), now)


def _say(tx: Tx, desk: DeskId, said: SayInQueue, now: datetime) -> None:
    act = SendText(said.text, reply_to=said.reply_to, silent=True)
    group.put(tx, desk, lanes.of_queue(desk), Outgoing(Side.QUEUE, act), now)
