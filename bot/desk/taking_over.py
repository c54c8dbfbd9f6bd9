"""A member of staff answered an alert: they are given the case, or a case to write in."""

from bot.desk import stages
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import DeskEffect, Invite, Notify
from bot.model.ids import DeskId
from bot.model.inputs import Staff


def taken_over(case: Case, staff: Staff, at: DeskId, scene: Scene) -> Outcome:
    """Give them a case that nobody holds; one that somebody holds stays theirs."""
    if case.stage is Stage.CLOSED:
        return case, (Invite(staff, at),)
    if case.stage is Stage.HELD:
        return case, ()
    room: tuple[DeskEffect, ...] = ()
    if case.aside:
        case, room = stages.promoted(case, scene)
    held, shown = stages.claimed(case, staff, scene)
    return held, (*room, Notify("claimed", {"name": staff.work_name}), *shown)
