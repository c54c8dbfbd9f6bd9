"""Vectors kept as bytes."""

import numpy as np

from bot.understanding.vectors import Encoder, centred, rounded, unit, vectors_of


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

    found = vectors_of("ＡＢ", [Encoder("x 1", 2, 1.0, encode)])

    assert given == ["ab"]
    assert found["x 1"].dtype == np.int8


def test_an_encoder_is_given_no_more_than_it_reads_in_time() -> None:
    given = list[str]()

    def encode(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        given.append(text)
        return np.ones(2, np.float32)

    vectors_of("あ" * 300, [Encoder("x 1", 2, 1.0, encode), Encoder("y 1", 2, 1.0, encode, 64)])

    assert [len(each) for each in given] == [160, 64]


def test_centred_rows_are_as_long_as_their_weight() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)

    found = centred(rows, rows.mean(axis=0), 1.5)

    assert np.allclose(np.linalg.norm(found, axis=1), 1.5)
