"""The thought experiment agrees with what can be reckoned by hand."""

import pytest

from bot.pipeline.capacity import Delay, Load, carries, delay, table

USUAL = Load(each_per_minute=4, burst=1, group_per_minute=18)
IN_BURSTS = Load(each_per_minute=4, burst=4, group_per_minute=18)


def test_what_the_limit_takes_at_once_does_not_wait() -> None:
    assert delay(2, USUAL, together=False) == Delay(0, 0)
    assert delay(2, USUAL, together=True) == Delay(0, 0)


@pytest.mark.parametrize("load", [USUAL, IN_BURSTS])
def test_one_message_a_relay_falls_behind_where_more_is_written_than_may_be_sent(
    load: Load,
) -> None:
    ten_visitors = delay(10, load, together=False)

    backlog = 10 * 4 * 15 - 18 * 15  # messages, after a quarter of an hour
    assert ten_visitors.p95 == pytest.approx(0.95 * backlog / 18 * 60, rel=0.05)


@pytest.mark.parametrize("visitors", [20, 25, 40])
def test_together_nobody_waits_longer_than_a_round_of_all_takes(visitors: int) -> None:
    round_of_all = visitors / 18 * 60

    found = delay(visitors, USUAL, together=True)

    assert found.p50 == pytest.approx(round_of_all / 2, rel=0.05)
    assert found.p95 == pytest.approx(0.95 * round_of_all, rel=0.06)


def test_who_writes_in_bursts_waits_less_because_a_burst_is_one_message() -> None:
    assert delay(15, IN_BURSTS, together=True).p95 < delay(15, USUAL, together=True).p95 / 1.5
    assert carries(IN_BURSTS, 60, together=True) > carries(USUAL, 60, together=True)


def test_who_is_carried_is_carried_and_one_more_is_not() -> None:
    most = carries(USUAL, 60, together=True)

    assert delay(most, USUAL, together=True).p95 <= 60
    assert delay(most + 1, USUAL, together=True).p95 > 60
    assert carries(USUAL, 60, together=False) == 4


def test_the_table_shows_both_ways_and_what_several_groups_bear() -> None:
    lines = [line.split() for line in table(USUAL, [1, 3])]

    assert ["2", "0", "0", "0", "0"] in lines
    assert lines[-2] == ["1", "4", "9", "19", "4", "4", "4"]
    assert lines[-1] == ["3", "12", "27", "57", "12", "12", "12"]


def test_the_table_says_for_which_figures_it_is_reckoned() -> None:
    assert table(USUAL)[0] == "each writes 4 a minute, the group takes 18"
    assert table(IN_BURSTS)[0] == "each writes 4 a minute, 4 in one go, the group takes 18"
