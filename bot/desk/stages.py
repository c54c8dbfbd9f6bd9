"""How a case goes from stage to stage: opened, claimed, released, closed, opened again."""

from dataclasses import replace

from bot.desk import aside, card, words
from bot.desk.hours import is_open, next_opening
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Holder, Stage
from bot.i18n import clip, units
from bot.model.effects import (
    Button,
    CloseTopic,
    DeskEffect,
    Notify,
    OpenTopic,
    PostCard,
    PostQueueLine,
    PostToTopic,
    RelayToStaff,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.inputs import CaseRequested, Edited, Said, Showed, Staff

INVITED = "invited"
"""The notice that tells a visitor, unasked, who of the staff is here."""
LONGEST_NOTES = 600  # the card must have room for everything else


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
        desk=scene.fresh.booth,
    )
    if request.by is not None:
        return _opened_by_staff(case, request.by, request.earlier, scene, before)
    case, told = with_hours(case, scene)
    has_words = any(aside.is_worth_a_topic(written) for written in request.earlier)
    if scene.crowded and not scene.has_topic and not has_words:
        kept = replace(case, aside=True, kept=request.earlier)
        return kept, told
    case, relayed = _relayed(case, request.earlier)
    return case, (*_room(case, scene, before), *papers(case, scene), *relayed, *told)


def _opened_by_staff(
    case: Case,
    staff: Staff,
    earlier: tuple[Said | Showed, ...],
    scene: Scene,
    before: Case | None,
) -> Outcome:
    """Open a case for somebody who answered an alert: it is theirs, whatever the hour."""
    case = replace(
        case,
        stage=Stage.HELD,
        holder=Holder(staff.ref, staff.work_name),
        active_at=scene.moment.now,
        told=(INVITED,),
    )
    case, relayed = _relayed(case, earlier)
    opened = PostToTopic(words.OPENED_ON_ALERT.format(name=staff.work_name))
    return case, (*_room(case, scene, before), *papers(case, scene), opened, *relayed)


