"""When an alert is to be looked at again: reckoned from the alert itself, never kept beside it."""

from datetime import datetime, time, timedelta

from bot.desk.alerts.state import Alert
from bot.desk.hours import TOKYO, Hours, next_opening

PAUSES = (timedelta(seconds=60), timedelta(minutes=3), timedelta(minutes=5))
"""Until it is raised again; the last one counts from then on. Opening hours do not matter."""
TO_LEAD = 2
"""From this ring on it is the desk's lead who is called."""
SHOW_PAUSE = timedelta(seconds=30)  # the count shares the group's limit with words
APART = timedelta(minutes=2)  # of two alerts about the same visitor
IN_HAND = timedelta(minutes=30)  # while somebody holds the case, who reads every word anyway


def rings_at(alert: Alert) -> datetime | None:
    """Say when it is raised again; None: somebody has answered."""
    if alert.acknowledged_at is not None:
        return None
    return alert.rung_at + PAUSES[min(alert.rings, len(PAUSES) - 1)]


def shows_at(alert: Alert) -> datetime | None:
    """Say when the count is brought up to date; None: it is."""
    return alert.shown_at + SHOW_PAUSE if alert.shown < alert.count else None


def follow_up_at(alert: Alert, hours: Hours) -> datetime | None:
    """Say when staff are to write to the visitor once more: as the next working day begins.

    None: it is not their turn, it was said already, or there was no danger.
    """
    if alert.acknowledged_at is None or alert.task_at is not None or alert.right is False:
        return None
    day = alert.acknowledged_at.astimezone(TOKYO).date()
    return next_opening(hours, datetime.combine(day, time.max, TOKYO))


def due_at(alert: Alert, hours: Hours) -> datetime | None:
    """Say when an alert is to be looked at next; None: not before something happens."""
    times = rings_at(alert), shows_at(alert), follow_up_at(alert, hours)
    return min((time for time in times if time is not None), default=None)


def covers(alert: Alert, now: datetime, *, is_held: bool) -> bool:
    """Say whether danger that is seen now belongs to an alert that was raised before."""
    if alert.acknowledged_at is None:
        return True
    return now < alert.acknowledged_at + (IN_HAND if is_held else APART)
