"""When a desk is open: blocks of the week, Japanese holidays, year end, exceptions.

All reckoning is in Asia/Tokyo, whatever the zone of the time asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

TOKYO = ZoneInfo("Asia/Tokyo")
HORIZON_DAYS = 400  # a desk that does not open within a year and a month has no hours


@dataclass(frozen=True, slots=True)
class Block:
    """An unbroken stretch of one day; the end itself is already closed."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Closed days around New Year, both included, as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]


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


def is_open(hours: Hours, now: datetime) -> bool:
    """Say whether somebody should be there now."""
    local = now.astimezone(TOKYO)
    return any(block.start <= local.time() < block.end for block in blocks_of(hours, local.date()))


def next_opening(hours: Hours, now: datetime) -> datetime | None:
    """Find the first opening after now, in Asia/Tokyo; None where the desk never opens."""
    local = now.astimezone(TOKYO)
    for ahead in range(HORIZON_DAYS):
        day = local.date() + timedelta(days=ahead)
        for block in blocks_of(hours, day):
            opening = datetime.combine(day, block.start, TOKYO)
            if opening > local:
                return opening
    return None


def blocks_of(hours: Hours, day: date) -> tuple[Block, ...]:
    """List the open stretches of one day, earliest first."""
    if day in hours.exceptions:
        return hours.exceptions[day]
    if hours.closed_on_holidays and day in _holidays(day.year):
        return ()
    if hours.year_end and _within(hours.year_end, (day.month, day.day)):
        return ()
    return hours.weekly[day.weekday()]


def _within(year_end: YearEnd, day: tuple[int, int]) -> bool:
    if year_end.first <= year_end.last:
        return year_end.first <= day <= year_end.last
    return day >= year_end.first or day <= year_end.last


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("JP", years=year))
