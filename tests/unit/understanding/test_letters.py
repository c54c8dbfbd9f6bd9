"""Texts as the runs of letters in them."""

import numpy as np

from bot.understanding.letters import LONGEST, TABLE, frequencies, letters, normalise


def test_width_case_and_what_is_too_long_make_no_difference() -> None:
    assert normalise("ＡＢＣ　か") == normalise("abc か")
    assert len(normalise("あ" * 1000)) == LONGEST
    assert len(normalise("㍿" * 200)) == LONGEST
    assert normalise("\ud800あ\0い") == "あ い"


def test_a_text_of_nothing_and_one_of_half_a_letter_can_be_weighed() -> None:
    texts = ["", " ", "\ud800"]

    found = letters(texts, frequencies(texts), len(texts))

    assert set(found.rows) == {0, 1, 2}
    assert np.isfinite(found.weights).all()


def test_what_is_rare_weighs_more_than_what_is_everywhere() -> None:
    texts = ["あか", "あお", "あき"]
    table = np.zeros((TABLE, 1), np.float32)
    seen = frequencies(texts)
    found = letters(["あか"], seen, len(texts))

    weights = dict(zip(seen[found.places], found.weights, strict=True))

    assert weights[1] > weights[3]
    assert found.times(table).shape == (1, 1)


def test_going_backwards_is_the_transpose_of_going_forth() -> None:
    texts = ["お金は", "家族のこと", "予約"]
    found = letters(texts, frequencies(texts), len(texts))
    chance = np.random.default_rng(1)
    table = chance.normal(size=(TABLE, 2)).astype(np.float32)
    sides = chance.normal(size=(len(texts), 2)).astype(np.float32)

    forth = float((found.times(table) * sides).sum())
    back = float((table * found.transposed()(sides)).sum())

    assert abs(forth - back) < 1e-3
