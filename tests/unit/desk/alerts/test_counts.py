"""What staff read of the counts: a sum, and a line for each day, level and type."""

from dataclasses import replace
from datetime import date

from bot.desk.alerts.counts import MOST_LINES, Count, counts_text, no_counts
from bot.i18n import units
from bot.model.danger import Level, Type

DAY = date(2026, 11, 24)
ONE = Count(DAY, Level.RED, Type.THIRD_PARTY, raised=3, hits=1, misses=1)


def test_every_line_has_a_day_a_level_a_type_and_numbers() -> None:
    told = counts_text((ONE, replace(ONE, level=Level.AMBER, raised=1, misses=0)), DAY)

    assert told.splitlines()[1] == "あわせて：4件（当たり 2、はずれ 1、まだ 1）"
    assert "11/24 🚨・ほかの人の危険：3件（当たり 1、はずれ 1）" in told


def test_a_busy_month_fits_into_a_message() -> None:
    told = counts_text((ONE,) * 400, DAY)

    assert told.endswith(f"ほか {400 - MOST_LINES}行")
    assert units(told) < 4096


def test_nothing_counted_is_said_so() -> None:
    assert counts_text(no_counts(DAY), DAY) == "この30日に、知らせはありません。"
