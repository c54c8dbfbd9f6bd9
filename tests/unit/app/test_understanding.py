"""What is learnt from a content, and kept beside it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.app.understanding import FILE, Understanding, phrases_of, understanding
from bot.conversation.content import Content
from bot.loader.load import load
from bot.settings import HOME
from bot.understanding.decide import decide
from bot.understanding.kept import digest_of, from_bytes
from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder
from tests.unit.conversation.small import loaded
from tests.unit.understanding.small import PHRASES, vector

WORDINGS = {
    label: tuple(each.text for each in PHRASES if each.label == label)
    for label in ("cost", "family", "none")
}


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    (tmp_path / FILE).parent.mkdir()
    return tmp_path


def _content() -> Content:
    return replace(loaded().content, wordings=WORDINGS)


def _counting(given: list[str], encode: Callable[[str], Floats] = vector) -> Encoder:
    def counted(text: str) -> Floats:
        given.append(text)
        return encode(text)

    return Encoder("small 1", 4, counted)


def _label(learnt: Understanding, text: str) -> str | None:
    weighed = learnt.weigh(text)
    return decide(weighed).candidates[0] if weighed else None


def test_titles_what_is_asked_as_and_wordings_are_learnt_from_each_once() -> None:
    content = replace(loaded().content, wordings={"anonymity": ("本名じゃないとだめ？", "名無し")})

    found = [each.text for each in phrases_of(content) if each.label == "anonymity"]

    assert sorted(found) == sorted(
        ["本名じゃないとだめ？", "名前を言わないといけませんか", "匿名で相談できますか", "名無し"]
    )


def test_pages_of_the_system_are_not_learnt() -> None:
    assert not {"menu", "person", "crisis"} & {each.label for each in phrases_of(_content())}


def test_what_is_kept_is_not_encoded_again(flows: Path) -> None:
    first, again = list[str](), list[str]()
    understanding(_content(), flows, [_counting(first)])

    understanding(_content(), flows, [_counting(again)])

    assert (len(first), again) == (len(phrases_of(_content())), [])


def test_a_new_phrase_costs_itself_alone(flows: Path) -> None:
    given = list[str]()
    understanding(_content(), flows, [_counting([])])
    more = replace(_content(), wordings={**WORDINGS, "cost": (*WORDINGS["cost"], "家計簿")})

    learnt = understanding(more, flows, [_counting(given)])

    assert given == ["家計簿"]
    assert _label(learnt, "家計簿") == "cost"


def test_a_broken_file_is_written_anew(flows: Path) -> None:
    (flows / FILE).write_bytes(b"PK broken")

    learnt = understanding(_content(), flows, [_counting([])])

    assert _label(learnt, "費用のこと") == "cost"
    assert len(from_bytes((flows / FILE).read_bytes()).models) == 2


def test_a_folder_that_cannot_be_written_to_costs_the_time_and_nothing_else(
    tmp_path: Path,
) -> None:
    learnt = understanding(_content(), tmp_path / "gone", [])

    assert _label(learnt, "費用のこと") == "cost"
    assert list(tmp_path.iterdir()) == []


def test_without_encoders_the_letters_decide_and_kept_vectors_stay(flows: Path) -> None:
    understanding(_content(), flows, [_counting([])])
    more = replace(_content(), wordings={**WORDINGS, "cost": (*WORDINGS["cost"], "家計簿")})

    learnt = understanding(more, flows, [])

    assert [model.encoders for model in learnt.models] == [()]
    assert _label(learnt, "家計簿") == "cost"
    assert len(from_bytes((flows / FILE).read_bytes()).vectors["small 1"]) > 0


def test_an_encoder_that_fails_leaves_the_letters_to_decide(flows: Path) -> None:
    learnt = understanding(_content(), flows, [_counting([])])

    def fail(_: str) -> Floats:
        raise OSError

    failing = replace(learnt, encoders=(_counting([], fail),))

    assert _label(failing, "費用のこと") == "cost"


def test_a_content_with_nothing_to_tell_apart_guesses_nothing(flows: Path) -> None:
    bare = replace(loaded().content, flows={}, wordings={})

    assert understanding(bare, flows, []).weigh("お金") is None


def test_what_is_shipped_as_learnt_is_learnt_from_the_shipped_phrases() -> None:
    """Run `engawa understand` where the encoders are installed, and add the file it writes."""
    phrases = phrases_of(load(HOME / "flows", HOME / "locales").content)
    kept = from_bytes((HOME / "flows" / FILE).read_bytes())

    digests = {digest_of(phrases, each.encoders) for each in kept.models.values()}

    assert digests == set(kept.models)
    assert sorted(len(each.encoders) for each in kept.models.values()) == [0, 2]
    assert all(np.isfinite(each.head.letters).all() for each in kept.models.values())
