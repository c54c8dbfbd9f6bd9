"""The lines that are shown, minute by minute over two years, beside rules written by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

import pytest

from bot.conversation.content import Audience, Content, Means
from bot.conversation.lines import open_lines
from bot.i18n import TOKYO
from tests.unit.loader.shipped import shipped

BEGIN, DAYS = datetime(2026, 1, 1, tzinfo=TOKYO), 2 * 365
MINUTE = timedelta(minutes=1)

HOLIDAYS = {
    *("2026-01-01", "2026-01-12", "2026-02-11", "2026-02-23", "2026-03-20", "2026-04-29"),
    *("2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06", "2026-07-20", "2026-08-11"),
    *("2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12", "2026-11-03", "2026-11-23"),
    *("2027-01-01", "2027-01-11", "2027-02-11", "2027-02-23", "2027-03-21", "2027-03-22"),
    *("2027-04-29", "2027-05-03", "2027-05-04", "2027-05-05", "2027-07-19", "2027-08-11"),
    *("2027-09-20", "2027-09-23", "2027-10-11", "2027-11-03", "2027-11-23"),
}
"""By the law on public holidays, written down by hand."""


def by_hand(now: datetime) -> set[str]:
    """Say which lines are open, in minutes of the day and days of the year, and nothing else."""
    minute, day = now.hour * 60 + now.minute, (now.month, now.day)
    found = {"yorisoi", "ibasho_chat", "tokyo_inochi", "kodomo_sos"}
    if 960 <= minute < 1260:
        found.add("inochi")
        if day not in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}:
            found.add("childline")
    if (now.day == 10 and minute >= 480) or (now.day == 11 and minute < 480):
        found.add("inochi")
    if minute >= 720 or minute < 330:
        found.add("tokyo_hotline")
    if 1020 <= minute < 1290:
        found.add("tokyo_evening")
    if 900 <= minute < 1350:
        found.add("tokyo_line")
    at_work = now.weekday() < 5 and now.date().isoformat() not in HOLIDAYS
    at_work = at_work and not (now.month == 12 and now.day >= 29)
    at_work = at_work and not (now.month == 1 and now.day <= 3)
    if at_work and 510 <= minute < 1035:
        found.add("children_rights")
    return found


@lru_cache(maxsize=1)
def fresh() -> Content:
    """Give the shipped content with lines that are never past their date."""
    content = shipped()
    lines = {
        name: replace(line, proof=replace(line.proof, expires_on=date(2100, 1, 1)))
        for name, line in content.hotlines.items()
    }
    return replace(content, hotlines=lines)


def test_every_minute_of_two_years_is_as_the_rules_by_hand_say() -> None:
    lines = {
        name: line.opening for name, line in fresh().hotlines.items() if line.opening is not None
    }
    differing = []
    for number in range(DAYS * 1440):
        now = BEGIN + number * MINUTE
        found = {name for name, opening in lines.items() if opening.includes(now)}
        if found != by_hand(now):
            differing.append((now, found ^ by_hand(now)))

    assert differing[:5] == []


@pytest.mark.parametrize("audience", Audience)
def test_what_is_shown_is_open_and_has_a_phone_of_all_hours_and_a_way_to_write(
    audience: Audience,
) -> None:
    content = fresh()
    for number in range(0, DAYS * 1440, 15):  # no line opens or closes between
        now = BEGIN + number * MINUTE
        shown = open_lines(content, audience, now)
        lines = [content.hotlines[name] for name in shown]

        assert set(shown) <= by_hand(now)
        assert any(each.means is Means.PHONE and each.is_always_open for each in lines)
        assert any(each.means is not Means.PHONE for each in lines)
        assert all(audience in each.audiences for each in lines)


def test_lines_for_children_come_first_for_children() -> None:
    afternoon = datetime(2026, 11, 24, 16, 30, tzinfo=TOKYO)

    shown = open_lines(fresh(), Audience.MINORS, afternoon)

    assert shown[:3] == ("kodomo_sos", "childline", "children_rights")


@pytest.mark.parametrize("audience", Audience)
def test_a_line_past_its_date_leaves_those_of_all_hours(audience: Audience) -> None:
    evening = datetime(2027, 3, 1, 18, 0, tzinfo=TOKYO)

    shown = open_lines(shipped(), audience, evening)

    assert shown
    assert all(shipped().hotlines[name].is_always_open for name in shown)


@pytest.mark.parametrize("audience", Audience)
def test_a_clock_that_nobody_trusts_leaves_those_of_all_hours(audience: Audience) -> None:
    evening = datetime(2026, 11, 24, 18, 0, tzinfo=TOKYO)

    untrusted = open_lines(fresh(), audience, evening, trusted=False)

    assert untrusted == open_lines(fresh(), audience, None)
    assert all(fresh().hotlines[name].is_always_open for name in untrusted)
    assert untrusted != open_lines(fresh(), audience, evening)
