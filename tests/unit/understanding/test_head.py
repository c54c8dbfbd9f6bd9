"""The regression."""

import numpy as np

from bot.understanding.head import DAMPING, SMALL, shares, train

CHANCE = np.random.default_rng(1)
POINTS = CHANCE.normal(size=(40, 5)).astype(np.float32)
WANTED = (POINTS[:, 0] > 0).astype(np.int64)
ALIKE = np.exp(-((POINTS[:, None] - POINTS[None]) ** 2).sum(axis=2))


def test_what_was_learnt_is_known_again() -> None:
    votes, bias, _ = train(ALIKE.copy(), WANTED, 2)

    assert ((ALIKE @ votes + bias).argmax(axis=1) == WANTED).all()


def test_what_others_would_say_of_a_phrase_is_what_they_say_without_it() -> None:
    _, _, others = train(ALIKE.copy(), WANTED, 2)

    for left_out in (0, 7, 39):
        rest = np.delete(np.arange(len(WANTED)), left_out)
        votes, bias, _ = train(ALIKE[np.ix_(rest, rest)].copy(), WANTED[rest], 2)
        found = ALIKE[left_out, rest] @ votes + bias
        assert np.allclose(found, others[left_out], atol=1e-4)


def test_what_is_near_to_nothing_is_of_no_label() -> None:
    votes, bias, _ = train(ALIKE.copy(), np.minimum(np.arange(40), 1), 2)

    found = shares((np.zeros((1, 40), np.float32) @ votes) + bias)

    assert np.allclose(found, 0.5)  # though 39 of 40 are of one


def test_many_phrases_are_learnt_as_exactly_as_numpy_would() -> None:
    size = 4 * SMALL + 3
    points = CHANCE.normal(size=(size, 50))
    alike = (points @ points.T / 50).astype(np.float32)
    wanted = (points[:, 0] > 0).astype(np.int64)

    votes, bias, _ = train(alike.copy(), wanted, 2)

    damped = alike.astype(np.float64) + DAMPING * np.eye(size)
    assert np.abs(votes - np.linalg.solve(damped, np.eye(2)[wanted] - bias)).max() < 1e-3


def test_learning_twice_gives_the_same() -> None:
    once, twice = (train(ALIKE.copy(), WANTED, 2)[0] for _ in range(2))

    assert (once == twice).all()
