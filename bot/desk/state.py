"""What the desk knows: the desk itself and one case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.desk.hours import Hours
from bot.model.ids import BASE_LANGUAGE, CaseId, CaseNumber, DeskId, Language, StaffRef


@dataclass(frozen=True, slots=True)
class Desk:
    """One ward's window, as `flows/desks.yaml` describes it."""

    id: DeskId
    name: str
    hours: Hours
    work_names: tuple[str, ...]
    """Names that visitors read, given to staff in this order."""
    languages: tuple[Language, ...] = (BASE_LANGUAGE,)


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
