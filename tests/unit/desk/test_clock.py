"""Times that staff type."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Block
from bot.desk.clock import FURTHEST, parse_until, written
from bot.desk.hours import Hours
from tests.unit.desk.given import TOKYO, hours

NEVER = Hours(weekly=((),) * 7)
TUESDAY = "2026-11-24T10:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def read(typed: str, now: str = TUESDAY) -> datetime | None:
    return parse_until(typed, at(now), hours())


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("30分", "2026-11-24T10:30"),
        ("30分後", "2026-11-24T10:30"),
        ("90分間", "2026-11-24T11:30"),
        ("2時間", "2026-11-24T12:00"),
        ("3日", "2026-11-27T10:00"),
        ("3日間", "2026-11-27T10:00"),
        ("1h", "2026-11-24T11:00"),
        ("30m", "2026-11-24T10:30"),
        ("30 min", "2026-11-24T10:30"),
        ("1H30M", "2026-11-24T11:30"),
        ("1時間 30分", "2026-11-24T11:30"),
        ("1日2時間3分", "2026-11-25T12:03"),
        ("３０分", "2026-11-24T10:30"),
    ],
)
def test_a_while_is_counted_from_now(typed: str, then: str) -> None:
    assert read(typed) == at(then)


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("15:00", "2026-11-24T15:00"),
        ("15時", "2026-11-24T15:00"),
        ("15時半", "2026-11-24T15:30"),
        ("15時05分", "2026-11-24T15:05"),
        ("15:00まで", "2026-11-24T15:00"),
        ("１５：００", "2026-11-24T15:00"),
        ("10:01", "2026-11-24T10:01"),
        ("10:00", "2026-11-25T10:00"),
        ("9:00", "2026-11-25T09:00"),
        ("0:00", "2026-11-25T00:00"),
    ],
)
def test_a_time_is_todays_while_it_is_still_ahead_and_else_tomorrows(
    typed: str, then: str
) -> None:
    assert read(typed) == at(then)


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("明日", "2026-11-25T09:00"),
        ("あした", "2026-11-25T09:00"),
        ("あす", "2026-11-25T09:00"),
        ("あさって", "2026-11-26T09:00"),
        ("明後日", "2026-11-26T09:00"),
        ("明日 9:30", "2026-11-25T09:30"),
        ("明日9時", "2026-11-25T09:00"),
        ("明日の15時", "2026-11-25T15:00"),
        ("明日\u3000１５：００", "2026-11-25T15:00"),
        ("今日 15:00", "2026-11-24T15:00"),
        ("きょうの15時", "2026-11-24T15:00"),
        ("水曜", "2026-11-25T09:00"),
        ("水曜日", "2026-11-25T09:00"),
        ("月曜", "2026-11-30T09:00"),
        ("月曜 13:30", "2026-11-30T13:30"),
        ("火曜", "2026-12-01T09:00"),  # today's opening is gone by
        ("火曜 11:00", "2026-11-24T11:00"),
        ("12/28", "2026-12-28T09:00"),
        ("12-28", "2026-12-28T09:00"),
        ("１２／２８", "2026-12-28T09:00"),
        ("12ー28", "2026-12-28T09:00"),
        ("12-28 9:30", "2026-12-28T09:30"),
        ("12月28日", "2026-12-28T09:00"),
        ("12月28日13時", "2026-12-28T13:00"),
        ("2026-12-28", "2026-12-28T09:00"),
        ("2027/1/5 14:00", "2027-01-05T14:00"),
        ("1/5", "2027-01-05T09:00"),
    ],
)
def test_a_day_without_a_time_begins_with_its_first_opening(typed: str, then: str) -> None:
    assert read(typed) == at(then)


@pytest.mark.parametrize("typed", ["土曜", "11/28", "日曜 9:00", "12-31"])
def test_a_day_on_which_the_desk_stays_closed_begins_at_nine(typed: str) -> None:
    found = read(typed)

    assert found is not None
    assert (found.hour, found.minute) == (9, 0)


def test_a_day_begins_with_the_opening_that_an_exception_gives_it() -> None:
    late = hours({date(2026, 11, 25): (Block(time(13), time(17)),)})

    assert parse_until("明日", at(TUESDAY), late) == at("2026-11-25T13:00")


@pytest.mark.parametrize("typed", ["次の開始", "次", "次に開くまで"])
def test_the_next_opening_can_be_asked_for_by_name(typed: str) -> None:
    assert read(typed) == at("2026-11-24T13:00")
    assert read(typed, "2026-11-27T18:00") == at("2026-11-30T09:00")
    assert parse_until(typed, at(TUESDAY), NEVER) is None


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("今日", TUESDAY),
        ("今日 9:00", TUESDAY),
        ("今日 10:00", TUESDAY),
        ("11/24 9:00", TUESDAY),
        ("11/23", TUESDAY),
        ("2026-11-23", TUESDAY),
        ("2025-12-28", TUESDAY),
        ("12/28", "2026-12-29T10:00"),
        ("0分", TUESDAY),
        ("0日0時間", TUESDAY),
    ],
)
def test_what_has_gone_by_is_no_time_to_wait_for(typed: str, now: str) -> None:
    assert read(typed, now) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "まで",
        "の",
        "そのうち",
        "25:00",
        "24:00",
        "9:60",
        "9:5",
        "12時70分",
        "13/1",
        "2/30",
        "12-289:00",
        "0000-1-1",
        "9999-12-31",
        "999日",
        "9999999999999日",
        "明日 月曜",
        "明日12/28",
        "月曜 12月28日",
        "明日 25:00",
        "月",
        "15",
        "15:00 と言った",
        "-30分",
        "1.5時間",
        "²⁄₃",
    ],
)
def test_what_is_no_time_is_not_guessed_at(typed: str) -> None:
    assert read(typed) is None


def test_the_29_february_is_found_in_the_year_that_has_it() -> None:
    assert read("2/29", "2027-12-01T10:00") == at("2028-02-29T09:00")
    assert read("2/29") is None


def test_the_day_is_that_of_tokyo_whatever_the_zone_of_the_clock() -> None:
    evening_before = datetime.fromisoformat("2026-11-24T23:30+00:00")

    assert parse_until("明日", evening_before, hours()) == at("2026-11-26T09:00")
    assert parse_until("今日 12:00", evening_before, hours()) == at("2026-11-25T12:00")


def test_the_last_minute_of_the_fiscal_year_knows_its_tomorrow() -> None:
    last = "2027-03-31T23:59"

    assert read("明日", last) == at("2027-04-01T09:00")
    assert read("1分", last) == at("2027-04-01T00:00")
    assert read("0:00", last) == at("2027-04-01T00:00")
    assert read("4/1", last) == at("2027-04-01T09:00")


pieces = st.sampled_from(
    ["明日", "月曜", "12/28", "2-29", "の", " ", "9:00", "15時", "半", "30", "分", "時間", "3日"]
)
typed_by_anybody = st.one_of(st.text(max_size=20), st.lists(pieces, max_size=4).map("".join))


moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2031, 1, 1),  # noqa: DTZ001
    timezones=st.just(TOKYO),
)


@given(typed_by_anybody, moments)
def test_whatever_is_typed_gives_a_time_ahead_and_near_or_none(typed: str, now: datetime) -> None:
    found = parse_until(typed, now, hours())

    if found is not None:
        assert now < found <= now + FURTHEST


def test_staff_read_a_time_with_its_weekday() -> None:
    assert written(datetime.fromisoformat("2026-12-28T00:05+00:00")) == "12/28（月）9:05"


@given(moments)
def test_what_is_told_can_be_typed_back(now: datetime) -> None:
    moment = now.replace(second=0, microsecond=0)
    told = written(moment)
    typed = re.sub("（.）", " ", told)

    assert parse_until(typed, moment - timedelta(days=1), hours()) == moment
