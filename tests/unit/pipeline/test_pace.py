"""Telegram's limits, counted in seconds on any clock."""

from collections.abc import Callable
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.pace import Pace, Unpaced

NOW = 1000.0
VISITOR = "v:one"
GROUP = "g:ward"


def spent(pace: Pace | Unpaced, key: str, times: int, at: float = NOW) -> None:
    for _ in range(times):
        pace.spend(key, at)


def test_the_first_message_goes_at_once() -> None:
    assert Pace(18).wait(VISITOR, NOW) == 0


def test_a_visitor_gets_three_at_once_and_the_fourth_later() -> None:
    pace = Pace(18)

    spent(pace, VISITOR, 2)
    third = pace.wait(VISITOR, NOW)
    spent(pace, VISITOR, 1)

    assert third == 0
    assert pace.wait(VISITOR, NOW) == 3
    assert pace.wait(VISITOR, NOW + 2) == 1
    assert pace.wait(VISITOR, NOW + 3) == 0


def test_one_visitor_does_not_hold_up_another() -> None:
    pace = Pace(18)

    spent(pace, VISITOR, 3)

    assert pace.wait("v:other", NOW) == 0


def test_a_group_takes_so_many_in_any_sixty_seconds() -> None:
    pace = Pace(18)

    spent(pace, GROUP, 10)
    spent(pace, GROUP, 8, NOW + 30)

    assert pace.wait(GROUP, NOW + 30) == 30
    assert pace.wait(GROUP, NOW + 59) == 1
    assert pace.wait(GROUP, NOW + 60) == 0


def test_more_than_twenty_five_in_a_second_wait_whoever_they_are_for() -> None:
    pace = Pace(1000)

    for number in range(25):
        pace.spend(f"v:{number}", NOW)

    assert pace.wait("v:new", NOW) == 1
    assert pace.wait(GROUP, NOW + 0.5) == 0.5
    assert pace.wait("v:new", NOW + 1) == 0


def test_a_chat_that_asked_for_patience_is_left_alone_and_no_other() -> None:
    pace = Pace(18)

    pace.pause(GROUP, NOW + 40)
    pace.pause(GROUP, NOW + 10)

    assert pace.wait(GROUP, NOW) == 40
    assert pace.wait(VISITOR, NOW) == 0
    assert pace.wait(GROUP, NOW + 40) == 0


# ── reactions ────────────────────────────────────────────────────────────────

MARKS = f"r:{GROUP}"


def test_reactions_beyond_their_own_budget_are_let_go_until_it_is_there_again() -> None:
    pace = Pace(18)

    spent(pace, MARKS, 11)
    twelfth = pace.lets_go(MARKS, NOW)
    spent(pace, MARKS, 1)

    assert not twelfth
    assert pace.lets_go(MARKS, NOW + 59)
    assert not pace.lets_go(MARKS, NOW + 60)


def test_reactions_and_words_leave_each_other_their_budgets() -> None:
    pace = Pace(18)

    spent(pace, "g:full", 18, NOW - 30)
    spent(pace, MARKS, 12)

    assert pace.lets_go(MARKS, NOW)
    assert pace.wait(GROUP, NOW) == 0
    assert not pace.lets_go("r:g:full", NOW)
    assert pace.wait("r:g:full", NOW) == 0


def test_reactions_are_let_go_while_their_chat_rests() -> None:
    pace = Pace(18)

    pace.refused(GROUP, NOW, 40)

    assert pace.lets_go(MARKS, NOW + 39)
    assert not pace.lets_go(MARKS, NOW + 40)
    assert not pace.lets_go("r:g:other", NOW)


def test_a_refused_reaction_stops_reactions_there_and_no_words() -> None:
    pace = Pace(18)

    pace.refused(MARKS, NOW, 40)
    pace.refused("r:v:one", NOW, 40)

    assert pace.lets_go(MARKS, NOW + 39)
    assert not pace.lets_go(MARKS, NOW + 40)
    assert pace.wait(GROUP, NOW) == pace.wait(VISITOR, NOW) == 0


@pytest.mark.parametrize("key", [VISITOR, GROUP])
def test_words_are_never_let_go(key: str) -> None:
    pace = Pace(18)

    spent(pace, key, 100)
    pace.pause(key, NOW + 40)

    assert not pace.lets_go(key, NOW)


# ── 429 ──────────────────────────────────────────────────────────────────────


def test_a_chat_that_refused_rests_and_then_gets_less() -> None:
    pace = Pace(20)

    pace.refused(GROUP, NOW, 40)

    assert pace.wait(GROUP, NOW) == 40
    spent(pace, GROUP, 14, NOW + 40)
    assert pace.wait(GROUP, NOW + 40) == 60


