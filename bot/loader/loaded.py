"""What came of reading the files; apart from the reading, which is much to load."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.conversation.check.finding import Where
from bot.conversation.content import Content
from bot.desk.state import Desk
from bot.loader.report import Spot
from bot.model.errors import Mistake


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the files say, once nothing serious is wrong with them."""

    content: Content
    desks: tuple[Desk, ...]
    remarks: tuple[Mistake, ...] = field(default=())
    """What is unfinished or doubtful, in the order of files and lines."""
    spots: Mapping[Where, Spot] = field(default_factory=dict)
    """Where things of the content stand in the files."""
    record: str | None = None
    """The record of the signs of danger, as it lies beside them."""
    holidays: Mapping[int, frozenset[date]] = field(default_factory=dict)
    """Those of the years around, where they were reckoned on the way (`calendar.know`)."""
