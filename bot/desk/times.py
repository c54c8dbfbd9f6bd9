"""When a case is to be looked at again: reckoned from the case itself, never kept beside it."""

from datetime import datetime

from bot.desk.hours import after_open
from bot.desk.state import Case, Desk, Stage


def unanswered_at(case: Case, desk: Desk) -> datetime | None:
    """Say when a claim without an answer goes back to the queue; None: never."""
    return _after(case, desk.rules.claim_minutes, desk) if case.stage is Stage.HELD else None


def unclaimed_at(case: Case, desk: Desk) -> datetime | None:
    """Say when the lead hears of a case that nobody claims; None: never, or already."""
    waits = case.stage is Stage.WAITING and not case.lead_told
    return _after(case, desk.rules.lead_minutes, desk) if waits else None


def due_at(case: Case | None, desk: Desk) -> datetime | None:
    """Say when a case is to be looked at next; None: not before something happens."""
    if case is None or case.stage is Stage.CLOSED:
        return None
    if case.snoozed_until is not None:
        return min(case.snoozed_until, case.closing_at or case.snoozed_until)
    times = (case.closing_at, unanswered_at(case, desk), unclaimed_at(case, desk))
    return min((time for time in times if time is not None), default=None)


def _after(case: Case, minutes: int, desk: Desk) -> datetime | None:
    """Reckon from when the visitor began to wait, or from when staff last did something."""
    if case.waiting_since is None or not minutes:
        return None
    since = max(case.waiting_since, case.active_at or case.waiting_since)
    return after_open(desk.hours, since, minutes)
