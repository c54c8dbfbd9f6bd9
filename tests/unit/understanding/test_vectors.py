"""Vectors kept as bytes."""

import numpy as np
import pytest

from bot.understanding import vectors
from bot.understanding.vectors import Encoder, centred, examples, rounded, unit, vectors_of


def test_bytes_keep_the_direction_of_a_vector() -> None:
    vector = np.random.default_rng(1).normal(size=384).astype(np.float32) * 7

    back = unit(rounded(vector))

    assert back @ vector / np.linalg.norm(vector) > 0.999


def test_a_vector_of_nothing_stays_nothing() -> None:
    assert not unit(rounded(np.zeros(4, np.float32))).any()


def test_rounding_what_was_rounded_changes_nothing() -> None:
    once = rounded(np.array([0.3, -0.9, 0.01], np.float32))

    assert (rounded(once.astype(np.float32)) == once).all()


def test_an_encoder_is_given_the_folded_text() -> None:
    given = list[str]()

    def encode(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        given.append(text)
        return np.ones(2, np.float32)

    found = vectors_of("ＡＢ", [Encoder("x 1", 2, encode)])

    assert given == ["ab"]
    assert found["x 1"].dtype == np.int8


def test_an_encoder_is_given_no_more_than_it_reads_in_time() -> None:
    given = list[str]()

    def encode(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        given.append(text)
        return np.ones(2, np.float32)

    vectors_of("あ" * 300, [Encoder("x 1", 2, encode), Encoder("y 1", 2, encode, 64)])

    assert [len(each) for each in given] == [160, 64]


def test_centred_rows_are_of_one_length() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)

    found = centred(rows, rows.mean(axis=0))

    assert np.allclose(np.linalg.norm(found, axis=1), 1)


def test_a_text_is_as_near_to_a_phrase_as_their_centred_vectors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vectors, "BLOCK", 7)
    chance = np.random.default_rng(1)
    kept = chance.integers(-127, 127, size=(20, 6)).astype(np.int8)
    texts = chance.integers(-127, 127, size=(3, 6)).astype(np.int8)
    middle = unit(kept).mean(axis=0)
    one, other = (centred(unit(rows), middle) for rows in (texts, kept))

    found = examples(kept).near(one)

    assert np.allclose(found, np.exp(2 * (one @ other.T - 1)) - np.exp(-2), atol=1e-5)


def test_a_vector_of_nothing_is_near_to_nothing_and_breaks_nothing() -> None:
    kept = np.array([[1, 2], [0, 0], [-3, 1]], np.int8)
    taken = examples(kept)

    assert np.isfinite(taken.near(centred(unit(kept), taken.middle))).all()
