"""One alert: danger that was seen, who answers it, and what is still to be done about it."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.state import Holder
from bot.model.danger import Danger
from bot.model.ids import AlertNumber, DeskId


@dataclass(frozen=True, slots=True)
class Alert:
    """All danger that a visitor wrote of until the alert was answered, and shortly after."""

    number: AlertNumber
    desk: DeskId
    """The booth in whose group it stands."""
    danger: Danger
    """The gravest that was seen."""
    raised_at: datetime
    rung_at: datetime
    """When it was raised last."""
    shown_at: datetime
    """When staff were last shown its count."""
    shown: int = 1
    count: int = 1
    """How often danger was seen."""
    rings: int = 0
    """How often it was raised again because nobody answered."""
    out_of_reach: bool = False
    """The group took nothing, and the second channel was called at once."""
    in_topic: bool = False
    """It stands in the visitor's topic as well."""
    acknowledged_at: datetime | None = None
    by: Holder | None = None
    """Who answered first."""
    right: bool | None = None
    """Whether staff say that there was danger; None: nobody has said."""
    task_at: datetime | None = None
    """When staff were asked to write to the visitor once more."""
    task_by: str = ""
    """The work name of who did."""
