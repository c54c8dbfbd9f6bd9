"""What the examples of danger teach."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.examples import FILE, likenesses
from bot.conversation.content import Content
from bot.loader.load import load
from bot.model.danger import HARMLESS, Level, Type
from bot.settings import HOME
from tests.unit.conversation.small import loaded
from tests.unit.understanding.small import ENCODER

WISHES = ("消えてしまいたい", "もう消えたい", "消えたいです", "どこかに消えてしまいたい")
WEATHER = ("天気がいい", "天気が悪い", "天気です", "今日の天気")


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    (tmp_path / FILE).parent.mkdir()
    return tmp_path


def _content() -> Content:
    return replace(loaded().content, danger={"suicide.amber": WISHES, HARMLESS: WEATHER})


def test_what_is_like_an_example_is_seen_with_an_encoder_and_without(flows: Path) -> None:
    with_encoder, by_letters = likenesses(_content(), flows, [ENCODER])

    for likeness in (with_encoder, by_letters):
        danger = likeness("私は消えてしまいたい")
        assert danger is not None
        assert (danger.level, danger.type) == (Level.AMBER, Type.SUICIDE)
        assert likeness("いい天気") is None


def test_a_content_without_examples_teaches_nothing(flows: Path) -> None:
    assert likenesses(loaded().content, flows, []) == ()


def test_what_is_shipped_as_learnt_is_learnt_from_the_shipped_examples(tmp_path: Path) -> None:
    """Run `engawa understand` where the encoder is installed, and add the file it writes."""
    content = load(HOME / "flows", HOME / "locales").content

    assert likenesses(content, HOME / "flows", [], serving=True)
    assert _is_taken_up(content)


def _is_taken_up(content: Content) -> bool:
    before = (HOME / "flows" / FILE).stat().st_mtime_ns
    likenesses(content, HOME / "flows", [])
    return (HOME / "flows" / FILE).stat().st_mtime_ns == before