def promoted(case: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Give a case that was set aside a topic of its own, with all that was written so far."""
    words_so_far = case.kept
    case = replace(case, aside=False, kept=())
    case, relayed = _relayed(case, words_so_far)
    return case, (OpenTopic(card.title(case)), *papers(case, scene), *relayed)


def promote_button(case: Case) -> Button:
    """Offer to give a case a topic of its own."""
    return Button(words.PROMOTE, f"promote:{case.number}")


def noted(case: Case, text: str) -> Case:
    """Add a note to those that go with the case; the oldest give way when there are too many."""
    lines = [*case.note.splitlines(), *clip(text, LONGEST_NOTES).splitlines()]
    while units("\n".join(lines)) > LONGEST_NOTES:
        lines.pop(0)
    return replace(case, note="\n".join(lines))


def returned(before: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Open a new case in the old topic because the visitor wrote again."""
    case = replace(
        before,
        id=scene.fresh.case,
        number=scene.fresh.number,
        desk=scene.fresh.booth,
        opened_at=scene.moment.now,
        waiting_since=scene.moment.now,
        stage=Stage.WAITING,
        holder=None,
        closed_at=None,
        unreachable_since=None,
        written=0,
        told_out_of_reach=False,
        topic_open=True,
        active_at=None,
        lead_told=False,
        closing_at=None,
        snoozed_until=None,
        outcome="",
        helped=None,
        told=(),
        held_back=(),
        draft=None,
        transfer=None,
        note="",
        spent=None,
    )
    case, told = with_hours(case, scene)
    room = (*_room(case, scene, before), *papers(case, scene))
    return case, (*room, ResumeVisitor(), Notify("reopened"), *told)


def claimed(case: Case, staff: Staff, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Give the case to a member of staff; the caller has seen that it may be given."""
    case = replace(
        case,
        stage=Stage.HELD,
        holder=Holder(staff.ref, staff.work_name),
        active_at=scene.moment.now,
        snoozed_until=None,
    )
    return case, refreshed(case, scene)


def released(case: Case, scene: Scene, said: str = words.RELEASED) -> Outcome:
    """Put the case back into the queue, and say so."""
    since = case.waiting_since or scene.moment.now
    case = replace(
        case,
        stage=Stage.WAITING,
        holder=None,
        waiting_since=since,
        active_at=scene.moment.now,
        lead_told=False,
    )
    return case, (*refreshed(case, scene), PostToTopic(said))


def closed(case: Case, scene: Scene, *, by_visitor: bool = False, told: bool = True) -> Outcome:
    """Close the case; the visitor reads a warm word, unless they left or are not to be told."""
    silent = case.aside
    case = replace(
        case,
        stage=Stage.CLOSED,
        holder=None,
        waiting_since=None,
        closed_at=scene.moment.now,
        topic_open=False,
        closing_at=None,
        snoozed_until=None,
        held_back=(),
        draft=None,
        transfer=None,
        aside=False,
        kept=(),
    )
    release = () if by_visitor else (ReleaseVisitor(told),)
    if silent:  # there is no topic in which to say it
        return case, release
    how = words.CLOSED_BY_VISITOR if by_visitor else words.CLOSED_BY_STAFF
    if not told:
        how = words.CLOSED_QUIETLY
    buttons = outcome_buttons(case, scene)
    asked = f"{how}\n{words.OUTCOME_ASK}" if buttons else how
    said = PostToTopic(asked, buttons=buttons)
    return case, (said, *release, *refreshed(case, scene), CloseTopic())


def outcome_buttons(case: Case, scene: Scene) -> tuple[Button, ...]:
    """Offer what a case may come to."""
    return tuple(
        Button(label, f"outcome:{case.number}:{value}") for value, label in scene.desk.outcomes
    )


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
        active_at=scene.moment.now,
        lead_told=False,
    )
    effects = (ReopenTopic(), ResumeVisitor(), *refreshed(case, scene))
    return case, (*effects, PostToTopic(words.REOPENED))


def kept_open(case: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Let anything that staff write end a closing that was to come."""
    if case.closing_at is None:
        return case, ()
    case = replace(case, closing_at=None)
    said = PostToTopic(words.CLOSING_CANCELLED, silent=True)
    return case, (said, *refreshed(case, scene))


def refreshed(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    """Show the case's state wherever it is shown."""
    if case.aside:  # it is shown nowhere yet
        return ()
    return (
        UpdateCard(card.text(case, scene), card.buttons(case)),
        UpdateQueueLine(card.queue_line(case), card.queue_buttons(case)),
        RenameTopic(card.title(case)),
    )


def rebuilt(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    """Make a new topic in place of one that is gone: something waits to be posted there."""
    lost = f"{card.text(case, scene)}\n\n{words.TOPIC_WAS_LOST}"
    line = PostQueueLine(card.queue_line(case), card.queue_buttons(case))
    return (
        OpenTopic(card.title(case)),
        PostCard(lost, card.buttons(case)),
        *(() if scene.has_line else (line,)),
    )


def papers(case: Case, scene: Scene) -> tuple[DeskEffect, ...]:
    """Post what staff read of a case that comes: its card, and its line in the queue topic."""
    return (
        PostCard(card.text(case, scene), card.buttons(case)),
        PostQueueLine(card.queue_line(case), card.queue_buttons(case)),
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
    is_another = before is not None and before.desk != case.desk
    shut = is_another or (before is not None and not before.topic_open)
    return (*((ReopenTopic(),) if shut else ()), RenameTopic(card.title(case)))


def _relayed(
    case: Case, earlier: tuple[Said | Showed | Edited, ...]
) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Bring into the topic what was written before there was one."""
    effects: list[DeskEffect] = []
    for written in earlier:
        case = replace(case, written=case.written + 1)
        effects.append(RelayToStaff(card.header(case, words.WRITTEN_BEFORE), written))
    return case, tuple(effects)
