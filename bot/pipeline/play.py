"""What a turn is played with: the words, the desks, the moment, a name for a new case."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.content import Content
from bot.desk.state import Desk
from bot.model.ids import CaseId, DeskId, whole
from bot.model.inputs import Moment


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that the app alone can make, for one turn."""

    content: Content
    desks: tuple[Desk, ...]
    """Every desk; the first takes those who come anew."""
    moment: Moment
    case: CaseId
    former: Callable[[str], Content | None] = lambda _: None
    """Finds a version that was in force before, for as long as visitors may stand in it."""

    def desk(self, name: DeskId) -> Desk:
        """Find a desk, under the name of the booth that is asked for; without a name the first.

        One that is gone from the files keeps its group and its cases, by the rules of the first:
        what is written in them must never end up with another desk.
        """
        known = next((desk for desk in self.desks if desk.id == whole(name)), self.desks[0])
        return replace(known, id=name or known.id)
