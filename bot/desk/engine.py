"""What happens on the staff's side: one case, one input, and what is to be done.

What visitors do is in `from_visitor.py`, what staff do in `from_staff.py`, what the world and the
clock bring in `from_world.py`. Only replies go out (`replies.py`); stages change in `stages.py`.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.desk import card, from_staff, from_visitor, from_world, stages, taking_over
from bot.desk.commands import transfer
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Desk
from bot.model.effects import DeskEffect, Invite, Notify, PostCard, ReleaseVisitor, UpdateCard
from bot.model.ids import DeskId
from bot.model.inputs import (
    CaseRequested,
    DeskInput,
    OutgoingArrived,
    OutgoingRefused,
    StaffCommanded,
    StaffInput,
    TakenOver,
    TimeCame,
    TopicLost,
    TopicMade,
    TurnFailed,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)

MOST_TOLD = 12  # what the bot said before that is no longer worth a line


def advance(case: Case | None, happened: DeskInput, scene: Scene) -> Outcome:
    """Take one input; the case may be None only before the first was opened."""
    after, effects = _advance(case, happened, scene)
    notices = [each.notice for each in effects if isinstance(each, Notify)]
    notices += ["closed" for each in effects if isinstance(each, ReleaseVisitor) and each.told]
    if after is None or not notices:
        return after, effects
    telling = replace(after, told=(*after.told, *notices)[-MOST_TOLD:])
    return telling, tuple(_with_what_is_told(each, after, telling, scene) for each in effects)


def _with_what_is_told(effect: DeskEffect, before: Case, case: Case, scene: Scene) -> DeskEffect:
    """Draw a card anew that was drawn before it was known what the visitor is told."""
    if not isinstance(effect, PostCard | UpdateCard):
        return effect
    drawn = card.text(before, scene)
    if not effect.text.startswith(drawn):
        return effect
    return replace(effect, text=card.text(case, scene) + effect.text[len(drawn) :])


def opens_on(
    case: Case | None, happened: DeskInput, now: datetime, desks: tuple[Desk, ...]
) -> DeskId | None:
    """Name the desk on which an input opens a case, which needs a fresh number and a booth there.

    A visitor who was here before is named the booth where they were.
    """
    if isinstance(happened, CaseRequested):
        return happened.at or (case.desk if case else desks[0].id)
    match happened:
        case VisitorWrote(written) if case:
            return case.desk if from_visitor.opens_case(case, written, now) else None
        case VisitorAgreed(agreed=True) if case and case.transfer:
            return case.transfer.to
        case StaffCommanded(name="transfer") if case and from_staff.is_heard(case, happened):
            return transfer.goes_at_once_to(case, happened.text, desks)
        case _:
            return None


def _advance(case: Case | None, happened: DeskInput, scene: Scene) -> Outcome:
    if isinstance(happened, CaseRequested):
        return stages.opened(case, happened, scene)
    if case is None:
        return None, _without_case(happened)
    if isinstance(happened, StaffInput):
        return from_staff.take(case, happened, scene)
    match happened:
        case TakenOver(staff, at):
            return taking_over.taken_over(case, staff, at, scene)
        case (
            VisitorWrote()
            | VisitorLeft()
            | VisitorUnreachable()
            | VisitorReachable()
            | VisitorReacted()
            | VisitorAgreed()
            | VisitorRated()
        ):
            return from_visitor.take(case, happened, scene)
        case (
            OutgoingArrived()
            | OutgoingRefused()
            | TopicMade()
            | TopicLost()
            | TimeCame()
            | TurnFailed()
        ):
            return from_world.take(case, happened, scene)
        case _:
            assert_never(happened)


def _without_case(happened: DeskInput) -> tuple[DeskEffect, ...]:
    if isinstance(happened, TakenOver):
        return (Invite(happened.staff, happened.at),)
    return from_staff.without_case(happened)
