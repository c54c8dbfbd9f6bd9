"""Hours as editors write them."""

from datetime import date, datetime, time

import pytest

from bot.calendar import Block, YearEnd
from bot.desk.hours import TOKYO, is_open, next_opening
from tests.unit.conversation.small import DESKS, loaded
from tests.unit.loader.wrong import remarks, serious

MORNING, AFTERNOON = Block(time(9), time(12)), Block(time(13), time(17))


def test_hours_are_read_as_they_stand() -> None:
    hours = loaded().desks[0].hours

    assert hours.weekly == ((MORNING, AFTERNOON),) * 5 + ((), ())
    assert hours.closed_on_holidays
    assert hours.confirmed
    assert hours.year_end == YearEnd((12, 29), (1, 3))
    assert hours.exceptions == {date(2026, 12, 28): (MORNING,), date(2027, 2, 10): ()}


def test_hours_that_were_read_open_the_desk() -> None:
    hours = loaded().desks[0].hours
    tuesday = datetime(2026, 11, 24, 12, 30, tzinfo=TOKYO)

    assert not is_open(hours, tuesday)
    assert next_opening(hours, tuesday) == datetime(2026, 11, 24, 13, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    "written",
    [
        "9:00-12:00",
        "09:00-12:00",
        "9:00 - 12:00",
        "9:00–12:00",
        "9:00〜12:00",
        "9:00～12:00",
        "９：００－１２：００",
    ],
)
def test_dashes_and_digits_of_any_width_are_read(written: str) -> None:
    desks = loaded({"desks": DESKS.replace("[9:00-12:00, 13:00-17:00]", f"['{written}']")}).desks

    assert desks[0].hours.weekly[0] == (MORNING,)


@pytest.mark.parametrize("closed", ["closed", "休み", "[]", ""])
def test_a_day_off_is_written_in_any_of_four_ways(closed: str) -> None:
    changed = DESKS.replace("2027-02-10: closed", f"2027-02-10: {closed}")

    assert loaded({"desks": changed}).desks[0].hours.exceptions[date(2027, 2, 10)] == ()


def test_one_stretch_needs_no_list_and_days_need_not_agree() -> None:
    weekly = "月水: 9:00-12:00\n        土: [13:00-17:00]"
    changed = DESKS.replace("月火水木金: [9:00-12:00, 13:00-17:00]", weekly)

    week = loaded({"desks": changed}).desks[0].hours.weekly

    assert week == ((MORNING,), (), (MORNING,), (), (), (AFTERNOON,), ())


def test_what_may_be_left_out_has_its_usual_meaning() -> None:
    kept = DESKS.partition("      closed on holidays")[0].replace("      confirmed: yes\n", "")

    hours = loaded({"desks": kept}).desks[0].hours

    assert hours.closed_on_holidays
    assert not hours.confirmed
    assert hours.year_end is None
    assert hours.exceptions == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "problem"),
    [
        ("9:00-12:00, 13", "9:00-25:00, 13", 9, 17, "wrong_hours"),
        ("9:00-12:00, 13", "12:00-9:00, 13", 9, 17, "wrong_hours"),
        ("9:00-12:00, 13", "9:00-9:00, 13", 9, 17, "wrong_hours"),
        ("9:00-12:00, 13", "9時-12時, 13", 9, 17, "wrong_hours"),
        ("9:00-12:00, 13", "9-12, 13", 9, 17, "wrong_hours"),
        ("13:00-17:00", "11:30-17:00", 9, 29, "hours_overlap"),
        ("月火水木金: [", "月火X木金: [", 9, 9, "wrong_day"),
        ("月火水木金: [", "平日: [", 9, 9, "wrong_day"),
        ("月火水木金: [", "月火水木金月: [", 9, 9, "day_twice"),
        ("12-29 – 01-03", "12-29", 11, 17, "wrong_year_end"),
        ("12-29 – 01-03", "13-29 – 01-03", 11, 17, "wrong_year_end"),
        ("12-29 – 01-03", "02-30 – 03-03", 11, 17, "wrong_year_end"),
        ("2026-12-28", "12-28", 13, 9, "wrong_date"),
        ("2026-12-28", "2026-02-30", 13, 9, "wrong_date"),
        ("2027-02-10: closed", "2027-02-10: 半日", 14, 21, "wrong_hours"),
        ("2027-02-10: closed", "2027-02-10: {a: b}", 14, 21, "wrong_type_list"),
        ("holidays: yes", "holidays: maybe", 10, 27, "wrong_yes_no"),
        ("confirmed: yes", "confirmed: ok", 7, 18, "wrong_yes_no"),
        ("year end:", "yearend:", 11, 7, "key_unknown"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(
    old: str, new: str, line: int, column: int, problem: str
) -> None:
    broken = DESKS.replace(old, new, 1)
    assert broken != DESKS

    found = serious({"desks": broken})

    assert ("flows/desks.yaml", line, column, problem) in found
    assert {file for file, _, _, _ in found} == {"flows/desks.yaml"}


def test_hours_that_nobody_confirmed_are_told_every_time() -> None:
    changed = {"desks": DESKS.replace("confirmed: yes", "confirmed: no")}

    assert remarks(changed) == remarks(changed) == [("flows/desks.yaml", 7, "hours_unconfirmed")]


def test_a_desk_that_never_opens_is_remarked_on() -> None:
    changed = DESKS.replace("[9:00-12:00, 13:00-17:00]", "[]")

    assert remarks({"desks": changed}) == [("flows/desks.yaml", 9, "hours_empty")]
