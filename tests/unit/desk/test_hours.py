"""When a desk is open: by hand for the days that matter, by property for all others."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.hours import Block, Hours, YearEnd, blocks_of, is_open, next_opening
from tests.unit.desk.given import OFFICE_DAY, TOKYO, WEEKDAYS, YEAR_END, hours

ZONES = tuple(map(ZoneInfo, ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")))
NEVER = Hours(weekly=((),) * 7)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("now", "open_now", "then"),
    [
        ("2026-11-24T08:59:59", False, "2026-11-24T09:00"),
        ("2026-11-24T09:00:00", True, "2026-11-24T13:00"),
        ("2026-11-24T11:59:59", True, "2026-11-24T13:00"),
        ("2026-11-24T12:00:00", False, "2026-11-24T13:00"),
        ("2026-11-24T12:30:00", False, "2026-11-24T13:00"),
        ("2026-11-24T13:00:00", True, "2026-11-25T09:00"),
        ("2026-11-24T17:00:00", False, "2026-11-25T09:00"),
        ("2026-11-27T18:00:00", False, "2026-11-30T09:00"),
    ],
)
def test_a_day_has_several_blocks_with_lunch_between_them(
    now: str, open_now: bool, then: str
) -> None:
    assert is_open(hours(), at(now)) is open_now
    assert next_opening(hours(), at(now)) == at(then)


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-23",  # a Monday: 勤労感謝の日
        "2026-05-06",  # a Wednesday that stands in for a Sunday's holiday
        "2026-09-22",  # a Tuesday between two holidays
        "2027-01-11",  # 成人の日
    ],
)
def test_a_japanese_holiday_is_closed(day: str) -> None:
    noonish = at(f"{day}T10:00")

    assert not is_open(hours(), noonish)
    assert is_open(Hours(WEEKDAYS, closed_on_holidays=False), noonish)


def test_the_friday_before_a_long_weekend_points_to_the_tuesday() -> None:
    assert next_opening(hours(), at("2026-11-20T17:30")) == at("2026-11-24T09:00")


@pytest.mark.parametrize("day", ["2026-12-29", "2026-12-31", "2027-01-01", "2027-01-03"])
def test_the_year_end_is_closed_on_both_sides_of_the_new_year(day: str) -> None:
    everyday = Hours((OFFICE_DAY,) * 7, closed_on_holidays=False, year_end=YEAR_END)

    assert blocks_of(everyday, date.fromisoformat(day)) == ()


@pytest.mark.parametrize("day", ["2026-12-28", "2027-01-04"])
def test_the_days_around_the_year_end_are_open(day: str) -> None:
    assert blocks_of(hours(), date.fromisoformat(day)) == OFFICE_DAY


def test_the_last_evening_of_the_year_points_to_the_next_year() -> None:
    assert next_opening(hours(), at("2026-12-28T17:00")) == at("2027-01-04T09:00")


def test_a_year_end_within_one_year_ends_with_it() -> None:
    everyday = Hours((OFFICE_DAY,) * 7, False, YearEnd((12, 29), (12, 31)))

    assert blocks_of(everyday, date(2026, 12, 30)) == ()
    assert blocks_of(everyday, date(2027, 1, 2)) == OFFICE_DAY


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 23), date(2026, 12, 30), date(2026, 11, 28)],
    ids=["holiday", "year end", "Saturday"],
)
def test_an_exception_opens_a_day_that_every_rule_closes(day: date) -> None:
    evening = (Block(time(18), time(20)),)

    assert blocks_of(hours({day: evening}), day) == evening
    assert is_open(hours({day: evening}), datetime.combine(day, time(19), TOKYO))


def test_an_exception_without_blocks_closes_a_day() -> None:
    shut = hours({date(2026, 11, 24): ()})

    assert not is_open(shut, at("2026-11-24T10:00"))
    assert next_opening(shut, at("2026-11-24T08:00")) == at("2026-11-25T09:00")


def test_a_desk_without_hours_never_opens() -> None:
    assert not is_open(NEVER, at("2026-11-24T10:00"))
    assert next_opening(NEVER, at("2026-11-24T10:00")) is None


def test_only_an_exception_can_open_a_desk_without_hours() -> None:
    once = Hours(((),) * 7, exceptions={date(2027, 3, 1): OFFICE_DAY})

    assert next_opening(once, at("2026-11-24T10:00")) == at("2027-03-01T09:00")


moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2031, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES),
)
ticks = st.lists(st.integers(0, 24 * 12 - 1), min_size=0, max_size=6, unique=True)


@st.composite
def a_day(draw: st.DrawFn) -> tuple[Block, ...]:
    edges = sorted(draw(ticks))
    clock = [time(tick // 12, tick % 12 * 5) for tick in edges]
    return tuple(Block(start, end) for start, end in list(pairwise(clock))[::2])


@st.composite
def any_hours(draw: st.DrawFn) -> Hours:
    weekly = tuple(draw(a_day()) for _ in range(7))
    days = st.dates(date(2024, 1, 1), date(2031, 1, 1))
    return Hours(
        weekly,
        closed_on_holidays=draw(st.booleans()),
        year_end=draw(st.sampled_from([None, YEAR_END, YearEnd((8, 13), (8, 16))])),
        exceptions=draw(st.dictionaries(days, a_day(), max_size=3)),
    )


@given(any_hours(), moments)
def test_what_is_told_as_the_next_opening_is_later_and_open(any_: Hours, now: datetime) -> None:
    opening = next_opening(any_, now)

    if opening is not None:
        assert opening > now
        assert is_open(any_, opening)
        assert not is_open(any_, opening - timedelta(microseconds=1)) or _adjoining(any_, opening)


@given(any_hours(), moments, st.floats(0, 1))
def test_nothing_opens_before_the_next_opening(any_: Hours, now: datetime, part: float) -> None:
    opening = next_opening(any_, now)
    end = opening or now + timedelta(days=60)
    between = now.astimezone(UTC) + (end - now) * part

    if not is_open(any_, now) and between < end:
        assert not is_open(any_, between)


@given(any_hours(), moments, st.sampled_from(ZONES))
def test_the_zone_of_the_question_makes_no_difference(
    any_: Hours, now: datetime, zone: ZoneInfo
) -> None:
    elsewhere = now.astimezone(zone)

    assert is_open(any_, now) == is_open(any_, elsewhere)
    assert next_opening(any_, now) == next_opening(any_, elsewhere)


def _adjoining(any_: Hours, opening: datetime) -> bool:
    """Say whether the block before ends where this one begins."""
    day = blocks_of(any_, opening.date())
    return any(block.end == opening.time() for block in day) or opening.time() == time(0)
