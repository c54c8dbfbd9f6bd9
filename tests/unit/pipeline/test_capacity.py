"""The thought experiment agrees with what can be reckoned by hand."""

import pytest

from bot.pipeline.capacity import Delay, carries, delay, table


def test_what_the_limit_takes_at_once_does_not_wait() -> None:
    assert delay(4, 4, 18, together=False) == Delay(0, 0)
    assert delay(4, 4, 18, together=True) == Delay(0, 0)


def test_one_message_a_relay_falls_behind_where_more_is_written_than_may_be_sent() -> None:
    ten_visitors = delay(10, 4, 18, together=False)

    backlog = 10 * 4 * 15 - 18 * 15  # messages, after a quarter of an hour
    assert ten_visitors.p95 == pytest.approx(0.95 * backlog / 18 * 60, rel=0.05)


@pytest.mark.parametrize("visitors", [20, 25, 40])
def test_together_nobody_waits_longer_than_a_round_of_all_takes(visitors: int) -> None:
    round_of_all = visitors / 18 * 60

    found = delay(visitors, 4, 18, together=True)

    assert found.p50 == pytest.approx(round_of_all / 2, rel=0.05)
    assert found.p95 == pytest.approx(0.95 * round_of_all, rel=0.06)


def test_who_is_carried_is_carried_and_one_more_is_not() -> None:
    most = carries(4, 18, 60, together=True)

    assert delay(most, 4, 18, together=True).p95 <= 60
    assert delay(most + 1, 4, 18, together=True).p95 > 60
    assert carries(4, 18, 60, together=False) == 4


def test_the_table_shows_both_ways_and_what_one_group_bears() -> None:
    lines = table(4, 18)

    assert [line.split() for line in lines if line.split()[0] == "4"] == [
        ["4", "0", "0", "0", "0"]
    ]
    assert lines[-1] == "95 of 100 messages within 60 s: up to 19 visitors at once"
