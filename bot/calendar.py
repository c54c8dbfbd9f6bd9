"""When something of others is open, by the calendar of Japan: weekdays, holidays, year end.

All reckoning is in Asia/Tokyo, whatever the zone of the time asked about. A stretch that ends no
later than it begins ends on the next day, whatever that day is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.i18n import TOKYO

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Closed days around New Year, both included, as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]

    def includes(self, day: date) -> bool:
        """Say whether a day is one of them."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, slots=True)
class Block:
    """An unbroken stretch of time; the end itself is already closed."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Opening:
    """When a line of others answers."""

    always: bool = False
    """Day and night, every day; then nothing below counts."""
    weekly: tuple[tuple[Block, ...], ...] = ((),) * 7
    """Seven days, Monday first."""
    monthly: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)
    """Blockes that a day of every month has besides."""
    closed_on_holidays: bool = False
    year_end: YearEnd | None = None

    def includes(self, now: datetime) -> bool:
        """Say whether it is open at a moment."""
        if self.always:
            return True
        local = now.astimezone(TOKYO).replace(tzinfo=None)
        today = local.date()
        begun = (*self._begun_on(today - DAY), *self._begun_on(today))
        return any(start <= local < end for start, end in begun)

    def _begun_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if (self.closed_on_holidays and is_holiday(day)) or (
            self.year_end and self.year_end.includes(day)
        ):
            return
        for block in (*self.weekly[day.weekday()], *self.monthly.get(day.day, ())):
            overnight = DAY if block.end <= block.start else timedelta()
            start = datetime.combine(day, block.start)
            yield start, datetime.combine(day, block.end) + overnight


ALWAYS = Opening(always=True)


def is_holiday(day: date) -> bool:
    """Say whether a day is a public holiday in Japan."""
    return day in holidays_of(day.year)


def holidays_of(year: int) -> frozenset[date]:
    """Give the public holidays of a year in Japan."""
    if year not in _known:
        import holidays  # with every country of the world: 14 MiB, and a third of a second

        _known[year] = frozenset(holidays.country_holidays("JP", years=year))
    return _known[year]


def know(years: Mapping[int, frozenset[date]]) -> None:
    """Take over the holidays of years that another process has reckoned."""
    _known.update(years)


_known = dict[int, frozenset[date]]()
