"""When a desk is open: blocks of the week, Japanese holidays, year end, exceptions.

All reckoning is in Asia/Tokyo, whatever the zone of the time asked about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import Block, YearEnd, is_holiday

TOKYO = ZoneInfo("Asia/Tokyo")
HORIZON_DAYS = 400  # a desk that does not open within a year and a month has no hours


@dataclass(frozen=True, slots=True)
class Hours:
    """The opening hours of a desk."""

    weekly: tuple[tuple[Block, ...], ...]
    """Seven days, Monday first."""
    closed_on_holidays: bool = True
    year_end: YearEnd | None = None
    exceptions: Mapping[date, tuple[Block, ...]] = field(default_factory=dict)
    """Single days that go before every other rule; no blocks means closed."""
    confirmed: bool = False
    """False: nobody has vouched for these hours; `engawa check` says so."""
    shut_until: datetime | None = None
    """Staff closed the desk by command until then."""


def is_open(hours: Hours, now: datetime) -> bool:
    """Say whether somebody should be there now."""
    if hours.shut_until is not None and now < hours.shut_until:
        return False
    local = now.astimezone(TOKYO)
    return any(block.start <= local.time() < block.end for block in blocks_of(hours, local.date()))


def next_opening(hours: Hours, now: datetime) -> datetime | None:
    """Find the first opening after now, in Asia/Tokyo; None where the desk never opens."""
    shut = hours.shut_until
    if shut is None or shut <= now:
        return next((start for start, _ in stretches(hours, now) if start > now), None)
    openings = (max(start, shut.astimezone(TOKYO)) for start, _ in stretches(hours, shut))
    return next(openings, None)


def after_open(hours: Hours, since: datetime, minutes: int) -> datetime | None:
    """Say when the desk will have been open for so many minutes since then; None: never.

    It may be the very moment of closing. A closing by command counts as if it had begun by then:
    its beginning is not kept.
    """
    wanted = timedelta(minutes=minutes)
    begin = max(since, hours.shut_until or since).astimezone(TOKYO)
    for start, end in stretches(hours, begin):
        opened = max(start, begin)
        if wanted <= end - opened:
            return opened + wanted
        wanted -= end - opened
    return None


def stretches(hours: Hours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Go through the open stretches that end after a time, in Asia/Tokyo, the running one too."""
    today = since.astimezone(TOKYO).date()
    for ahead in range(HORIZON_DAYS):
        day = today + timedelta(days=ahead)
        for block in blocks_of(hours, day):
            end = datetime.combine(day, block.end, TOKYO)
            if end > since:
                yield datetime.combine(day, block.start, TOKYO), end


def blocks_of(hours: Hours, day: date) -> tuple[Block, ...]:
    """List the open stretches of one day, earliest first."""
    if day in hours.exceptions:
        return hours.exceptions[day]
    if hours.closed_on_holidays and is_holiday(day):
        return ()
    if hours.year_end and hours.year_end.includes(day):
        return ()
    return hours.weekly[day.weekday()]
