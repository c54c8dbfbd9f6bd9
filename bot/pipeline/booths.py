"""The booths of a desk: which group each stands for, and which of them takes a new case."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from bot.desk.state import Case, Stage
from bot.model.ids import NO_DESK, ChatId, ConversationId, DeskId, booth, whole
from bot.model.inputs import OutgoingRefused
from bot.pipeline import group
from bot.pipeline.retry import GROUP_PAUSE, GROUP_REASONS
from bot.store import booths, cases, desks, topics
from bot.store.connect import Tx

SHUNNED = timedelta(seconds=2 * GROUP_PAUSE)  # what waits there asks again and again meanwhile


def settle(
    tx: Tx, desk: DeskId, configured: Sequence[ChatId], now: datetime
) -> dict[DeskId, ChatId]:
    """Give each group in the settings its booth; gives the numbers that they have by now.

    A booth whose group is no longer in the settings takes no new case, and keeps those it has.
    """
    before = booths.bound(tx, desk)
    taken = {each: chat for each, chat in before.items() if chat in configured}
    for left in before.keys() - taken.keys():
        booths.unbind(tx, left)
    fresh = [chat for chat in configured if chat not in taken.values()]
    for chat in fresh:  # first those that had a booth before, so that nobody else takes it
        own = desks.by_chat(tx, chat)
        if own is not None and whole(own) == desk:
            taken.setdefault(own, chat)
    for chat in fresh:
        if chat not in taken.values():
            free = (booth(desk, number) for number in count(1))
            taken[next(each for each in free if each not in taken)] = chat
    for each, chat in taken.items():
        group.settle(tx, each, chat, now)
    return {each: desks.group(tx, each).chat or chat for each, chat in taken.items()}


def choose(tx: Tx, visitor: ConversationId, desk: DeskId, now: datetime) -> DeskId:
    """Choose the booth that takes a visitor's new case: where they have a topic, or the emptiest.

    Emptiest: fewest open cases, then least that waits to be sent. A booth whose group took
    nothing of late is left out while there is another. `desk` may be the booth where they were.
    Take the case's number first: then programs that share the database choose one by one.
    """
    bound = list(booths.bound(tx, desk)) or [desk]
    fit = [each for each in bound if not is_shunned(tx, each, now)] or bound
    known = [each for each in fit if _has_topic(tx, visitor, each)]
    if known:
        return desk if desk in known else known[0]
    return min(fit, key=lambda each: _load(tx, each))


def refuge(
    tx: Tx, visitor: ConversationId, case: Case | None, refused: OutgoingRefused, now: datetime
) -> DeskId:
    """Name another booth for a case that never had a topic where it is and can have none now.

    Where there was a topic, messages are known by their numbers there, and the case stays.
    """
    if case is None or case.stage is Stage.CLOSED or case.desk != refused.desk:
        return NO_DESK
    if refused.reason not in {reason.value for reason in GROUP_REASONS}:
        return NO_DESK
    topic = topics.of(tx, visitor, case.desk)
    if topic is None or topic.chat is not None:
        return NO_DESK
    chosen = choose(tx, visitor, case.desk, now)
    return NO_DESK if chosen == case.desk or is_shunned(tx, chosen, now) else chosen


def is_shunned(tx: Tx, each: DeskId, now: datetime) -> bool:
    """Say whether a booth's group took nothing of late."""
    at = booths.refused_at(tx, each)
    return at is not None and now - at < SHUNNED


def _has_topic(tx: Tx, visitor: ConversationId, each: DeskId) -> bool:
    topic = topics.of(tx, visitor, each)
    return topic is not None and topic.thread is not None


def _load(tx: Tx, each: DeskId) -> tuple[int, int]:
    standing = cases.standing(tx, each)
    return standing.waiting + standing.held, booths.waiting(tx, each)
