"""The times of an alert follow from the alert; only the follow-up waits for opening hours."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.desk.alerts.times import SHOW_PAUSE, due_at, follow_up_at, rings_at
from tests.unit.desk.alerts.given import MINUTE, SECOND, answered, raised
from tests.unit.desk.given import DESK, IN_HOURS, TOKYO, hours


def on(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Give a moment of 2026, or of January 2027, in Tokyo."""
    return datetime(2027 if month == 1 else 2026, month, day, hour, minute, tzinfo=TOKYO)


@pytest.mark.parametrize(("rings", "pause"), [(0, 60), (1, 180), (2, 300), (3, 300), (50, 300)])
def test_it_rings_after_a_minute_then_three_then_every_five(rings: int, pause: int) -> None:
    assert rings_at(replace(raised(), rings=rings)) == IN_HOURS + timedelta(seconds=pause)


@pytest.mark.parametrize(
    ("acknowledged", "task"),
    [
        (on(11, 24, 10), on(11, 25, 9)),
        (on(11, 24, 0, 5), on(11, 25, 9)),
        (on(11, 27, 16), on(11, 30, 9)),
        (on(11, 28, 3), on(11, 30, 9)),
        (on(11, 2, 12), on(11, 4, 9)),  # the third is a holiday
        (on(12, 28, 12), on(1, 4, 9)),
    ],
)
def test_the_follow_up_is_due_as_the_next_working_day_begins(
    acknowledged: datetime, task: datetime
) -> None:
    alert = answered(acknowledged - IN_HOURS)

    assert follow_up_at(alert, DESK.hours) == task


def test_a_desk_that_is_closed_by_command_is_asked_when_it_opens() -> None:
    shut = replace(hours(), shut_until=on(11, 26, 13))

    assert follow_up_at(answered(), shut) == on(11, 26, 13)


def test_there_is_no_follow_up_before_the_answer_nor_twice_nor_after_a_false_alarm() -> None:
    assert follow_up_at(raised(), DESK.hours) is None
    assert follow_up_at(answered(task_at=IN_HOURS), DESK.hours) is None
    assert follow_up_at(answered(right=False), DESK.hours) is None
    assert follow_up_at(answered(right=True), DESK.hours) is not None


def test_the_first_of_its_times_counts() -> None:
    counted = replace(answered(MINUTE), count=2, shown_at=IN_HOURS)

    assert due_at(counted, DESK.hours) == IN_HOURS + SHOW_PAUSE
    assert due_at(replace(counted, shown=2), DESK.hours) == on(11, 25, 9)
    assert due_at(replace(raised(), count=2), DESK.hours) == IN_HOURS + SHOW_PAUSE
    assert due_at(raised(), DESK.hours) == IN_HOURS + 60 * SECOND
    assert due_at(answered(task_at=IN_HOURS), DESK.hours) is None
