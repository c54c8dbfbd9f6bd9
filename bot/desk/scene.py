"""What the desk engine may look at besides the case: desk, moment, aim of a reply."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.desk.alerts.state import Alert
from bot.desk.state import Case, Desk
from bot.model.effects import DeskEffect
from bot.model.ids import NO_DESK, CaseId, CaseNumber, DeskId, StaffRef
from bot.model.inputs import Moment, Staff

MOST = 160
"""Cases that a list is given: more lines, however short, than one message has room for."""


class Aim(StrEnum):
    """What a staff message is a reply to, as our own table of messages knows it."""

    NOTHING = "nothing"
    """To nothing of ours: a note."""
    VISITOR = "visitor"
    CARD = "card"
    STAFF = "staff"
    """To words of staff that went to the visitor."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """Names for the case that this turn opens; the number is 0 where it opens none."""

    case: CaseId
    number: CaseNumber
    booth: DeskId
    """Which takes it; nameless where it opens none."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply that went to the visitor, or waits to."""

    at: datetime | None
    """None: it waits still."""


@dataclass(frozen=True, slots=True)
class Canned:
    """A canned reply, its facts filled in."""

    id: str
    title: str
    for_staff: str
    """In the staff's language."""
    for_visitor: str
    """In the visitor's language."""
    blanks: tuple[str, ...] = ()
    """What is to be filled in by hand before it goes out."""


def nobody() -> tuple[Staff, ...]:
    """Give no colleague."""
    return ()


def no_canned() -> tuple[Canned, ...]:
    """Give no canned reply."""
    return ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Open cases of a desk, or of one member of staff."""

    cases: tuple[Case, ...] = ()
    """The most urgent ones, `MOST` at most."""
    waiting: int = 0
    """How many there are that nobody has taken."""
    held: int = 0
    """How many somebody has taken."""
    alerts: tuple[Alert, ...] = ()
    """Those that nobody has answered, the oldest first."""


def nothing(*_: object) -> Listing:
    """Give an empty list, to whoever asks."""
    return Listing()


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything around one input."""

    desk: Desk
    moment: Moment
    fresh: Fresh
    aim: Aim = Aim.NOTHING
    has_topic: bool = False
    """The visitor's topic exists; a case that comes back uses it again."""
    has_line: bool = True
    """The case has its line in the queue topic."""
    language_name: str = ""
    """The visitor's language as staff read it."""
    sent: Sent | None = None
    """The reply that was edited, or that a button or command is about, if it is one."""
    newcomer: bool = False
    """Whoever wrote this note has not yet been told that notes stay among staff."""
    crowded: bool = False
    """More new cases came within a minute than the desk gives topics to."""
    desks: tuple[Desk, ...] = ()
    """Every desk, this one too, each by its own name and not by a booth's."""
    refuge: DeskId = NO_DESK
    """Another booth of the desk, for a case whose topic could not be made at this one."""
    canned: Callable[[], tuple[Canned, ...]] = no_canned
    colleagues: Callable[[], tuple[Staff, ...]] = nobody
    """Everybody who was ever seen on this desk."""
    queue: Callable[[], Listing] = nothing
    """The desk's open cases."""
    mine: Callable[[StaffRef], Listing] = nothing
    """Those of them that one member of staff holds."""


Outcome = tuple[Case | None, tuple[DeskEffect, ...]]
"""The case as it is now, and what is to be done."""
