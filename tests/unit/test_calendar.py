"""When a line of others is open: the days that matter, by hand."""

from datetime import UTC, date, datetime, time

import pytest

from bot import calendar
from bot.calendar import ALWAYS, Block, Opening, YearEnd, holidays_of, is_holiday, know
from bot.i18n import TOKYO

EVENING = Block(time(16), time(21))
LATE = Block(time(12), time(5, 30))
ALL_DAY = Block(time(8), time(8))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("written", "is_open"),
    [
        ("2026-11-24 15:59", False),
        ("2026-11-24 16:00", True),
        ("2026-11-24 20:59", True),
        ("2026-11-24 21:00", False),
    ],
)
def test_a_stretch_begins_at_its_minute_and_ends_before_its_end(
    written: str, is_open: bool
) -> None:
    assert Opening(weekly=((EVENING,),) * 7).includes(at(written)) is is_open


def test_a_stretch_over_midnight_belongs_to_the_day_it_began_on() -> None:
    tuesdays = Opening(weekly=((), (LATE,), (), (), (), (), ()))

    assert tuesdays.includes(at("2026-11-24 23:59"))
    assert tuesdays.includes(at("2026-11-25 05:29"))
    assert not tuesdays.includes(at("2026-11-25 05:30"))
    assert not tuesdays.includes(at("2026-11-25 12:00"))
    assert not tuesdays.includes(at("2026-11-24 05:00"))


def test_a_day_of_the_month_is_open_until_the_same_hour_of_the_next() -> None:
    tenths = Opening(monthly={10: (ALL_DAY,)})

    assert not tenths.includes(at("2026-12-10 07:59"))
    assert tenths.includes(at("2026-12-10 08:00"))
    assert tenths.includes(at("2026-12-11 07:59"))
    assert not tenths.includes(at("2026-12-11 08:00"))


def test_holidays_and_year_end_are_closed_where_it_says_so() -> None:
    weekly = ((EVENING,),) * 7
    closed = Opening(weekly=weekly, closed_on_holidays=True, year_end=YearEnd((12, 29), (1, 3)))

    assert not closed.includes(at("2026-11-23 17:00"))  # 勤労感謝の日
    assert not closed.includes(at("2027-03-22 17:00"))  # 振替休日
    assert not closed.includes(at("2026-12-31 17:00"))
    assert closed.includes(at("2027-01-04 17:00"))
    assert Opening(weekly=weekly).includes(at("2026-11-23 17:00"))


def test_always_is_always_and_the_zone_of_the_question_makes_no_difference() -> None:
    assert ALWAYS.includes(datetime(2026, 1, 1, tzinfo=UTC))
    assert Opening(weekly=((EVENING,),) * 7).includes(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))


def test_holidays_that_are_known_are_not_reckoned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "_known", {})
    wanted = holidays_of(2026)
    monkeypatch.setattr(calendar, "_known", {})

    know({2026: wanted, 2027: frozenset({date(2027, 6, 1)})})  # no holiday but by what was told

    assert is_holiday(date(2026, 11, 23))
    assert not is_holiday(date(2026, 11, 24))
    assert is_holiday(date(2027, 6, 1))
