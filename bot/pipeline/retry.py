"""What an outcome means for the row it belongs to: done, once more later, or given up.

The policy of each class is SAFETY.md 5.7: to staff, a loss is worse than a copy; of a reply to a
visitor, one repeat when the answer was lost, and then staff are told that it is unsure. Of a lost
screen nobody would be told, and a visitor would stand there without a button: it has more tries.
"""

import math
from dataclasses import dataclass

from bot.model.delivery import (
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    MakeTopic,
    Moved,
    Outcome,
    Outgoing,
    PinMessage,
    Reason,
    Refused,
    RetireTopic,
    SetReaction,
    Side,
    StripButtons,
    TryLater,
)
from bot.model.inputs import About

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
DOUBLINGS = 6  # reach the longest pause; more, after a day's outage, no float could hold
UNSURE_PAUSE = 10.0
GROUP_PAUSE = 60.0
UNSURE = "unsure"
SCREEN_REPEATS = 5  # where one call in five fails, one screen in fifteen thousand is given up
HARMLESS = EditText | EditCaption | DeleteMessage | StripButtons | SetReaction
"""What may be done twice and is the same as once: no lost answer makes it unsure."""
GROUP_REASONS = frozenset({Reason.NO_RIGHTS, Reason.NOT_A_FORUM, Reason.TOPIC_CLOSED})


@dataclass(frozen=True, slots=True)
class Done:
    """It arrived."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try once more after so many seconds."""

    after: float
    counted: bool = True
    """False: being asked to wait is not a failed try."""
    repeated: bool = False
    """The next try may be a second copy, and must say so."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It will not arrive; why, in a word."""

    reason: str


Decision = Done | Again | GivenUp


def decide(outgoing: Outgoing, outcome: Outcome, attempts: int, repeated: bool) -> Decision:
    """Weigh one outcome; `attempts` counts the failed tries before this one."""
    match outcome:
        case Delivered():
            return Done()
        case Moved():
            return Again(0.0, counted=False)
        case TryLater(after, maybe_sent):
            return _later(outgoing, after, maybe_sent, attempts, repeated)
        case Refused(reason):
            return _refused(outgoing, reason)


def _later(
    outgoing: Outgoing, after: float | None, maybe_sent: bool, attempts: int, repeated: bool
) -> Decision:
    if after is not None and isinstance(outgoing.act, SetReaction):
        return GivenUp(Reason.EXPIRED.value)  # a mark is not worth asking twice
    if after is not None:
        return Again(after, counted=False)
    if not maybe_sent:
        return Again(_backoff(FIRST_PAUSE, attempts))
    if repeated and attempts >= _tries(outgoing):
        return GivenUp(UNSURE)
    return Again(_backoff(UNSURE_PAUSE, attempts), repeated=True)


def _tries(outgoing: Outgoing) -> float:
    """Say after how many tries it is not repeated again while nobody knows whether it arrived."""
    if outgoing.side is not Side.VISITOR or isinstance(outgoing.act, HARMLESS):
        return math.inf
    return 0 if outgoing.about is About.REPLY else SCREEN_REPEATS


def _backoff(first: float, attempts: int) -> float:
    return min(first * 2.0 ** min(attempts, DOUBLINGS), LONGEST_PAUSE)


def _refused(outgoing: Outgoing, reason: Reason) -> Decision:
    if isinstance(outgoing.act, PinMessage | RetireTopic):  # neither may hold up anything
        return GivenUp(reason.value)
    if outgoing.side is not Side.VISITOR and reason in GROUP_REASONS:
        return Again(GROUP_PAUSE, counted=False)
    if isinstance(outgoing.act, MakeTopic) and reason is Reason.TOPIC_GONE:
        return Again(GROUP_PAUSE, counted=False)  # an answer that makes no sense
    return GivenUp(reason.value)
