"""A desk as a whole: what of it changes by command, what a command sees and wants, its board.

The commands are in `office_commands/`, one file each; `office_engine` takes what happens.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.desk import card, words
from bot.desk.alerts.counts import Count, no_counts
from bot.desk.clock import written
from bot.desk.hours import Hours
from bot.desk.scene import Listing, nothing
from bot.desk.state import Stage
from bot.model.effects import Popup
from bot.model.ids import MessageId, StaffRef


@dataclass(frozen=True, slots=True)
class Office:
    """What of a desk changes by command."""

    shut_until: datetime | None = None

    def is_shut(self, now: datetime) -> bool:
        """Say whether the desk is closed by command."""
        return self.shut_until is not None and now < self.shut_until


@dataclass(frozen=True, slots=True)
class OfficeScene:
    """What is around a desk-wide command."""

    hours: Hours
    """As the files give them."""
    now: datetime
    queue: Callable[[], Listing] = nothing
    """The desk's open cases."""
    mine: Callable[[StaffRef], Listing] = nothing
    """Those of them that one member of staff holds."""

    counts: Callable[[date], tuple[Count, ...]] = no_counts
    """What was counted of alerts from a day on."""

    def hours_of(self, office: Office) -> Hours:
        """Give the hours with a closing by command in force."""
        return replace(self.hours, shut_until=office.shut_until)


@dataclass(frozen=True, slots=True)
class SayInQueue:
    """Say something in the queue topic, in answer to a message."""

    text: str
    reply_to: MessageId


OfficeEffect = SayInQueue | Popup
OfficeOutcome = tuple[Office, tuple[OfficeEffect, ...]]
"""The desk as it is now, and what is to be done."""


@dataclass(frozen=True, slots=True)
class OfficeOrder:
    """A desk-wide command as it was given."""

    ref: StaffRef
    message: MessageId
    text: str = ""
    listing: tuple[tuple[str, str], ...] = ()
    """Every such command with its line of help: commands do not know one another."""

    def answer(self, text: str) -> SayInQueue:
        """Answer the command."""
        return SayInQueue(text, self.message)


@dataclass(frozen=True, slots=True)
class OfficeCommand:
    """One desk-wide command: its name, its line in /help, and what it does."""

    name: str
    help: str
    """Taken from the docstring of its module."""
    run: Callable[[Office, OfficeOrder, OfficeScene], OfficeOutcome]


def board_text(
    waiting: int, held: int, oldest: datetime | None, shut_until: datetime | None
) -> str:
    """Write the board: the same words for the same state, whatever the hour."""
    since = words.BOARD_OLDEST.format(since=written(oldest)) if oldest else ""
    lines = [
        words.BOARD_WAITING.format(sign=card.SIGNS[Stage.WAITING], count=waiting) + since,
        words.BOARD_HELD.format(sign=card.SIGNS[Stage.HELD], count=held),
    ]
    if shut_until:
        lines.append(words.BOARD_SHUT.format(until=written(shut_until)))
    return "\n".join(lines)
