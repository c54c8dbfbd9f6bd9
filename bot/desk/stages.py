"""How a case goes from stage to stage: opened, claimed, released, closed, opened again."""

from dataclasses import replace

from bot.desk import card, words
from bot.desk.hours import is_open, next_opening
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Holder, Stage
from bot.model.effects import (
    CloseTopic,
    DeskEffect,
    Notify,
    OpenTopic,
    PostCard,
    PostQueueLine,
    PostToTopic,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.inputs import CaseRequested, Staff


def opened(before: Case | None, request: CaseRequested, scene: Scene) -> Outcome:
    """Open a case on a visitor's wish; one who was here before keeps the topic."""
    case = Case(
        id=scene.fresh.case,
        number=scene.fresh.number,
        nickname=request.nickname,
        language=request.language,
        opened_at=scene.moment.now,
        waiting_since=scene.moment.now,
        answers=request.answers,
        path=request.path,
        closure_told=before.closure_told if before else None,
    )
    case, told = with_hours(case, scene)
    return case, (*_room(case, scene, before), *_papers(case, scene), *told)


def returned(before: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Open a new case in the old topic because the visitor wrote again."""
    case = replace(
        before,
        id=scene.fresh.case,
        number=scene.fresh.number,
        opened_at=scene.moment.now,
        waiting_since=scene.moment.now,
        stage=Stage.WAITING,
        holder=None,
        closed_at=None,
        unreachable_since=None,
        written=0,
        told_out_of_reach=False,
        topic_open=True,
    )
    case, told = with_hours(case, scene)
    room = (*_room(case, scene, before), *_papers(case, scene))
    return case, (*room, ResumeVisitor(), Notify("reopened"), *told)


def claimed(case: Case, staff: Staff, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Give the case to a member of staff; the caller has seen that nobody holds it."""
    case = replace(case, stage=Stage.HELD, holder=Holder(staff.ref, staff.work_name))
    return case, refreshed(case, scene)


def released(case: Case, scene: Scene) -> Outcome:
    """Put the case back into the queue."""
    since = case.waiting_since or scene.moment.now
    case = replace(case, stage=Stage.WAITING, holder=None, waiting_since=since)
    return case, (*refreshed(case, scene), PostToTopic(words.RELEASED))


def closed(case: Case, scene: Scene, by_visitor: bool = False) -> Outcome:
    """Close the case; the visitor reads a warm word, unless it was the visitor who left."""
    case = replace(
        case,
        stage=Stage.CLOSED,
        holder=None,
        waiting_since=None,
        closed_at=scene.moment.now,
        topic_open=False,
    )
    said = PostToTopic(words.CLOSED_BY_VISITOR if by_visitor else words.CLOSED_BY_STAFF)
    release = () if by_visitor else (ReleaseVisitor(),)
    return case, (said, *release, *refreshed(case, scene), CloseTopic())


def reopened(case: Case, staff: Staff | None, scene: Scene) -> Outcome:
    """Open the same case again, by staff."""
    holder = Holder(staff.ref, staff.work_name) if staff else None
    case = replace(
        case,
        stage=Stage.HELD if holder else Stage.WAITING,
        holder=holder,
        waiting_since=None if holder else scene.moment.now,
        closed_at=None,
        topic_open=True,
    )
    effects = (ReopenTopic(), ResumeVisitor(), *refreshed(case, scene))
    return case, (*effects, PostToTopic(words.REOPENED))


def refreshed(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    """Show the case's state wherever it is shown."""
    return (
        UpdateCard(card.text(case, scene), card.buttons(case)),
        UpdateQueueLine(card.queue_line(case)),
        RenameTopic(card.title(case)),
    )


def rebuilt(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    """Make a new topic in place of one that is gone: something waits to be posted there."""
    return (
        OpenTopic(card.title(case)),
        PostCard(f"{card.text(case, scene)}\n\n{words.TOPIC_WAS_LOST}", card.buttons(case)),
    )


def with_hours(case: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Tell the next opening, once per closed period."""
    hours, now = scene.desk.hours, scene.moment.now
    if is_open(hours, now):
        return case, ()
    opening = next_opening(hours, now)
    if opening is None or case.closure_told == opening:
        return case, ()
    told = Notify("out-of-hours", {"next_opening": opening})
    return replace(case, closure_told=opening), (told,)


def _room(case: Case, scene: Scene, before: Case | None) -> tuple[DeskEffect, ...]:
    if not scene.has_topic:
        return (OpenTopic(card.title(case)),)
    shut = before is not None and not before.topic_open
    return (*((ReopenTopic(),) if shut else ()), RenameTopic(card.title(case)))


def _papers(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    return (
        PostCard(card.text(case, scene), card.buttons(case)),
        PostQueueLine(card.queue_line(case)),
    )
