"""A guess: sure, or a few to choose from, or nothing near."""

from dataclasses import replace

from bot.understanding.decide import decide
from bot.understanding.vectors import vectors_of
from tests.unit.understanding.small import ENCODER, model

MODEL = model()


def test_a_text_that_is_clear_is_answered() -> None:
    guess = decide(replace(MODEL, enough=0.5), "費用について", {})

    assert guess.label == "cost"
    assert guess.candidates[0] == "cost"
    assert guess.is_near


def test_a_text_that_is_not_clear_enough_is_offered_and_not_answered() -> None:
    guess = decide(replace(MODEL, enough=0.999), "費用と家族と", {})

    assert guess.label is None
    assert set(guess.candidates) == {"cost", "family"}


def test_what_no_flow_answers_is_not_near_however_little_it_takes() -> None:
    guess = decide(replace(MODEL, enough=0.0), "天気のこと", {})

    assert guess.label is None
    assert not guess.is_near
    assert "none" not in guess.candidates


def test_a_short_text_leans_to_the_flow_where_the_visitor_stands() -> None:
    elsewhere, there = (decide(MODEL, "のこと？", {}, standing) for standing in (None, "family"))

    assert there.weighed["family"] > elsewhere.weighed["family"]
    assert abs(sum(there.weighed.values()) - 1) < 1e-5


def test_a_long_text_means_what_it_says_wherever_the_visitor_stands() -> None:
    text = "費用について教えてください"

    assert decide(MODEL, text, {}, "family") == decide(MODEL, text, {})


def test_standing_where_nothing_is_learnt_makes_no_difference() -> None:
    assert decide(MODEL, "お金", {}, "menu") == decide(MODEL, "お金", {})
    assert decide(MODEL, "お金", {}, "none") == decide(MODEL, "お金", {})


def test_vectors_tell_what_the_letters_do_not() -> None:
    text = "xxお金xx"

    guess = decide(model(ENCODER), text, vectors_of(text, [ENCODER]))

    assert guess.confidence > decide(MODEL, text, {}).confidence
