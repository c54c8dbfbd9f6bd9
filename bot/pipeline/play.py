"""What a turn is played with: the words, the desks, the moment, a name for a new case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversation.content import Content
from bot.desk.hours import is_open, next_opening
from bot.desk.state import Desk
from bot.model.ids import CaseId, ConversationId, DeskId, whole
from bot.model.inputs import Moment
from bot.model.weighed import Weighed


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


def attended(moment: Moment, desk: Desk) -> Moment:
    """Say in a moment when somebody of the desk is there next."""
    if is_open(desk.hours, moment.now):
        return moment
    return replace(moment, next_opening=next_opening(desk.hours, moment.now))


async def weigh_nothing(_: str) -> Weighed | None:
    """Make nothing of a text."""
    return None


@dataclass(frozen=True, slots=True)
class World:
    """What changes from turn to turn and only the app may make."""

    content: Callable[[], Content]
    desks: Callable[[], tuple[Desk, ...]]
    moment: Callable[[], Moment]
    fresh_case: Callable[[], CaseId]
    fresh_conversation: Callable[[], ConversationId]
    former: Callable[[str], Content | None] = lambda _: None
    """See `Play`."""
    weigh: Callable[[str], Awaitable[Weighed | None]] = weigh_nothing
    """Weighs a text, outside of any transaction; never raises."""
    ticks: Callable[[], float] = lambda: 0.0
    """Seconds of a clock that only goes forward."""

    def play(self) -> Play:
        """Gather what one turn is played with."""
        return Play(self.content(), self.desks(), self.moment(), self.fresh_case(), self.former)
