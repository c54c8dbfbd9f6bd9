"""The regression."""

import numpy as np

from bot.understanding.head import _loss, shares, train
from bot.understanding.letters import TABLE, frequencies, letters

TEXTS = ["赤い花", "赤い空", "青い海", "青い鳥", "青い空", "青い服"]
WANTED = np.array([0, 0, 1, 1, 1, 1])
DENSE = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1], [0, 1]], np.float32)
SEEN = frequencies(TEXTS)
LETTERS = letters(TEXTS, SEEN, len(TEXTS))


def test_what_was_learnt_is_known_again() -> None:
    head = train(DENSE, LETTERS, WANTED, 2)

    assert (head.scores(DENSE, LETTERS).argmax(axis=1) == WANTED).all()


def test_letters_alone_are_enough_to_learn_from() -> None:
    nothing = np.zeros((len(TEXTS), 0), np.float32)

    head = train(nothing, LETTERS, WANTED, 2)

    assert (head.scores(nothing, LETTERS).argmax(axis=1) == WANTED).all()


def test_a_label_with_more_phrases_draws_no_unknown_text_to_it() -> None:
    texts = [*TEXTS[:2], *TEXTS[2:] * 10]
    seen, wanted = frequencies(texts), np.array([0, 0] + [1] * 40)
    known, unknown = letters(texts, seen, 42), letters(["xyz"], seen, 42)
    head = train(np.zeros((42, 0), np.float32), known, wanted, 2)

    found = shares(head.scores(np.zeros((1, 0), np.float32), unknown))

    assert found[0, 0] > 0.12  # 0.06 where each phrase counts the same


def test_the_slope_is_that_of_the_loss() -> None:
    loss = _loss(DENSE, LETTERS, WANTED, 2)
    chance = np.random.default_rng(1)
    point = chance.normal(size=(2 + TABLE + 1) * 2).astype(np.float32) * np.float32(0.1)
    way = np.zeros_like(point)
    way[[0, 3, 4 + 2 * int(LETTERS.places[0]), -1]] = 0.01

    ahead, behind = loss(point + way)[0], loss(point - way)[0]

    assert abs((ahead - behind) - 2 * float(loss(point)[1] @ way)) < 1e-3


def test_learning_twice_gives_the_same() -> None:
    once, twice = (train(DENSE, LETTERS, WANTED, 2) for _ in range(2))

    assert (once.letters == twice.letters).all()
    assert (once.dense == twice.dense).all()
