"""A guess: sure, or a few to choose from, or nothing near."""

import pytest

from bot.model.weighed import Weighed
from bot.understanding.decide import decide


def _weighed(*, is_short: bool = False, **shares: float) -> Weighed:
    return Weighed(shares, 0.7, is_short)


def test_a_text_that_is_clear_is_answered() -> None:
    guess = decide(_weighed(cost=0.8, family=0.15, none=0.05))

    assert (guess.label, guess.candidates, guess.confidence) == ("cost", ("cost", "family"), 0.8)


def test_a_text_that_is_not_clear_enough_is_offered_and_not_answered() -> None:
    guess = decide(_weighed(cost=0.3, family=0.35, who=0.2, forget=0.1, none=0.05))

    assert guess.label is None
    assert guess.candidates == ("family", "cost", "who")
    assert guess.is_near


def test_what_no_flow_answers_is_not_near() -> None:
    guess = decide(_weighed(cost=0.3, none=0.7))

    assert guess.label is None
    assert not guess.is_near


def test_what_is_likelier_none_is_not_answered_however_little_it_takes() -> None:
    assert decide(Weighed({"cost": 0.4, "none": 0.6}, 0.1, is_short=False)).label is None


def test_a_short_text_leans_to_the_flow_where_the_visitor_stands() -> None:
    weighed = _weighed(cost=0.3, events=0.35, family=0.3, none=0.05, is_short=True)

    assert decide(weighed, "family").candidates[0] == "family"
    assert decide(weighed, "family").confidence < 1


def test_a_long_text_means_what_it_says_wherever_the_visitor_stands() -> None:
    weighed = _weighed(cost=0.35, family=0.3)

    assert decide(weighed, "family") == decide(weighed)


@pytest.mark.parametrize("standing", ["menu", "none", None])
def test_standing_where_nothing_is_learnt_makes_no_difference(standing: str | None) -> None:
    weighed = _weighed(cost=0.5, none=0.5, is_short=True)

    assert decide(weighed, standing) == decide(weighed)


def test_nothing_to_choose_from_is_no_guess() -> None:
    assert decide(_weighed(none=1.0)).candidates == ()
