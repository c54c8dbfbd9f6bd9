"""When a case is to be looked at again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.desk.state import Case
from bot.desk.times import due_at
from tests.unit.desk.given import DESK, IN_HOURS, TOKYO, a_case, closed, held

SOON = IN_HOURS + timedelta(minutes=30)
LATER = IN_HOURS + timedelta(hours=24)


@pytest.mark.parametrize(
    ("case", "due"),
    [
        (a_case(), SOON),
        (a_case(lead_told=True), None),
        (a_case(active_at=IN_HOURS + timedelta(minutes=10)), SOON + timedelta(minutes=10)),
        (held(), None),
        (held(waiting_since=IN_HOURS), IN_HOURS + timedelta(hours=1)),
        (held(closing_at=LATER), LATER),
        (held(waiting_since=IN_HOURS, snoozed_until=LATER), LATER),
        (a_case(snoozed_until=LATER, closing_at=SOON), SOON),
        (closed(), None),
    ],
)
def test_the_first_of_its_times_counts(case: Case, due: datetime | None) -> None:
    assert due_at(case, DESK) == due


def test_without_a_case_there_is_no_time() -> None:
    assert due_at(None, DESK) is None


def test_minutes_are_of_opening_hours() -> None:
    since = datetime(2026, 11, 24, 16, 50, tzinfo=TOKYO)

    assert due_at(a_case(waiting_since=since), DESK) == datetime(2026, 11, 25, 9, 20, tzinfo=TOKYO)


def test_a_rule_of_no_minutes_is_no_rule() -> None:
    never = replace(DESK, rules=replace(DESK.rules, lead_minutes=0, claim_minutes=0))

    assert due_at(a_case(), never) is None
    assert due_at(held(waiting_since=IN_HOURS), never) is None
