"""What the desk knows: the desk itself and one case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.desk.hours import Hours
from bot.model.ids import (
    BASE_LANGUAGE,
    NO_DESK,
    CaseId,
    CaseNumber,
    DeskId,
    Language,
    MessageId,
    StaffRef,
)
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed, Staff


@dataclass(frozen=True, slots=True)
class Rules:
    """How a desk works; minutes are of its opening hours."""

    others_may_answer: bool = False
    """No: a reply of somebody who does not hold the case waits for their own second word."""
    claim_minutes: int = 60
    """A claim without an answer goes back to the queue after so long; 0: never."""
    lead_minutes: int = 30
    """A case that nobody claims is brought before the lead after so long; 0: never."""
    lead: str = ""
    """The lead's work name; empty: everybody is told."""
    topics_a_minute: int = 6
    """More new cases than this in a minute get a topic only once they have something to say."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One ward's window, as `flows/desks.yaml` describes it."""

    id: DeskId
    name: str
    hours: Hours
    work_names: tuple[str, ...]
    """Names that visitors read, given to staff in this order."""
    languages: tuple[Language, ...] = (BASE_LANGUAGE,)
    ward: str = ""
    """Desks of one ward hand cases on freely; to another ward the visitor must agree."""
    rules: Rules = Rules()
    outcomes: tuple[tuple[str, str], ...] = ()
    """What a case may come to, for the reports: value kept → label that staff choose by."""


class Stage(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"
    HELD = "held"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers the case."""

    ref: StaffRef
    work_name: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member of staff wants the visitor to read."""

    staff: Staff
    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    media: MediaKind | None = None
    album: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A canned reply that waits for its blanks, or for the word to send it."""

    serial: int
    """Counted within the case: a button below an earlier draft sends nothing."""
    canned: str
    staff: Staff
    text: str = ""
    """In the visitor's language, blanks filled; empty while they are not."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A case on its way to another ward's desk, until the visitor has agreed."""

    to: DeskId
    note: str
    by: str
    """The work name of who hands it on."""


@dataclass(frozen=True, slots=True)
class Case:
    """One handoff; a visitor who comes back gets a new case in the same topic."""

    id: CaseId
    number: CaseNumber
    nickname: str
    """Empty: the visitor gave none."""
    language: Language
    opened_at: datetime
    stage: Stage = Stage.WAITING
    holder: Holder | None = None
    waiting_since: datetime | None = None
    """Since when the visitor waits for an answer; None while staff have the last word."""
    closed_at: datetime | None = None
    unreachable_since: datetime | None = None
    answers: tuple[tuple[str, str], ...] = ()
    path: tuple[str, ...] = ()
    written: int = 0
    """How many messages of the visitor were relayed: the number each copy bears."""
    closure_told: datetime | None = None
    """The opening that the visitor was last told, so that it is told once a closed period."""
    topic_open: bool = True
    told_out_of_reach: bool = False
    """The visitor was told that the staff's room cannot be reached at the moment."""
    desk: DeskId = NO_DESK
    active_at: datetime | None = None
    """When staff last did something in the case: no waiting time runs out before."""
    lead_told: bool = False
    closing_at: datetime | None = None
    """It closes then, unless somebody writes before."""
    snoozed_until: datetime | None = None
    outcome: str = ""
    """What it came to: a value of the desk's `outcomes`."""
    helped: bool | None = None
    """What the visitor said of it, once."""
    note: str = ""
    """The note that goes with the case, as staff wrote it."""
    told: tuple[str, ...] = ()
    """What the bot told the visitor in this case, by the names of the notices, in order."""
    held_back: tuple[Reply, ...] = ()
    """Replies of somebody who does not hold the case, until they say it again."""
    draft: Draft | None = None
    drafts: int = 0
    """How many drafts there were."""
    spent: MessageId | None = None
    """The list or preview whose reply went out last: pressed twice, it sends once."""
    transfer: Transfer | None = None
    album: tuple[str, MessageId] | None = None
    """The album that staff sent last, and its first message: it is one reply."""
    aside: bool = False
    """It came in a flood and has no topic until there is something to read."""
    kept: tuple[Said | Showed | Edited, ...] = ()
    """What the visitor wrote while the case had no topic."""
