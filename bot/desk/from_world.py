"""What the world and the clock bring: what came of our sendings, lost topics, times that came."""

from dataclasses import replace
from typing import assert_never

from bot.desk import card, moving, replies, stages, times, words
from bot.desk.from_visitor import went_silent
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import DeskEffect, Notify, PostToQueue, PostToTopic, React
from bot.model.ids import NO_DESK, MessageId
from bot.model.inputs import (
    About,
    OutgoingArrived,
    OutgoingRefused,
    TimeCame,
    TopicLost,
    TopicMade,
    TurnFailed,
)

OUT_OF_REACH = frozenset({"no_rights", "not_a_forum", "topic_closed"})
"""Why nothing reaches the desk's group: the words wait, and the visitor is told so once."""
FromWorld = OutgoingArrived | OutgoingRefused | TopicMade | TopicLost | TimeCame | TurnFailed


def take(case: Case, happened: FromWorld, scene: Scene) -> Outcome:
    """Take one input that nobody typed."""
    match happened:
        case OutgoingArrived(about, message):
            return case, _arrived(about, message)
        case OutgoingRefused():
            return _refused(case, happened, scene)
        case TopicLost():
            return case, () if scene.has_topic else stages.rebuilt(case, scene)
        case TopicMade():
            return case, ()
        case TimeCame():
            return _time_came(case, scene)
        case TurnFailed():
            return case, (PostToTopic(words.TURN_FAILED),)
        case _:
            assert_never(happened)


def _arrived(about: About, message: MessageId | None) -> tuple[DeskEffect, ...]:
    if message is None:
        return ()
    match about:
        case About.REPLY:
            return (React(message, replies.DELIVERED),)
        case About.EDIT:
            return (React(message, replies.CHANGED),)
        case About.WITHDRAWAL:
            gone = PostToTopic(words.WITHDRAWN, reply_to=message, silent=True)
            return (React(message, replies.WITHDRAWN), gone)
        case _:
            return ()


def _refused(case: Case, refused: OutgoingRefused, scene: Scene) -> Outcome:
    if refused.reason in OUT_OF_REACH:
        if scene.refuge:
            return moving.to_booth(case, scene.refuge, scene)
        if refused.desk not in {NO_DESK, case.desk}:  # the case has gone on from there
            return case, ()
        told_before, case = case.told_out_of_reach, replace(case, told_out_of_reach=True)
        return case, () if told_before else (Notify("unreachable-staff"),)
    told = _told_of(refused)
    if refused.reason != "blocked":
        return case, told
    silent, shown = went_silent(case, scene)
    return silent, (*told, *shown)


def _told_of(refused: OutgoingRefused) -> tuple[DeskEffect, ...]:
    """Say on the very message what became of it."""
    reason = words.REASONS.get(refused.reason, words.OTHER_REASON)
    message = refused.message
    match refused.about:
        case About.RELAY:
            return (PostToTopic(words.RELAY_FAILED),)
        case About.REPLY if message is not None:
            said = PostToTopic(words.NOT_DELIVERED.format(reason=reason), reply_to=message)
            return (React(message, replies.FAILED), said)
        case About.EDIT if message is not None:
            return (PostToTopic(words.NOT_CHANGED.format(reason=reason), reply_to=message),)
        case About.WITHDRAWAL if message is not None:
            return (PostToTopic(words.NOT_WITHDRAWN.format(reason=reason), reply_to=message),)
        case _:
            return ()


def _time_came(case: Case, scene: Scene) -> Outcome:
    """See which of the case's times it is; one that came too early is simply kept."""
    now = scene.moment.now
    if case.stage is Stage.CLOSED:
        return case, ()
    if case.snoozed_until is not None and now >= case.snoozed_until:
        case = replace(case, snoozed_until=None, active_at=now)
        return case, (PostToTopic(words.SNOOZE_OVER), *stages.refreshed(case, scene))
    if case.closing_at is not None and now >= case.closing_at:
        return stages.closed(case, scene)
    return _waited_too_long(case, scene)


def _waited_too_long(case: Case, scene: Scene) -> Outcome:
    now, desk = scene.moment.now, scene.desk
    unanswered, unclaimed = times.unanswered_at(case, desk), times.unclaimed_at(case, desk)
    if unanswered is not None and now >= unanswered and case.holder is not None:
        lapsed = words.CLAIM_LAPSED.format(name=case.holder.work_name)
        return stages.released(case, scene, lapsed)
    if unclaimed is not None and now >= unclaimed:
        lead = desk.rules.lead
        said = words.LEAD_CALLED.format(name=lead) if lead else words.EVERYBODY_CALLED
        return replace(case, lead_told=True), (PostToQueue(f"{said}\n{card.queue_line(case)}"),)
    return case, ()  # it came too early, for the hours have changed
