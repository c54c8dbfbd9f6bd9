"""What is learnt from phrases, and kept in a file or not."""

import os
import subprocess
from pathlib import Path

import pytest

from bot.app import learning
from bot.app.learning import Lesson, learnt
from bot.understanding.kept import from_bytes
from bot.understanding.learn import Phrase
from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder, vectors_of
from tests.unit.understanding.small import ENCODER, PHRASES, vector


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learned.npz"


def test_what_is_kept_is_taken_up_and_not_learnt_again(file: Path) -> None:
    given = list[str]()

    def counted(text: str) -> Floats:
        given.append(text)
        return vector(text)

    learnt(Lesson(PHRASES, [[ENCODER], []], file))
    again = learnt(Lesson(PHRASES, [[Encoder(ENCODER.name, 4, counted)], []], file))

    assert given == []
    assert [model.encoders for model in again] == [(ENCODER.name,), ()]


def test_what_is_taken_up_scores_exactly_as_what_was_learnt(file: Path) -> None:
    (first,), (again,) = (learnt(Lesson(PHRASES, [[ENCODER]], file)) for _ in range(2))
    vectors = {ENCODER.name: vectors_of("娘の費用", [ENCODER])[ENCODER.name][None]}

    assert (first.shares(["娘の費用"], vectors) == again.shares(["娘の費用"], vectors)).all()


def test_vectors_of_an_encoder_that_is_missing_here_are_kept(file: Path) -> None:
    learnt(Lesson(PHRASES, [[ENCODER]], file))
    learnt(Lesson([*PHRASES, Phrase("ほかの言い方", "cost")], [[]], file))

    assert set(from_bytes(file.read_bytes()).vectors) == {ENCODER.name}


def test_nothing_is_written_where_that_is_not_wished(file: Path) -> None:
    assert learnt(Lesson(PHRASES, [[]], file), serving=True)
    assert not file.exists()


def test_a_program_that_serves_learns_the_same_in_a_process_of_its_own(file: Path) -> None:
    (apart,), (here,) = (
        learnt(Lesson(PHRASES, [[]], file), serving=serving) for serving in (True, False)
    )

    assert (apart.head.letters == here.head.letters).all()
    assert (apart.heat, apart.enough) == (here.heat, here.enough)


def _stopped(*_: object) -> None:
    os.abort()


def test_where_memory_ends_only_the_learning_ends(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "_giving_way", _stopped)

    with pytest.raises(subprocess.CalledProcessError):
        learnt(Lesson(PHRASES, [[]], file), serving=True)


def test_a_lesson_says_how_sure_is_enough(file: Path) -> None:
    (found,) = learnt(Lesson(PHRASES, [[]], file, lambda *_: 0.77))

    assert found.enough == 0.77


def test_of_one_label_nothing_is_learnt(file: Path) -> None:
    assert learnt(Lesson([Phrase("お金", "cost")], [[]], file)) == ()
