"""When a desk is open: by hand for the days that matter, by property for all others."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Block, YearEnd
from bot.desk.hours import (
    Hours,
    after_open,
    blocks_of,
    is_open,
    next_opening,
    stretches,
)
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


# ── closed by command ────────────────────────────────────────────────────────


def shut(until: str, regular: Hours | None = None) -> Hours:
    return replace(regular or hours(), shut_until=at(until))


@pytest.mark.parametrize(
    ("until", "opening"),
    [
        ("2026-11-24T15:00", "2026-11-24T15:00"),
        ("2026-11-24T12:00", "2026-11-24T13:00"),
        ("2026-11-24T12:30", "2026-11-24T13:00"),
        ("2026-11-24T13:00", "2026-11-24T13:00"),
        ("2026-11-24T17:00", "2026-11-25T09:00"),
        ("2026-11-24T20:00", "2026-11-25T09:00"),
        ("2026-11-27T16:59", "2026-11-27T16:59"),
        ("2026-11-28T10:00", "2026-11-30T09:00"),
        ("2026-12-30T10:00", "2027-01-04T09:00"),
    ],
    ids=[
        "within a stretch",
        "at the end of one",
        "during lunch",
        "at the beginning of one",
        "at the end of the day",
        "in the evening",
        "in the last minute",
        "on a Saturday",
        "at the year end",
    ],
)
def test_a_closing_by_command_ends_with_its_time_and_not_before_the_desk_opens(
    until: str, opening: str
) -> None:
    now = at("2026-11-24T10:00")

    assert not is_open(shut(until), now)
    assert next_opening(shut(until), now) == at(opening)
    assert is_open(shut(until), at(opening))


def test_a_closing_by_command_that_is_over_changes_nothing() -> None:
    over = shut("2026-11-24T10:00")

    assert is_open(over, at("2026-11-24T10:00"))
    assert next_opening(over, at("2026-11-24T10:00")) == at("2026-11-24T13:00")


def test_a_closing_by_command_before_the_desk_opens_anyway_moves_no_opening() -> None:
    assert next_opening(shut("2026-11-24T08:00"), at("2026-11-24T07:00")) == at("2026-11-24T09:00")


def test_an_exception_opens_no_desk_that_is_closed_by_command() -> None:
    saturday = hours({date(2026, 11, 28): OFFICE_DAY})
    now = at("2026-11-28T10:00")

    assert is_open(saturday, now)
    assert not is_open(shut("2026-11-28T16:00", saturday), now)
    assert next_opening(shut("2026-11-28T16:00", saturday), now) == at("2026-11-28T16:00")


# ── minutes of opening hours ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("since", "minutes", "then"),
    [
        ("2026-11-24T09:30", 60, "2026-11-24T10:30"),
        ("2026-11-24T11:30", 60, "2026-11-24T13:30"),
        ("2026-11-24T11:00", 60, "2026-11-24T12:00"),
        ("2026-11-24T12:30", 60, "2026-11-24T14:00"),
        ("2026-11-24T16:59", 60, "2026-11-25T09:59"),
        ("2026-11-24T17:00", 1, "2026-11-25T09:01"),
        ("2026-11-27T16:30", 60, "2026-11-30T09:30"),
        ("2026-11-20T16:30", 60, "2026-11-24T09:30"),
        ("2026-12-28T16:30", 60, "2027-01-04T09:30"),
        ("2026-11-24T09:00", 3 * 7 * 60, "2026-11-26T17:00"),
        ("2027-03-31T23:59", 60, "2027-04-01T10:00"),
        ("2026-11-24T20:00", 0, "2026-11-25T09:00"),
    ],
    ids=[
        "within a stretch",
        "across lunch",
        "up to lunch",
        "from lunch",
        "across the night, from the last minute",
        "from the moment of closing",
        "across a weekend",
        "across a long weekend",
        "across the year end",
        "three whole days",
        "from the last minute of the fiscal year",
        "no minute at all",
    ],
)
def test_only_the_minutes_in_which_the_desk_is_open_count(
    since: str, minutes: int, then: str
) -> None:
    assert after_open(hours(), at(since), minutes) == at(then)


@pytest.mark.parametrize(
    ("until", "then"),
    [
        ("2026-11-24T15:00", "2026-11-24T16:00"),
        ("2026-11-24T16:30", "2026-11-25T09:30"),
        ("2026-11-28T10:00", "2026-11-30T10:00"),
        ("2026-11-24T09:00", "2026-11-24T11:00"),
    ],
)
def test_no_minute_counts_while_the_desk_is_closed_by_command(until: str, then: str) -> None:
    assert after_open(shut(until), at("2026-11-24T10:00"), 60) == at(then)


def test_minutes_are_minutes_also_where_the_clocks_go_back_meanwhile() -> None:
    sunday = hours({date(2026, 11, 1): (Block(time(9), time(23)),)})
    since = datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("America/Los_Angeles"))

    assert after_open(sunday, since, 120) == at("2026-11-01T18:30")


def test_a_desk_that_never_opens_never_has_been_open_for_an_hour() -> None:
    once = Hours(((),) * 7, exceptions={date(2026, 11, 30): OFFICE_DAY})

    assert after_open(NEVER, at("2026-11-24T10:00"), 60) is None
    assert after_open(once, at("2026-11-24T10:00"), 8 * 60) is None
    assert after_open(once, at("2026-11-24T10:00"), 7 * 60) == at("2026-11-30T17:00")


def test_the_stretches_begin_with_the_one_that_is_running() -> None:
    first, second, third = islice(stretches(hours(), at("2026-11-24T11:59")), 3)

    assert first == (at("2026-11-24T09:00"), at("2026-11-24T12:00"))
    assert second == (at("2026-11-24T13:00"), at("2026-11-24T17:00"))
    assert third == (at("2026-11-25T09:00"), at("2026-11-25T12:00"))


def test_a_stretch_that_ends_at_this_moment_is_over() -> None:
    first = next(stretches(hours(), at("2026-11-24T12:00")))

    assert first == (at("2026-11-24T13:00"), at("2026-11-24T17:00"))


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


@st.composite
def now_and_hours(draw: st.DrawFn) -> tuple[datetime, Hours]:
    """Give hours that may be closed by command around that moment."""
    now = draw(moments)
    ahead = draw(st.none() | st.integers(-(2**14), 2**14))
    until = None if ahead is None else now.astimezone(UTC) + timedelta(minutes=ahead)
    return now, replace(draw(any_hours()), shut_until=until)


@given(now_and_hours())
def test_what_is_told_as_the_next_opening_is_later_and_open(asked: tuple[datetime, Hours]) -> None:
    now, any_ = asked
    opening = next_opening(any_, now)

    if opening is not None:
        assert opening > now
        assert is_open(any_, opening)
        assert not is_open(any_, opening - timedelta(microseconds=1)) or _adjoining(any_, opening)


@given(now_and_hours(), st.floats(0, 1))
def test_nothing_opens_before_the_next_opening(asked: tuple[datetime, Hours], part: float) -> None:
    now, any_ = asked
    opening = next_opening(any_, now)
    end = opening or now + timedelta(days=60)
    between = now.astimezone(UTC) + (end - now) * part

    if not is_open(any_, now) and between < end:
        assert not is_open(any_, between)


@given(now_and_hours(), st.sampled_from(ZONES))
def test_the_zone_of_the_question_makes_no_difference(
    asked: tuple[datetime, Hours], zone: ZoneInfo
) -> None:
    now, any_ = asked
    elsewhere = now.astimezone(zone)

    assert is_open(any_, now) == is_open(any_, elsewhere)
    assert next_opening(any_, now) == next_opening(any_, elsewhere)
    assert after_open(any_, now, 90) == after_open(any_, elsewhere, 90)


@given(now_and_hours(), st.integers(1, 600))
def test_what_is_counted_is_the_minutes_in_which_the_desk_was_open(
    asked: tuple[datetime, Hours], minutes: int
) -> None:
    now, any_ = asked

    then = after_open(any_, now, minutes)

    if then is not None:
        assert _open_between(any_, now, then) == timedelta(minutes=minutes)
        assert is_open(any_, then - timedelta(microseconds=1))


def _open_between(any_: Hours, since: datetime, until: datetime) -> timedelta:
    """Count, day by day, how long the desk is open between two times."""
    begin = max(since, any_.shut_until or since).astimezone(TOKYO)
    open_for, day = timedelta(), begin.date()
    while day <= until.astimezone(TOKYO).date():
        for block in blocks_of(any_, day):
            start = max(begin, datetime.combine(day, block.start, TOKYO))
            end = min(until, datetime.combine(day, block.end, TOKYO))
            open_for += max(end - start, timedelta())
        day += timedelta(days=1)
    return open_for


def _adjoining(any_: Hours, opening: datetime) -> bool:
    """Say whether the block before ends where this one begins."""
    day = blocks_of(any_, opening.date())
    return any(block.end == opening.time() for block in day) or opening.time() == time(0)