def test_who_refuses_again_gets_less_again() -> None:
    pace = Pace(20)

    pace.refused(GROUP, NOW, 0)
    pace.refused(GROUP, NOW, 0)

    spent(pace, GROUP, 9)
    assert pace.wait(GROUP, NOW) == 60


def test_the_limit_comes_back_slowly() -> None:
    pace = Pace(20)
    pace.refused(GROUP, NOW, 0)
    later = NOW + 4 * 60

    spent(pace, GROUP, 18, later)
    still_less = pace.wait(GROUP, later)
    much_later = later + 10 * 60
    spent(pace, GROUP, 18, much_later)

    assert still_less == 60
    assert pace.wait(GROUP, much_later) == 20


def test_one_chat_that_refuses_stops_nobody_else() -> None:
    pace = Pace(20)

    pace.refused(GROUP, NOW, 40)
    pace.refused("g:other", NOW + 6, 40)

    assert pace.wait(VISITOR, NOW + 6) == 0


def test_two_chats_that_refuse_within_seconds_stop_everything() -> None:
    pace = Pace(20)

    pace.refused(GROUP, NOW, 40)
    pace.refused(VISITOR, NOW + 4, 3)

    assert pace.wait("v:other", NOW + 4) == 3
    assert pace.overall(NOW + 4) == 3
    assert pace.wait("v:other", NOW + 7) == 0


def test_without_limits_nothing_waits_or_is_let_go() -> None:
    pace = Unpaced()

    pace.pause(GROUP, NOW + 40)
    pace.spend(GROUP, NOW)
    spent(pace, MARKS, 100)

    assert pace.wait(GROUP, NOW) == 0
    assert not pace.lets_go(MARKS, NOW)


def _greedy(pace: Pace, keys: list[str], now: float) -> list[tuple[str, float]]:
    """Send each as soon as it may go, as the sender does."""
    went = []
    for key in keys:
        while (wait := pace.wait(key, now)) > 0:
            now += max(wait, 1e-6)
        pace.spend(key, now)
        went.append((key, now))
    return went


def _most_within(times: list[float], seconds: float) -> int:
    return max(
        (sum(1 for t in times if first <= t < first + seconds) for first in times), default=0
    )


@given(
    st.lists(st.sampled_from(["v:1", "v:2", "v:3", "g:a", "g:b"]), max_size=80),
    st.integers(1, 20),
)
def test_no_limit_is_ever_passed(keys: list[str], per_minute: int) -> None:
    went = _greedy(Pace(per_minute), keys, NOW)

    just_under = 1 - 1e-4  # what is a hair early on a computer's clock is not early
    assert _most_within([at for _, at in went], just_under) <= 25
    for key in set(keys):
        own = [at for each, at in went if each == key]
        if key.startswith("g:"):
            assert _most_within(own, 60 * just_under) <= per_minute
        else:
            assert _most_within(own, 3 * just_under) <= 3


@given(st.integers(1, 30))
def test_the_pace_wastes_nothing_of_a_group_s_limit(per_minute: int) -> None:
    went = _greedy(Pace(per_minute), [GROUP] * (5 * per_minute), NOW)

    assert went[-1][1] - NOW < 5 * 60


@given(st.integers(2, 30))
def test_a_busy_group_is_never_dumb_for_long(per_minute: int) -> None:
    times = [at for _, at in _greedy(Pace(per_minute), [GROUP] * (5 * per_minute), NOW)]

    longest = max(after - before for before, after in pairwise(times))
    assert longest <= 60 / (per_minute // 2 + 1) + 1e-3


def test_half_of_a_group_s_limit_may_go_at_once_and_the_rest_is_spread() -> None:
    pace = Pace(18)

    spent(pace, GROUP, 8)
    ninth = pace.wait(GROUP, NOW)
    spent(pace, GROUP, 1)

    assert ninth == 0
    assert pace.wait(GROUP, NOW) == 6
    assert pace.wait(GROUP, NOW + 6) == 0


@pytest.mark.parametrize("key", [VISITOR, GROUP, MARKS])
def test_what_is_long_past_is_forgotten(key: str) -> None:
    pace = Pace(18)
    clock: Callable[[], int] = count().__next__

    for _ in range(500):
        pace.spend(key, NOW + 10 * clock())
        pace.wait(key, NOW + 5000)
        pace.lets_go(key, NOW + 5000)

    assert len(pace._sent[key]) <= 18
    assert len(pace._all) <= 25
