"""What the desk engine may look at besides the case: desk, moment, aim of a reply."""

from dataclasses import dataclass
from enum import StrEnum

from bot.desk.state import Case, Desk
from bot.model.effects import DeskEffect
from bot.model.ids import CaseId, CaseNumber
from bot.model.inputs import Moment


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


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything around one input."""

    desk: Desk
    moment: Moment
    fresh: Fresh
    aim: Aim = Aim.NOTHING
    has_topic: bool = False
    """The visitor's topic exists; a case that comes back uses it again."""
    language_name: str = ""
    """The visitor's language as staff read it."""
    went_out: bool = False
    """The staff message that was edited had gone to the visitor."""


Outcome = tuple[Case | None, tuple[DeskEffect, ...]]
"""The case as it is now, and what is to be done."""
