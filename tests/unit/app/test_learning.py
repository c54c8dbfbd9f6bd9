"""What is learnt from phrases, and kept in a file or not."""

from pathlib import Path

import pytest

from bot.app.learning import Learnt, Lesson, learnt
from bot.understanding.kept import from_bytes
from bot.understanding.learn import Phrase
from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder
from tests.unit.understanding.small import ENCODER, PHRASES, vector


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learned.npz"


def test_what_is_kept_is_taken_up_and_not_learnt_again(file: Path) -> None:
    given = list[str]()

    def counted(text: str) -> Floats:
        given.append(text)
        return vector(text)

    learnt(Lesson(PHRASES, [ENCODER], file))
    again = learnt(Lesson(PHRASES, [Encoder(ENCODER.name, 4, ENCODER.weight, counted)], file))

    assert given == []
    assert again.whole is not None
    assert again.by_letters is not None


@pytest.mark.parametrize("keeps", [True, False])
def test_vectors_are_kept_where_that_is_wished(file: Path, keeps: bool) -> None:
    learnt(Lesson(PHRASES, [ENCODER], file, keeps_vectors=keeps))

    assert set(from_bytes(file.read_bytes()).vectors) == ({ENCODER.name} if keeps else set())


def test_nothing_is_written_where_that_is_not_wished(file: Path) -> None:
    assert learnt(Lesson(PHRASES, [], file), keep=False).by_letters is not None
    assert not file.exists()


def test_a_lesson_says_how_sure_is_enough(file: Path) -> None:
    found = learnt(Lesson(PHRASES, [], file, lambda *_: 0.77))

    assert found.by_letters is not None
    assert found.by_letters.enough == 0.77


def test_of_one_label_nothing_is_learnt(file: Path) -> None:
    assert learnt(Lesson([Phrase("お金", "cost")], [], file)) == Learnt()
