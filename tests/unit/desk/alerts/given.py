"""Danger, an alert and what is around it; each test says what is different in its own."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.desk.alerts.engine import AlarmScene, Outcome, advance
from bot.desk.alerts.state import Alert
from bot.desk.state import Holder
from bot.model.danger import Danger, Level, Type
from bot.model.effects import AlarmEffect
from bot.model.ids import AlertNumber
from bot.model.inputs import AlarmInput, DangerSeen, Staff, StaffPressed
from tests.unit.desk.given import DESK, IN_HOURS, SAKURA

E = TypeVar("E", bound=AlarmEffect)
SIGN = "消え…たい"
AMBER = Danger(Level.AMBER, Type.SUICIDE, (SIGN,))
RED = Danger(Level.RED, Type.SUICIDE, ("遺書",))
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def around(after: timedelta = timedelta(), **changes: object) -> AlarmScene:
    """Give what is around an input some time after the alert."""
    scene = AlarmScene(desk=DESK, now=IN_HOURS + after, fresh=lambda: AlertNumber(7))
    return replace(scene, **changes)  # type: ignore[arg-type]  # the tests name its fields


def raised(danger: Danger = AMBER, after: timedelta = timedelta()) -> Alert:
    """Give an alert that was raised just now, or some time after."""
    alert, _ = advance(None, DangerSeen(danger), around(after))
    assert alert is not None
    return alert


def answered(after: timedelta = MINUTE, by: Staff = SAKURA, **changes: object) -> Alert:
    """Give an alert that somebody has answered."""
    alert = replace(
        raised(),
        acknowledged_at=IN_HOURS + after,
        by=Holder(by.ref, by.work_name),
    )
    return replace(alert, **changes)  # type: ignore[arg-type]  # the tests name its fields


def then(
    alert: Alert | None, happened: AlarmInput, scene: AlarmScene
) -> tuple[Alert, list[AlarmEffect]]:
    """Advance, where an alert is sure to come of it."""
    after, effects = advance(alert, happened, scene)
    assert after is not None
    return after, list(effects)


def pressed(what: str, staff: Staff | None = SAKURA, number: int = 7) -> StaffPressed:
    """Give a press of one of its buttons."""
    return StaffPressed(staff, f"alert:{number}:{what}", "query")


def of(kind: type[E], outcome: Outcome | tuple[Alert, list[AlarmEffect]]) -> list[E]:
    """Pick out the effects of one kind."""
    return [each for each in outcome[1] if isinstance(each, kind)]
