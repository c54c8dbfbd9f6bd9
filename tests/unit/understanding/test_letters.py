"""Texts as the runs of letters in them."""

import numpy as np
import pytest

from bot.understanding import letters as module
from bot.understanding.letters import LONGEST, Floats, Letters, known_of, letters, normalise

TEXTS = ["お金はいくら", "お金は", "家族のこと", "家族", "予約のこと", "", "ああああ"]


def rows(texts: list[str]) -> Letters:
    return letters(texts, known_of(texts))


def dense(found: Letters) -> Floats:
    table = np.zeros((found.count, len(found.known.places)), np.float32)
    table[found.rows, found.runs] = found.weights
    return table


def test_width_case_and_what_is_too_long_make_no_difference() -> None:
    assert normalise("ＡＢＣ　か") == normalise("abc か")
    assert len(normalise("あ" * 1000)) == LONGEST
    assert len(normalise("㍿" * 200)) == LONGEST
    assert normalise("\ud800あ\0い") == "あ い"


def test_a_text_of_nothing_and_one_of_half_a_letter_can_be_weighed() -> None:
    found = rows(["", " ", "\ud800"])

    assert set(found.rows) == {0, 1, 2}
    assert np.isfinite(found.weights).all()


def test_a_text_that_shares_nothing_with_any_phrase_is_like_none() -> None:
    found = letters(["xyz"], known_of(["あ", "あい"]))
    unlike_ends = letters(["xyz"], known_of(["xyz"]))

    assert (found.times(np.ones((len(found.known.places), 1), np.float32)) < 1.5).all()
    assert not len(unlike_ends.rows)  # what one phrase alone has likens it to no other
    assert unlike_ends.times(np.zeros((0, 2), np.float32)).shape == (1, 2)


def test_what_is_rare_weighs_more_than_what_is_everywhere() -> None:
    known = known_of(["あか", "あお", "あき", "かい"])
    found = letters(["あか"], known)

    by_rarity = sorted(zip(known.rarity[found.runs], found.weights, strict=True))

    assert by_rarity[0][1] < by_rarity[-1][1]


@pytest.mark.parametrize("often", [1, 2, 3, 100])
def test_texts_are_as_much_alike_as_their_rows_product(
    often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "OFTEN", often)
    found = rows(TEXTS)

    assert np.allclose(found.alike(), dense(found) @ dense(found).T, atol=1e-5)
    assert np.allclose(np.diagonal(found.alike()), 1, atol=1e-5)


def test_going_forth_and_back_is_multiplying_by_the_table_and_its_transpose() -> None:
    found = rows(TEXTS)
    chance = np.random.default_rng(1)
    table = chance.normal(size=(len(found.known.places), 2)).astype(np.float32)
    sides = chance.normal(size=(len(TEXTS), 2)).astype(np.float32)

    assert np.allclose(found.times(table), dense(found) @ table, atol=1e-5)
    assert np.allclose(found.gathered(sides), dense(found).T @ sides, atol=1e-5)
